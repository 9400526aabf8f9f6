package org.loyalty4j.tier;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loyalty4j.tier.TierLadder.Downgrade;

/** Until when the tiers of a ladder hold, and to which they fall. */
final class Holding {

    private Holding() {}

    static Map<String, LocalDate> after(
            TierLadder ladder, Map<String, LocalDate> holds, LocalDate day, String reached) {
        int rank = ladder.rank(reached);
        if (rank == 0) {
            return holds;
        }
        LocalDate end = ladder.holdsUntil(day);
        Map<String, LocalDate> later = holds;
        boolean copied = false;
        for (int i = 1; i <= rank; i++) {
            Tier tier = ladder.tiers().get(i);
            LocalDate until = tier.kept() ? TierLadder.NEVER_ENDS : end;
            LocalDate before = holds.get(tier.code());
            if (before == null || before.isBefore(until)) {
                later = copied ? later : new HashMap<>(holds);
                copied = true;
                later.put(tier.code(), until);
            }
        }
        return later;
    }

    static Optional<LocalDate> lostOn(TierLadder ladder, String code, LocalDate entered, Map<String, LocalDate> holds) {
        if (ladder.rank(code) == 0
                || ladder.downgrade() == Downgrade.NONE
                || ladder.tier(code).kept()) {
            return Optional.empty();
        }
        // A tier of an earlier program that this one never qualified anybody for is left to its holder.
        LocalDate until = holds.getOrDefault(code, TierLadder.NEVER_ENDS);
        if (until.equals(TierLadder.NEVER_ENDS)) {
            return Optional.empty();
        }
        if (ladder.policy().graceFrom() == TierPolicy.GraceFrom.DISQUALIFICATION) {
            return Optional.of(graceEnd(ladder, until));
        }
        LocalDate least = graceEnd(ladder, entered);
        return Optional.of(least.isAfter(until) ? least : until);
    }

    static LocalDate graceEnd(TierLadder ladder, LocalDate from) {
        return ladder.grace().isZero()
                ? from
                : new PeriodEnd(ladder.grace(), ladder.policy().graceEdge()).firstDayAfter(from);
    }

    static Tier fallenFrom(TierLadder ladder, String code, Map<String, LocalDate> holds, LocalDate on) {
        List<Tier> tiers = ladder.tiers();
        int rank = ladder.rank(code);
        if (ladder.downgrade() == Downgrade.ONE_STEP) {
            return tiers.get(Math.max(0, rank - 1));
        }
        boolean graced = ladder.policy().graceFrom() == TierPolicy.GraceFrom.DISQUALIFICATION;
        for (int i = rank - 1; i > 0; i--) {
            LocalDate until = holds.get(tiers.get(i).code());
            if (until != null
                    && (until.equals(TierLadder.NEVER_ENDS)
                            || (graced ? graceEnd(ladder, until) : until).isAfter(on))) {
                return tiers.get(i);
            }
        }
        return ladder.lowest();
    }
}

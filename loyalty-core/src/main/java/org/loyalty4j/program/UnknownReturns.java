package org.loyalty4j.program;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.tier.QualifyingDay;

/** What a return of unknown goods takes back, by the program's policy. */
final class UnknownReturns {

    /** The rule that what they take is attributed to. */
    static final String RULE = "return-unknown";

    private UnknownReturns() {}

    /** What such returns took on a date. */
    static Counter.Key taken(LocalDate date) {
        return new Counter.Key("unknown", Counter.Period.DAY, date);
    }

    /** What such returns took on each of the days that the average is taken of. */
    static Set<Counter.Key> taken(LoyaltyProgram program, Instant now) {
        if (program.unknownReturns() != UnknownReturn.Policy.AVERAGE_RATE) {
            return Set.of();
        }
        LocalDate today = program.dateOf(now);
        return firstDay(today)
                .datesUntil(today.plusDays(1))
                .map(UnknownReturns::taken)
                .collect(Collectors.toSet());
    }

    /** Returns the first of the days that the average is taken of. */
    static LocalDate firstDay(LocalDate today) {
        return today.minusYears(1).plusDays(1);
    }

    /**
     * Returns how many points an amount earned on average, exactly and then rounded down, but not more than such returns
     * have left of what was earned.
     */
    private static long averageOf(AccountState state, LocalDate today, long amount) {
        long spend = 0;
        long points = 0;
        for (QualifyingDay day : state.days().between(firstDay(today), today)) {
            spend = Math.addExact(spend, day.spend());
            points = Math.addExact(points, day.points());
        }
        long taken = 0;
        for (LocalDate date = firstDay(today); !date.isAfter(today); date = date.plusDays(1)) {
            taken = Math.addExact(taken, state.counters().getOrDefault(taken(date), 0L));
        }
        if (spend <= 0 || points <= 0) {
            return 0;
        }
        long average = BigInteger.valueOf(points)
                .multiply(BigInteger.valueOf(Math.min(amount, spend)))
                .divide(BigInteger.valueOf(spend))
                .longValueExact();
        return Math.min(average, Math.max(0, points - taken));
    }

    /** Returns how many points may be taken, as far as the days are known. */
    static long bound(LoyaltyProgram program, AccountState state, LocalDate today, UnknownReturn request) {
        boolean takes = program.unknownReturns() == UnknownReturn.Policy.AVERAGE_RATE
                && state.days().covers(firstDay(today), today);
        return takes ? averageOf(state, today, request.amount().minor()) : 0;
    }

    /**
     * Writes the return into an account.
     *
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused apply(AccountState state, AccountDraft draft, UnknownReturn request) {
        LoyaltyProgram program = draft.programNow();
        if (!request.amount().currency().equals(program.currency())) {
            throw new InvalidRequestException(
                    "amount",
                    Code.CURRENCY_MISMATCH,
                    "the program counts " + program.currency() + ", not "
                            + request.amount().currency());
        }
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        if (program.unknownReturns() == UnknownReturn.Policy.REJECT) {
            return draft.refused(Refusal.ORIGIN_REQUIRED, 0);
        }
        LocalDate today = program.dateOf(draft.now());
        long due = bound(program, state.with(draft.standing().days()), today, request);
        if (due > 0) {
            Settlement.Refused refused = draft.refused(Refusal.TOO_FEW_POINTS, due);
            long got = draft.reverseAny(due, List.of(new Attribution(null, RULE, due, due)));
            if (got < due && draft.reversing().mode() == ShortageRules.Mode.FORBID) {
                return refused;
            }
            draft.counters().add(taken(today), got);
        }
        return null;
    }
}

package org.loyalty4j.program;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;

/** What a return of unknown goods takes back, by the program's policy. */
final class UnknownReturns {

    private UnknownReturns() {}

    /** Returns the first of the days that the average is taken of. */
    static LocalDate firstDay(LocalDate today) {
        return today.minusYears(1).plusDays(1);
    }

    /** Returns how many points an amount earned on average, exactly and then rounded down. */
    static long averageOf(KnownDays days, LocalDate today, long amount) {
        long spend = 0;
        long points = 0;
        for (QualifyingDay day : days.between(firstDay(today), today)) {
            spend = Math.addExact(spend, day.spend());
            points = Math.addExact(points, day.points());
        }
        if (spend <= 0 || points <= 0) {
            return 0;
        }
        return BigInteger.valueOf(points)
                .multiply(BigInteger.valueOf(Math.min(amount, spend)))
                .divide(BigInteger.valueOf(spend))
                .longValueExact();
    }

    /** Returns how many points may be taken, as far as the days are known. */
    static long bound(LoyaltyProgram program, KnownDays days, LocalDate today, UnknownReturn request) {
        boolean takes =
                program.unknownReturns() == UnknownReturn.Policy.AVERAGE_RATE && days.covers(firstDay(today), today);
        return takes ? averageOf(days, today, request.amount().minor()) : 0;
    }

    /**
     * Writes the return into an account.
     *
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused apply(AccountDraft draft, UnknownReturn request) {
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
        long due = bound(program, draft.standing().days(), today, request);
        if (due > 0) {
            Settlement.Refused refused = draft.refused(Refusal.TOO_FEW_POINTS, due);
            long got = draft.reverse(List.of(), due, List.of(new Attribution(null, ReturnDraft.RULE, due, due)));
            if (got < due && draft.reversing().mode() == ShortageRules.Mode.FORBID) {
                return refused;
            }
        }
        return null;
    }
}

package org.loyalty4j.program;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord;

/** The numbers of a command's answer while it is decided. Used by one thread. */
final class Tally {

    long earned;
    long redeemed;
    long restored;
    long reversed;
    long shortfall;
    long lapsed;
    long expired;
    long held;
    long freed;
    Map<String, Ratio> factors = Map.of();
    Map<String, Long> turns = Map.of();
    Map<String, Ratio> fractions = Map.of();
    long owed;

    /**
     * Returns the numbers, all of them the command's own.
     *
     * @param balance the balance after it
     * @param first the number of its first posting, 0 without one
     * @param last the number of its last posting, 0 without one
     * @param debt what the account owes after it
     */
    CommandRecord.Result result(
            long balance,
            long first,
            long last,
            int movedRevision,
            @Nullable LocalDate movedFrom,
            CommandRecord.@Nullable Usable usable,
            long debt) {
        return new CommandRecord.Result(
                earned,
                redeemed,
                restored,
                reversed,
                shortfall,
                lapsed,
                expired,
                balance,
                first,
                last,
                movedRevision,
                movedFrom,
                usable,
                held,
                freed,
                factors,
                turns,
                fractions,
                owed,
                debt);
    }
}

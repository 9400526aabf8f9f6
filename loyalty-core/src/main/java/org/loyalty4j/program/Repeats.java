package org.loyalty4j.program;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;

/** Makes the answer to the repeat of a command out of what was written of it. */
final class Repeats {

    private Repeats() {}

    static Settlement of(ProgramHistory programs, Command command, CommandRecord first, List<Posting> postings) {
        Instant until = command instanceof Command.SetAside setAside
                ? first.recordedAt().plus(setAside.request().limit())
                : null;
        return new Settlement.Settled(
                first.id(),
                first.account(),
                first.result(),
                postings,
                true,
                use(programs, command, first, postings),
                until);
    }

    /** Reckons again how a number of points came about, from what could be used then. */
    private static Settlement.@Nullable Use use(
            ProgramHistory programs, Command command, CommandRecord first, List<Posting> postings) {
        Redemption request = Needs.redemption(command);
        if (request == null || request.points() == null) {
            return null;
        }
        CommandRecord.Usable usable = first.result().usable();
        if (command instanceof Command.SetAside) {
            return usable == null
                    ? null
                    : new Spending(programs.atOrFirst(first.recordedAt()), null).use(request, usable, false);
        }
        for (Posting posting : postings) {
            if (posting.kind() == Posting.Kind.REDEEM) {
                LoyaltyProgram program = programs.versions().get(posting.programVersion() - 1);
                // A command of before there were limits of periods could use the whole balance.
                CommandRecord.Usable could = usable == null ? new CommandRecord.Usable(posting.before(), null) : usable;
                boolean pays = command instanceof Command.Redeem redeem && redeem.towards() != null;
                return new Spending(program, Needs.receipt(command)).use(request, could, pays);
            }
        }
        return null;
    }
}

package org.loyalty4j.program;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;

/** Makes the answer to the repeat of a command out of what was written of it. */
final class Repeats {

    private Repeats() {}

    /** @param hold the hold that the command used, or null where it used none */
    static Settlement of(
            ProgramHistory programs,
            Command command,
            CommandRecord first,
            List<Posting> postings,
            @Nullable Hold hold) {
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
                        until)
                .of(reward(programs, command, first, hold));
    }

    private static Settlement.@Nullable Reward reward(
            ProgramHistory programs, Command command, CommandRecord first, @Nullable Hold hold) {
        if (hold != null && command instanceof Command.UseHeld) {
            return programs.rewardOf(hold);
        }
        Redemption request = Needs.redemption(command);
        return request == null || request.reward() == null
                ? null
                : new Settlement.Reward(
                        request.reward(), programs.atOrFirst(first.recordedAt()).version());
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

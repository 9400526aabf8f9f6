package org.loyalty4j;

import java.util.List;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;

/** Where points are used. Safe for use by many threads. */
public final class Rewards {

    private final Engine engine;

    Rewards(Engine engine) {
        this.engine = engine;
    }

    /**
     * Uses points, soonest gone first, within the program's spending rules; shares of a purchase are a matter of a
     * checkout, see {@link Till#checkout}.
     *
     * @return what it came to, how many points were used, what they are worth and why not more; or why it was refused,
     *     and how many could be used instead
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another redemption
     */
    public Settlement redeem(Redemption request) {
        return engine.settle(new Command.Redeem(request));
    }

    /**
     * Returns what would come of using points now, as {@link #redeem} would answer: {@link Redemption#asManyAsPossible}
     * asks for the most that can be used. Nothing is written and the key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another redemption
     */
    public Settlement quote(Redemption request) {
        return Settler.quote(engine, new Command.Redeem(request));
    }

    /**
     * Undoes a redemption, all of it or a number of its points: they go back into the lots they came from, with their
     * dates, those that were used last first; what is past its time by now expires at once. What came back with the
     * purchase that it paid counts: never more is put back than was used.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another undoing
     */
    public Settlement undo(Undo request) {
        return engine.settle(new Command.TakeBack(request));
    }

    /**
     * Returns what would come of undoing a redemption now, as {@link #undo} would answer. Nothing is written and the key
     * stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another undoing
     */
    public Settlement quote(Undo request) {
        return Settler.quote(engine, new Command.TakeBack(request));
    }

    /** Returns what the program offers now, in its order. */
    public List<RewardOption> offered() {
        return engine.read(reader -> reader.programs().atOrFirst(engine.now()).rewards());
    }
}

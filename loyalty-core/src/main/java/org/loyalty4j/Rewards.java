package org.loyalty4j;

import java.util.List;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
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

    /** Returns what the program offers now, in its order. */
    public List<RewardOption> offered() {
        return engine.read(reader -> reader.programs().atOrFirst(engine.now()).rewards());
    }
}

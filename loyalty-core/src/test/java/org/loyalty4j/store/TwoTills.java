package org.loyalty4j.store;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;

/**
 * What tills ask of a store at the same time, for the checker to mix: Anna begins with 30 points, Ben with none. Each
 * answer says all that the caller sees; keys are few, so that repeats meet each other.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
public abstract class TwoTills {

    private final Shop shop;
    private final CustomerId anna;
    private final CustomerId ben;

    TwoTills(LoyaltyStore store) {
        shop = Shop.over(store, program -> program);
        anna = shop.aCustomer("Anna");
        ben = shop.aCustomer("Ben");
        shop.gives(anna, 30, "");
    }

    private static String told(Settlement answer) {
        if (answer instanceof Settlement.Settled settled) {
            return (settled.replayed() ? "again " : "now ")
                    + settled.postings().stream()
                            .map(posting -> posting.amount() + " makes " + posting.after())
                            .toList();
        }
        return "refused for " + ((Settlement.Refused) answer).why();
    }

    /** Gives points under a key. */
    @Operation
    public String give(@Param(name = "key") int key) {
        return told(shop.loyalty().accounts().give(Bonus.of(CommandKey.of("gift " + key), anna, Points.of(5), "gift")));
    }

    /** Uses 20 points under a key: there are enough for one. */
    @Operation
    public String redeem(@Param(name = "key") int key) {
        return told(shop.loyalty().rewards().redeem(Redemption.of(CommandKey.of("use " + key), anna, Points.of(20))));
    }

    /** Takes points away under a key. */
    @Operation
    public String adjust(@Param(name = "key") int key) {
        return told(shop.loyalty()
                .accounts()
                .adjust(Adjustment.of(
                        CommandKey.of("mend " + key), anna, Points.of(-5), "wrong", new Actor("clerk 7"))));
    }

    /** Records a sale to each of the two as one unit: nobody may see one without the other. */
    @Operation
    public String sellToBoth(@Param(name = "key") int key) {
        return shop
                .loyalty()
                .till()
                .recordAll(List.of(
                        Purchase.of("Anna's " + key, anna, Shop.euro("7.00")),
                        Purchase.of("Ben's " + key, ben, Shop.euro("3.00"))))
                .stream()
                .map(outcome -> outcome instanceof Outcome.Failed<Settlement> failed
                        ? failed.failure().getClass().getSimpleName()
                        : told(outcome.orThrow()))
                .toList()
                .toString();
    }

    /** Records a sale to Ben whose key is also that of a sale to Anna: one of the two is told so. */
    @Operation
    public String sellToBen(@Param(name = "key") int key) {
        try {
            return told(shop.loyalty().till().record(Purchase.of("Anna's " + key, ben, Shop.euro("2.00"))));
        } catch (KeyReusedException taken) {
            return taken.getClass().getSimpleName();
        }
    }

    /** Looks at the first account. */
    @Operation
    public long annas() {
        return shop.available(anna);
    }

    /** Looks at the second account. */
    @Operation
    public long bens() {
        return shop.available(ben);
    }
}

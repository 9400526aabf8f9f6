package org.loyalty4j.examples;

import static org.loyalty4j.examples.SupplierShop.euros;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/** What is sold in the story, and taken back. Used by one thread. */
final class SupplierSales {

    private final SupplierDesk desk;

    SupplierSales(SupplierDesk desk) {
        this.desk = desk;
    }

    static PurchaseLine line(String id, String sku, long quantity, String price) {
        return PurchaseLine.goods(id, euros(price)).sku(sku).quantity(quantity);
    }

    /**
     * Sells something to an organization.
     *
     * @param person who buys for it, or null where nobody says
     */
    void buy(String key, CustomerId organization, @Nullable CustomerId person, Actor who, PurchaseLine... lines) {
        Purchase.Draft draft = Purchase.of(CommandKey.of(key), organization).by(who);
        if (person != null) {
            draft.boughtBy(person);
        }
        for (PurchaseLine line : lines) {
            draft.line(line);
        }
        desk.next().till().record(draft.build()).orThrow();
    }

    /** Takes one piece of a line back. */
    void takeBackOne(String key, CustomerId customer, String purchase, String line, Actor who, String why) {
        desk.next()
                .till()
                .giveBack(Return.of(CommandKey.of(key), customer, CommandKey.of(purchase), line, BigDecimal.ONE)
                        .by(who, why))
                .orThrow();
    }

    /** Uses points for a purchase that comes. */
    void use(String key, CustomerId customer, long points, String purchase, Actor who) {
        desk.next()
                .rewards()
                .redeem(Redemption.of(CommandKey.of(key), customer, Points.of(points))
                        .paying(CommandKey.of(purchase))
                        .by(who))
                .orThrow();
    }
}

package org.loyalty4j.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.Claim;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** Bad requests about guest purchases, by the names that the list of bad input calls them. */
final class BadGuests {

    private BadGuests() {}

    static void add(Map<String, BadScene.Attempt> all) {
        all.put(
                "find a guest purchase without its key",
                scene -> scene.loyalty().guests().find(BadRequests.<CommandKey>missing()));
        all.put(
                "find guest purchases without a mark",
                scene -> scene.loyalty().guests().find(BadRequests.<Identifier>missing(), 10));
        all.put(
                "a guest purchase of a customer",
                scene -> GuestPurchase.of(Purchase.of("q", scene.anna, Shop.euro("1.00"))));
        all.put(
                "a guest purchase paid with points",
                scene -> GuestPurchase.of(aGuest().tender(new Tender(Tender.Kind.POINTS, Shop.euro("1.00"), null))
                        .build()));
        all.put("a guest purchase with a mark twice", scene -> {
            Identifier card = Identifier.card("4711");
            return new GuestPurchase(aGuest().build(), List.of(card, card));
        });
        all.put(
                "a guest purchase of tomorrow",
                scene -> keep(scene, aGuest().happenedAt(scene.now().plus(Duration.ofDays(1)))));
        all.put(
                "a guest purchase in USD",
                scene -> keep(
                        scene,
                        Purchase.ofGuest(CommandKey.of("q")).line(PurchaseLine.goods("1", Money.of("1.00", "USD")))));
        all.put(
                "a return of a customer's goods as a guest's",
                scene -> scene.loyalty()
                        .guests()
                        .giveBack(Return.ofAll(scene.shop().aKey(), scene.anna, CommandKey.of("q"))));
        all.put(
                "a return of an unknown guest purchase",
                scene -> scene.loyalty()
                        .guests()
                        .giveBack(Return.ofAll(scene.shop().aKey(), CustomerId.NOBODY, CommandKey.of("unknown"))));
        all.put("claim an unknown guest purchase", scene -> claim(scene, scene.anna, CommandKey.of("unknown")));
        all.put("claim for nobody", scene -> claim(scene, scene.nobody, CommandKey.of("unknown")));
    }

    private static Purchase.Draft aGuest() {
        return Purchase.ofGuest(CommandKey.of("q")).line(PurchaseLine.goods("1", Shop.euro("1.00")));
    }

    private static org.loyalty4j.GuestAnswer keep(BadScene scene, Purchase.Draft purchase) {
        return scene.loyalty().guests().record(GuestPurchase.of(purchase.build()));
    }

    private static Object claim(BadScene scene, CustomerId customer, CommandKey purchase) {
        return scene.loyalty().guests().claim(Claim.of(scene.shop().aKey(), customer, purchase));
    }
}

package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.euro;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.Benefit;

/** Bad requests about keys, names, phones, cards and references. */
final class BadTexts {

    private BadTexts() {}

    static void add(Map<String, BadScene.Attempt> all) {
        keys(all);
        names(all);
        identifiers(all);
    }

    private static NewCustomer named(String name) {
        return NewCustomer.person(CommandKey.of("new")).named(name);
    }

    private static void keys(Map<String, BadScene.Attempt> all) {
        all.put("an empty key", scene -> CommandKey.of(""));
        all.put("a key of blanks", scene -> CommandKey.of(" \u2003\u200b\t"));
        all.put("a key of 256 characters", scene -> CommandKey.of("k".repeat(256)));
        all.put(
                "a key used with another total",
                scene -> scene.loyalty()
                        .till()
                        .record(Purchase.of(scene.sold.key().value(), scene.anna, euro("1.00"))));
        all.put(
                "a key used by another customer",
                scene -> scene.loyalty()
                        .till()
                        .record(Purchase.of(scene.sold.key().value(), scene.berta, euro("1.00"))));
        all.put(
                "the key of an enrollment with another phone",
                scene -> scene.loyalty()
                        .customers()
                        .enroll(NewCustomer.person(CommandKey.of("anna"))
                                .named("Anna Geheim")
                                .phone("+49 151 12345679")));
        all.put(
                "a key used in another operation",
                scene -> scene.loyalty().rewards().quote(Redemption.of(scene.sold.key(), scene.anna, Points.of(1))));
    }

    private static void names(Map<String, BadScene.Attempt> all) {
        maps(all);
        all.put("a NUL in a name", scene -> named("G\0eheim"));
        all.put("a NUL in a reference", scene -> Identifier.reference("G\0eheim"));
        all.put("half a surrogate pair", scene -> named("Geheim \ud800"));
        all.put("a name of 10,000 characters", scene -> named("Geheim ".repeat(1500)));
        String giant = "Geheim e\u0301".repeat(2_222_222);
        all.put("a name of 20 million characters", scene -> named(giant));
        all.put("a name of 255 emoji", scene -> named("\ud83d\ude00".repeat(255)));
        all.put("a name of 256 emoji", scene -> named("\ud83d\ude00".repeat(256)));
        all.put("a name of zero-width characters", scene -> named(" \u200b\u200d\ufeff "));
        all.put("a name that changes direction", scene -> named("Geheim \u202e txt"));
        all.put("a name of two lines", scene -> named("Geheim\nGeheim"));
    }

    private static void identifiers(Map<String, BadScene.Attempt> all) {
        all.put(
                "a reference in another composition",
                scene -> scene.loyalty()
                        .customers()
                        .find(Identifier.reference("cafe\u0301"))
                        .orElseThrow());
        all.put("phone 12", scene -> Identifier.phone("12"));
        all.put("phone of letters", scene -> Identifier.phone("+49 GEHEIM 12345678"));
        all.put(
                "phone of 40 digits",
                scene -> Identifier.phone("15112345678".repeat(4).substring(0, 40)));
        all.put(
                "phone of Arabic digits",
                scene -> Identifier.phone("\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"));
        all.put(
                "a phone of somebody else",
                scene -> scene.loyalty().customers().enroll(named("Geheim Zwei").phone("+49 (151) 1234-5678")));
        all.put(
                "a customer of whom nothing is known",
                scene -> scene.loyalty().customers().enroll(NewCustomer.person(CommandKey.of("new"))));
        all.put("a customer with 51 identifiers", scene -> {
            NewCustomer request = named("Geheim");
            for (int i = 0; i < 51; i++) {
                request = request.reference("r" + i);
            }
            return request;
        });
        all.put("a card of Arabic digits", scene -> Identifier.card("\u0661\u0662\u0663\u0664\u0665"));
        all.put("a card of 3 digits", scene -> Identifier.card("711"));
    }

    /** Each is tried with far more, and far longer, names than are accepted. */
    private static void maps(Map<String, BadScene.Attempt> all) {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("Geheim " + i, "x");
        }
        Map<String, String> longName = Map.of("Geheim ".repeat(150), "x");
        all.put("an article of 10,000 attributes", scene -> new PurchaseLine.Article(null, List.of(), null, many));
        all.put(
                "an article with an attribute's name of 1 KB",
                scene -> new PurchaseLine.Article(null, List.of(), null, longName));
        all.put("a benefit of 10,000 details", scene -> new Benefit("free delivery", many));
        all.put("a benefit with a detail's name of 1 KB", scene -> new Benefit("free delivery", longName));
    }
}

package org.loyalty4j.acceptance;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.TierOverride;

/** Bad requests about tiers given by hand. */
final class BadTiers {

    private static final Actor BOSS = new Actor("boss");

    private BadTiers() {}

    static void add(Map<String, BadScene.Attempt> all) {
        all.put("a tier by hand that ends now", scene -> give(scene, scene.anna, "Gold", scene.now(), "Geheim"));
        all.put(
                "a tier by hand that ends in 2300",
                scene -> give(scene, scene.anna, "Gold", Instant.parse("2300-01-01T00:00:00Z"), "Geheim"));
        all.put("a tier by hand that there is not", scene -> give(scene, scene.anna, "Lead", null, "Geheim"));
        all.put("a tier by hand without a name", scene -> give(scene, scene.anna, " ", null, "Geheim"));
        all.put("a tier by hand without a reason", scene -> give(scene, scene.anna, "Gold", null, " "));
        all.put(
                "a tier by hand without an actor",
                scene -> scene.loyalty()
                        .accounts()
                        .give(TierOverride.of(
                                scene.shop().aKey(), scene.anna, "Gold", "Geheim", BadRequests.missing())));
        all.put("a tier by hand of a closed account", scene -> give(scene, scene.closed, "Gold", null, "Geheim"));
        all.put("a tier by hand of somebody who left", scene -> give(scene, scene.gone, "Gold", null, "Geheim"));
        all.put("a tier by hand of nobody", scene -> give(scene, scene.nobody, "Gold", null, "Geheim"));
        all.put(
                "taking back a tier that nobody gave",
                scene -> scene.loyalty()
                        .accounts()
                        .revoke(new TierOverride.End(
                                scene.shop().aKey(), scene.anna, CommandKey.of("none"), "Geheim", BOSS)));
    }

    private static Object give(
            BadScene scene, CustomerId customer, String tier, @Nullable Instant until, String reason) {
        return scene.loyalty()
                .accounts()
                .give(new TierOverride(scene.shop().aKey(), customer, tier, until, reason, BOSS));
    }
}

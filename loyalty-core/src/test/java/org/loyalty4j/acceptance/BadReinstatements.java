package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.day;

import java.time.Instant;
import java.util.Map;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.Reinstatement;

/** Bad requests to give points back that expired, or more time to some that have not, by the names that the list of bad input calls them. */
final class BadReinstatements {

    private BadReinstatements() {}

    static void add(Map<String, BadScene.Attempt> all) {
        all.put("give 0 expired points back", scene -> back(scene, scene.unlucky, scene.lost, 0));
        all.put("give 11 of 10 expired points back", scene -> back(scene, scene.unlucky, scene.lost, 11));
        all.put("give points back of posting 0", scene -> back(scene, scene.unlucky, 0, 1));
        all.put("give points back of an unknown posting", scene -> back(scene, scene.unlucky, 99, 1));
        all.put("give points back of a posting that gave some", scene -> back(scene, scene.unlucky, 1, 1));
        all.put("give another customer's expired points back", scene -> back(scene, scene.nothing, scene.lost, 1));
        all.put("give expired points back twice", scene -> back(scene, scene.lucky, scene.lost, 1));
        all.put("give expired points back on a closed account", scene -> back(scene, scene.closed, scene.lost, 1));
        all.put("give expired points back to a customer who has left", scene -> back(scene, scene.gone, scene.lost, 1));
        all.put(
                "expired points given back until Instant.MAX",
                scene -> request(scene, scene.unlucky, scene.lost, 1).goneAt(Instant.MAX));
        all.put(
                "expired points given back that are gone at once",
                scene -> scene.loyalty()
                        .accounts()
                        .reinstate(request(scene, scene.unlucky, scene.lost, 1).goneAt(scene.now())));
        all.put(
                "expired points given back without a reason",
                scene -> Reinstatement.ofAll(scene.shop().aKey(), scene.unlucky, scene.lost, " ", DeskCalls.CLERK));
        all.put(
                "give lot 0 more time",
                scene -> Extension.ofLot(
                        scene.shop().aKey(), scene.anna, 0, day("2027-01-01"), "a favour", DeskCalls.CLERK));
        all.put("more time on a closed account", scene -> longer(scene, scene.closed, "2027-01-01", "2027-01-01"));
        all.put(
                "more time for a customer who has left",
                scene -> longer(scene, scene.gone, "2027-01-01", "2027-01-01"));
        all.put(
                "more time for an unknown lot",
                scene -> scene.loyalty()
                        .accounts()
                        .extend(Extension.ofLot(
                                scene.shop().aKey(),
                                scene.frozen,
                                77,
                                day("2027-01-01"),
                                "a favour",
                                DeskCalls.CLERK)));
        all.put(
                "more time until Instant.MAX",
                scene -> Extension.ofAllBefore(
                        scene.shop().aKey(), scene.anna, day("2027-01-01"), Instant.MAX, "a favour", DeskCalls.CLERK));
        all.put("less time than there is", scene -> longer(scene, scene.frozen, "2027-01-01", "2026-12-31"));
        all.put(
                "more time for points that go later anyway",
                scene -> longer(scene, scene.frozen, "2026-12-01", "2026-12-01"));
        all.put(
                "more time without a reason",
                scene -> Extension.ofLot(scene.shop().aKey(), scene.anna, 1, day("2027-01-01"), " ", DeskCalls.CLERK));
    }

    private static Object longer(BadScene scene, CustomerId customer, String before, String until) {
        return scene.loyalty()
                .accounts()
                .extend(Extension.ofAllBefore(
                        scene.shop().aKey(), customer, day(before), day(until), "a favour", DeskCalls.CLERK));
    }

    private static Object back(BadScene scene, CustomerId customer, long expiry, long points) {
        return scene.loyalty().accounts().reinstate(request(scene, customer, expiry, points));
    }

    private static Reinstatement request(BadScene scene, CustomerId customer, long expiry, long points) {
        return Reinstatement.of(scene.shop().aKey(), customer, expiry, Points.of(points), "a favour", DeskCalls.CLERK);
    }
}

package org.loyalty4j.acceptance;

import java.time.Instant;
import java.util.Map;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Reinstatement;

/** Bad requests to give points back that expired, by the names that the list of bad input calls them. */
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
    }

    private static Object back(BadScene scene, CustomerId customer, long expiry, long points) {
        return scene.loyalty().accounts().reinstate(request(scene, customer, expiry, points));
    }

    private static Reinstatement request(BadScene scene, CustomerId customer, long expiry, long points) {
        return Reinstatement.of(scene.shop().aKey(), customer, expiry, Points.of(points), "a favour", DeskCalls.CLERK);
    }
}

package org.loyalty4j.acceptance;

import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Undo;

/** Bad requests to undo something, by the names that the list of bad input calls them. */
final class BadMoves {

    private BadMoves() {}

    static void add(Map<String, BadScene.Attempt> all) {
        all.put("undo 0 points", scene -> undo(scene, scene.anna, scene.used, 0));
        all.put("undo 21 of 20 used points", scene -> undo(scene, scene.anna, scene.used, 21));
        all.put("undo an unknown redemption", scene -> undo(scene, scene.anna, CommandKey.of("unknown"), 1));
        all.put("undo another customer's redemption", scene -> undo(scene, scene.anna, scene.usedByBerta, 1));
        all.put("undo a redemption twice", scene -> undo(scene, scene.berta, scene.usedByBerta, 10));
        all.put("undo an undoing", scene -> undo(scene, scene.berta, scene.undone, 10));
        all.put("void an unknown sale", scene -> annul(scene, scene.anna, CommandKey.of("unknown")));
        all.put("void another customer's sale", scene -> annul(scene, scene.anna, scene.soldToBerta.key()));
        all.put("void a sale twice", scene -> annul(scene, scene.berta, scene.voided.key()));
    }

    private static Object undo(BadScene scene, CustomerId customer, CommandKey redemption, long points) {
        return scene.loyalty().rewards().undo(Undo.of(scene.shop().aKey(), customer, redemption, Points.of(points)));
    }

    private static Object annul(BadScene scene, CustomerId customer, CommandKey purchase) {
        return scene.loyalty().till().voidPurchase(PurchaseVoid.of(scene.shop().aKey(), customer, purchase));
    }
}

package org.loyalty4j.acceptance;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;

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
        all.put("transfer to oneself", scene -> transfer(scene, scene.anna, scene.anna, 1));
        all.put("transfer 0 points", scene -> transfer(scene, scene.anna, scene.berta, 0));
        all.put("transfer 41 of 40", scene -> transfer(scene, scene.anna, scene.berta, 41));
        all.put("transfer from a frozen account", scene -> transfer(scene, scene.frozen, scene.berta, 1));
        all.put("transfer from a closed account", scene -> transfer(scene, scene.closed, scene.berta, 1));
        all.put("transfer to a frozen account", scene -> transfer(scene, scene.anna, scene.frozen, 1));
        all.put("transfer to a closed account", scene -> transfer(scene, scene.anna, scene.closed, 1));
        all.put("transfer to a customer who has left", scene -> transfer(scene, scene.anna, scene.gone, 1));
        all.put("transfer to nobody", scene -> transfer(scene, scene.anna, scene.nobody, 1));
        all.put("transfer that passes the limit of an account", scene -> transfer(scene, scene.anna, scene.rich, 1));
        all.put(
                "undo an unknown transfer",
                scene -> scene.loyalty()
                        .transfers()
                        .undo(TransferUndo.of(scene.shop().aKey(), scene.anna, scene.berta, CommandKey.of("unknown"))));
        byHand(all);
        all.put("a debt of 0 points", scene -> ShortageRules.Rule.allow(Points.NONE));
        all.put("a debt below 0 points", scene -> ShortageRules.Rule.allow(Points.of(-1)));
        all.put("a debt without a limit", scene -> new ShortageRules.Rule(ShortageRules.Mode.ALLOW, null));
        all.put(
                "a limit where debt is forbidden",
                scene -> new ShortageRules.Rule(ShortageRules.Mode.FORBID, Points.of(1)));
        all.put(
                "redemptions that take fewer points than they say",
                scene -> ShortageRules.standard().redeeming(ShortageRules.Rule.clamp()));
        all.put("an unknown return of 0.00", scene -> unknown(scene, "0.00", "EUR"));
        all.put("an unknown return in USD", scene -> unknown(scene, "1.00", "USD"));
        all.put("an unknown return", scene -> unknown(scene, "1.00", "EUR"));
        all.put(
                "an opening balance without lots",
                scene -> new OpeningBalance("batch", scene.anna, List.of(), null, null));
        BadOpenings.add(all);
        all.put(
                "an opening balance of 0 points",
                scene -> OpeningBalance.of("batch", scene.anna, Points.NONE, scene.now(), null));
        all.put(
                "an opening balance that is gone before it is earned",
                scene -> OpeningBalance.of("batch", scene.anna, Points.of(1), scene.now(), scene.now()));
        BadEvents.add(all);
        BadGuests.add(all);
        BadReinstatements.add(all);
        all.put("void an unknown sale", scene -> annul(scene, scene.anna, CommandKey.of("unknown")));
        all.put("void another customer's sale", scene -> annul(scene, scene.anna, scene.soldToBerta.key()));
        all.put("void a sale twice", scene -> annul(scene, scene.berta, scene.voided.key()));
    }

    private static Object undo(BadScene scene, CustomerId customer, CommandKey redemption, long points) {
        return scene.loyalty().rewards().undo(Undo.of(scene.shop().aKey(), customer, redemption, Points.of(points)));
    }

    private static Object transfer(BadScene scene, CustomerId from, CustomerId to, long points) {
        return scene.loyalty().transfers().send(Transfer.of(scene.shop().aKey(), from, to, Points.of(points)));
    }

    private static Object unknown(BadScene scene, String amount, String currency) {
        return scene.loyalty()
                .till()
                .takeBack(UnknownReturn.of(scene.shop().aKey(), scene.anna, Money.of(amount, currency)));
    }

    private static Object annul(BadScene scene, CustomerId customer, CommandKey purchase) {
        return scene.loyalty().till().voidPurchase(PurchaseVoid.of(scene.shop().aKey(), customer, purchase));
    }

    private static void byHand(Map<String, BadScene.Attempt> all) {
        all.put(
                "two limits of transfers of one day",
                scene -> TransferRules.none()
                        .upTo(Points.of(1), Counter.Period.DAY)
                        .upTo(Points.of(2), Counter.Period.DAY));
        AdjustmentRules none = AdjustmentRules.none();
        all.put("corrections of up to 0 points alone", scene -> none.upTo(Points.NONE));
        all.put("corrections of down to -1 points alone", scene -> none.downTo(Points.of(-1)));
        all.put("gifts of up to 0 points alone", scene -> none.givingUpTo(Points.NONE));
        all.put("a blank code of a reason that is allowed", scene -> none.allowing(" "));
        all.put(
                "two limits of corrections of one day",
                scene -> none.upTo(Points.of(1), Counter.Period.DAY).upTo(Points.of(2), Counter.Period.DAY));
        all.put(
                "201 codes of reasons that are allowed",
                scene -> new AdjustmentRules(
                        null,
                        null,
                        null,
                        IntStream.range(0, 201).mapToObj(i -> "code " + i).collect(java.util.stream.Collectors.toSet()),
                        List.of()));
        all.put("a code of a reason of 41 characters", scene -> Grounds.of("x".repeat(41)));
        all.put("a document of 101 characters", scene -> Grounds.NONE.document("x".repeat(101)));
        all.put("a correction that one agrees to who asked for it", scene -> correction(scene, "chief", "chief"));
        all.put(
                "a gift that nobody asked for and one agrees to",
                scene -> Bonus.of(scene.shop().aKey(), scene.anna, Points.of(1), "kind")
                        .on(Grounds.NONE.approvedBy(new Actor("chief"))));
    }

    private static Object correction(BadScene scene, String who, String second) {
        return Adjustment.of(scene.shop().aKey(), scene.anna, Points.of(1), "why", new Actor(who))
                .on(Grounds.NONE.approvedBy(new Actor(second)));
    }
}

package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.List;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.program.TrueUp;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;

/** What a simulated till or clerk asks for. Each is a whole request, so that a script can lose steps and still be run. */
sealed interface Action {

    record Sell(Checkout checkout) implements Action {}

    record SellAll(List<Purchase> purchases, boolean allOrNothing) implements Action {}

    record GiveBack(Return goods) implements Action {}

    record Redeem(Redemption request) implements Action {}

    record TakeBack(Undo request) implements Action {}

    record Send(Transfer transfer) implements Action {}

    record SendBack(TransferUndo request) implements Action {}

    record TakeUnknown(UnknownReturn goods) implements Action {}

    record Open(OpeningBalance balance) implements Action {}

    record GuestSale(GuestPurchase purchase) implements Action {}

    record GuestBack(Return goods) implements Action {}

    record ClaimGuest(Claim claim) implements Action {}

    record Annul(PurchaseVoid request) implements Action {}

    record Hold(HoldRequest request) implements Action {}

    record Capture(org.loyalty4j.reward.Capture request) implements Action {}

    record Release(org.loyalty4j.reward.Release request) implements Action {}

    record Give(Bonus bonus) implements Action {}

    record Adjust(Adjustment adjustment) implements Action {}

    record Reinstate(Reinstatement request) implements Action {}

    record Extend(Extension request) implements Action {}

    record Change(StatusChange change) implements Action {}

    record Decide(PendingChange change) implements Action {}

    record GiveTier(TierOverride request) implements Action {}

    record TakeTier(TierOverride.End request) implements Action {}

    record Happen(Activity activity) implements Action {}

    record Unhappen(ActivityUndo request) implements Action {}

    record Correct(TrueUp request) implements Action {}

    /** Reckons the tiers of all customers anew. */
    record Reckon() implements Action {}

    record Leave(Departure departure) implements Action {}

    record Maintain(Instant until) implements Action {}

    /** Several calls in one transaction of the host, which throws at the end if it is told to. */
    record Together(List<Action> actions, boolean thrown) implements Action {}
}

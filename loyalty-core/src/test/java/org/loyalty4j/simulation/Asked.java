package org.loyalty4j.simulation;

import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;

/**
 * A request with a key.
 *
 * @param space the kind of requests among which the key is unique
 * @param content what must be the same for a repeat
 */
record Asked(String space, CommandKey key, CustomerId customer, Object content) {

    static Asked of(Action action) {
        if (action instanceof Action.Sell sell) {
            return new Asked(
                    "SALE",
                    sell.checkout().purchase().key(),
                    sell.checkout().purchase().customer(),
                    sell.checkout());
        }
        if (action instanceof Action.ClaimGuest claimed) {
            return new Asked("CLAIM", claimed.claim().key(), claimed.claim().customer(), claimed.claim());
        }
        if (action instanceof Action.GiveBack back) {
            return new Asked("RETURN", back.goods().key(), back.goods().customer(), back.goods());
        }
        if (action instanceof Action.Redeem redeem) {
            return new Asked("REDEEM", redeem.request().key(), redeem.request().customer(), redeem.request());
        }
        if (action instanceof Action.TakeBack undo) {
            return new Asked("UNDO", undo.request().key(), undo.request().customer(), undo.request());
        }
        if (action instanceof Action.TakeUnknown unknown) {
            return new Asked(
                    "RETURN_UNKNOWN", unknown.goods().key(), unknown.goods().customer(), unknown.goods());
        }
        if (action instanceof Action.Open open) {
            return new Asked("OPENING", open.balance().key(), open.balance().customer(), open.balance());
        }
        if (action instanceof Action.Send send) {
            return new Asked("TRANSFER", send.transfer().key(), send.transfer().customer(), send.transfer());
        }
        if (action instanceof Action.SendBack back) {
            return new Asked(
                    "TRANSFER_UNDO", back.request().key(), back.request().customer(), back.request());
        }
        if (action instanceof Action.Annul annul) {
            return new Asked("VOID", annul.request().key(), annul.request().customer(), annul.request());
        }
        if (action instanceof Action.Hold hold) {
            return new Asked("HOLD", hold.request().key(), hold.request().customer(), hold.request());
        }
        if (action instanceof Action.Capture capture) {
            return new Asked(
                    "REDEEM", capture.request().key(), capture.request().customer(), capture.request());
        }
        if (action instanceof Action.Release release) {
            return new Asked(
                    "RELEASE", release.request().key(), release.request().customer(), release.request());
        }
        if (action instanceof Action.Give give) {
            return new Asked("BONUS", give.bonus().key(), give.bonus().customer(), give.bonus());
        }
        if (action instanceof Action.Adjust adjust) {
            return new Asked(
                    "ADJUST", adjust.adjustment().key(), adjust.adjustment().customer(), adjust.adjustment());
        }
        if (action instanceof Action.Decide decide) {
            return new Asked(
                    decide.change().kind().name(),
                    decide.change().key(),
                    decide.change().customer(),
                    decide.change());
        }
        if (action instanceof Action.Change change) {
            return new Asked("STATUS", change.change().key(), change.change().customer(), change.change());
        }
        if (action instanceof Action.GiveTier give) {
            return new Asked("OVERRIDE", give.request().key(), give.request().customer(), give.request());
        }
        if (action instanceof Action.TakeTier take) {
            return new Asked("REVOKE", take.request().key(), take.request().customer(), take.request());
        }
        if (action instanceof Action.Reinstate back) {
            return new Asked("REINSTATE", back.request().key(), back.request().customer(), back.request());
        }
        if (action instanceof Action.Extend longer) {
            return new Asked("EXTEND", longer.request().key(), longer.request().customer(), longer.request());
        }
        if (action instanceof Action.Happen happen) {
            return new Asked("EVENT", happen.activity().key(), happen.activity().customer(), happen.activity());
        }
        if (action instanceof Action.Unhappen undo) {
            return new Asked("EVENT_UNDO", undo.request().key(), undo.request().customer(), undo.request());
        }
        if (action instanceof Action.Correct correct) {
            return new Asked(
                    "TRUE_UP", correct.request().key(), correct.request().customer(), correct.request());
        }
        throw new IllegalArgumentException("no key: " + action);
    }
}

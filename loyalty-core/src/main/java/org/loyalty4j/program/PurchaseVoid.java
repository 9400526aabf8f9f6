package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.sale.Return;

/**
 * A request to void a purchase: as if it had not been. Whatever has not come back of it comes back, with the points that
 * paid it, and it counts for no tier any more.
 *
 * @param key the caller's key of the voiding
 * @param customer whose purchase it was
 * @param purchase the key of the purchase
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record PurchaseVoid(
        CommandKey key,
        CustomerId customer,
        CommandKey purchase,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public PurchaseVoid {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("purchase", purchase);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a request to void a purchase. */
    public static PurchaseVoid of(CommandKey key, CustomerId customer, CommandKey purchase) {
        return new PurchaseVoid(key, customer, purchase, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public PurchaseVoid by(Actor who, String why) {
        return new PurchaseVoid(key, customer, purchase, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public PurchaseVoid from(Source system) {
        return new PurchaseVoid(key, customer, purchase, reason, actor, system);
    }

    /** Returns what it gives back: everything that has not come back. */
    Return asReturn() {
        return new Return(key, customer, purchase, java.util.List.of(), null, reason, actor, source);
    }

    /** Shows the keys; neither who asked nor why. */
    @Override
    public String toString() {
        return "PurchaseVoid[" + key.value() + " of " + purchase.value() + "]";
    }
}

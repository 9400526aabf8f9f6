package org.loyalty4j.customer;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * A request to have two customers be one from now on.
 *
 * @param key the caller's key
 * @param customer the survivor, who stands for both
 * @param absorbed the one who is the survivor from then on; another one
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Merge(
        CommandKey key,
        CustomerId customer,
        CustomerId absorbed,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Merge {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("absorbed", absorbed);
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        violations.throwIfAny();
        violations
                .check(
                        !customer.equals(absorbed),
                        "absorbed",
                        Code.SAME_CUSTOMER,
                        "a customer is one with himself already")
                .throwIfAny();
    }

    /** Makes a request. */
    public static Merge of(CommandKey key, CustomerId survivor, CustomerId absorbed) {
        return new Merge(key, survivor, absorbed, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Merge by(Actor who, String why) {
        return new Merge(key, customer, absorbed, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Merge from(Source system) {
        return new Merge(key, customer, absorbed, reason, actor, system);
    }

    /** Shows the key and our ids; neither who asked nor why. */
    @Override
    public String toString() {
        return "Merge[" + key.value() + ", " + absorbed.value() + " into " + customer.value() + "]";
    }
}

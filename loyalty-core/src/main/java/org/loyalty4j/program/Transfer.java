package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Return;

/**
 * A request to move points from one customer to another. They are taken in burn order and keep their dates.
 *
 * @param key the caller's key
 * @param customer whose points
 * @param receiver who gets them; another customer
 * @param points how many, more than zero
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Transfer(
        CommandKey key,
        CustomerId customer,
        CustomerId receiver,
        Points points,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Transfer {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("receiver", receiver)
                .required("points", points);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
        points.positive("points");
        checkOther(customer, receiver);
    }

    static void checkOther(CustomerId customer, CustomerId receiver) {
        new Violations()
                .check(
                        !customer.equals(receiver),
                        "receiver",
                        Code.SAME_ACCOUNT,
                        "points are transferred to another customer")
                .throwIfAny();
    }

    /** Makes a request. */
    public static Transfer of(CommandKey key, CustomerId customer, CustomerId receiver, Points points) {
        return new Transfer(key, customer, receiver, points, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Transfer by(Actor who, String why) {
        return new Transfer(key, customer, receiver, points, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Transfer from(Source system) {
        return new Transfer(key, customer, receiver, points, reason, actor, system);
    }

    /** Shows the key and the points; neither who asked nor why. */
    @Override
    public String toString() {
        return "Transfer[" + key.value() + ", " + points + "]";
    }
}

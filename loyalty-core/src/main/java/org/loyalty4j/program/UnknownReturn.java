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
import org.loyalty4j.money.Money;
import org.loyalty4j.sale.Return;

/**
 * Goods that come back without the purchase they came from.
 *
 * @param key the till's own key of the return
 * @param customer who brings them
 * @param amount what is paid back for them, more than zero
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record UnknownReturn(
        CommandKey key,
        CustomerId customer,
        Money amount,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /** What a program does about them. */
    public enum Policy {
        /** They are refused. */
        REJECT,
        /**
         * As many points are taken back as the customer earned on average: floor(points x amount / spend), of the
         * purchases of the 12 months up to and including today, less what came back of them, each by what counts for the
         * tiers; the amount counts at most as much as was spent, and all such returns of that time together take no
         * more than those purchases earned. Pending points are taken first, then those that go first. Where nothing was
         * spent, nothing is taken. Days and tiers stay as they are.
         */
        AVERAGE_RATE,
        /** They are recorded, and no points are taken back. */
        IGNORE
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public UnknownReturn {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("amount", amount);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
        violations
                .check(amount.signum() > 0, "amount", Code.AMOUNT_NOT_POSITIVE, "the amount must be more than 0")
                .throwIfAny();
    }

    /** Makes a return. */
    public static UnknownReturn of(CommandKey key, CustomerId customer, Money amount) {
        return new UnknownReturn(key, customer, amount, null, null, null);
    }

    /** Returns this return, asked for by somebody for a reason. */
    public UnknownReturn by(Actor who, String why) {
        return new UnknownReturn(key, customer, amount, why, who, source);
    }

    /** Returns this return, asked for by a system. */
    public UnknownReturn from(Source system) {
        return new UnknownReturn(key, customer, amount, reason, actor, system);
    }

    /** Shows the key and the amount; neither who asked nor why. */
    @Override
    public String toString() {
        return "UnknownReturn[" + key.value() + ", " + amount + "]";
    }
}

package org.loyalty4j.program;

import java.time.Instant;
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
 * A request to correct what purchases earned otherwise than they would have in the order in which they were made. One
 * request corrects at most {@value Differences#MOST} purchases, those first that were made first; another one goes on.
 *
 * @param key the caller's key
 * @param customer whose account
 * @param from the instant since which the purchases count, in the years 1900 to 2200; cut to microseconds
 * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
 * @param actor who takes the responsibility
 * @param source which system asked, or null
 */
public record TrueUp(
        CommandKey key,
        CustomerId customer,
        Instant from,
        String reason,
        Actor actor,
        @Nullable Source source) implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public TrueUp {
        Violations violations = new Violations();
        reason = ByHand.checkReason(violations, key, customer, "from", from, actor, reason);
        Instant cut = violations.instant("from", from);
        violations.throwIfAny();
        from = cut == null ? from : cut;
    }

    /** Makes a request. */
    public static TrueUp of(CommandKey key, CustomerId customer, Instant from, Actor actor, String reason) {
        return new TrueUp(key, customer, from, reason, actor, null);
    }

    /** Returns this request, asked for by a system. */
    public TrueUp from(Source system) {
        return new TrueUp(key, customer, from, reason, actor, system);
    }

    /** Shows the key and since when; neither who asked nor why. */
    @Override
    public String toString() {
        return "TrueUp[" + key.value() + ", " + from + "]";
    }
}

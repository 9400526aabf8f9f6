package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * A request to remember that two customers are not one, whatever they have in common: they are not suggested again.
 *
 * @param key the caller's key
 * @param customer one of them
 * @param other the other one; which is which says nothing
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Distinction(
        CommandKey key,
        CustomerId customer,
        CustomerId other,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * What is remembered.
     *
     * @param first the one of both whose id comes first
     * @param second the other one
     * @param recordedAt when it was written first
     */
    public record Known(CustomerId first, CustomerId second, Instant recordedAt) {

        /** By the first ones, and those of one by the second. */
        public static final Comparator<Known> IN_ORDER =
                Comparator.comparing(Known::first).thenComparing(Known::second);

        /** Makes what is remembered of two, in whichever order. */
        public static Known of(CustomerId one, CustomerId other, Instant recordedAt) {
            boolean inOrder = one.compareTo(other) < 0;
            return new Known(inOrder ? one : other, inOrder ? other : one, recordedAt);
        }

        /** Returns the other one. */
        public CustomerId other(CustomerId customer) {
            return customer.equals(first) ? second : first;
        }
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Distinction {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("other", other);
        violations.throwIfAny();
        violations.check(!customer.equals(other), "other", Code.BAD_RELATION, "a customer is the same as himself");
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a request. */
    public static Distinction of(CommandKey key, CustomerId customer, CustomerId other) {
        return new Distinction(key, customer, other, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Distinction by(Actor who, String why) {
        return new Distinction(key, customer, other, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Distinction from(Source system) {
        return new Distinction(key, customer, other, reason, actor, system);
    }

    /** Shows the key and our ids; neither who asked nor why. */
    @Override
    public String toString() {
        return "Distinction[" + key.value() + ", " + customer.value() + " from " + other.value() + "]";
    }
}

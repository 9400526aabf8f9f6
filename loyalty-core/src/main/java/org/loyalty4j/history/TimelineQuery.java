package org.loyalty4j.history;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;

/**
 * What is asked for of a customer's timeline.
 *
 * @param customer whose
 * @param kinds only of these kinds
 * @param from only what happened at this instant or later, or null
 * @param until only what happened before this instant, or null
 * @param people whether that of an organization also has what its people have in their histories of the times in which they
 *     act for it; never what they bought, their points, and whether they may be contacted
 * @param viewer who looks, or null
 */
public record TimelineQuery(
        CustomerId customer,
        Set<TimelineEntry.Kind> kinds,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean people,
        @Nullable Actor viewer) {

    /**
     * Copies the set and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public TimelineQuery {
        Violations violations = new Violations().required("customer", customer).required("kinds", kinds);
        from = violations.instant("from", from);
        until = violations.instant("until", until);
        violations.throwIfAny();
        violations
                .check(!kinds.isEmpty(), "kinds", Code.REQUIRED, "at least one kind is required")
                .check(
                        from == null || until == null || from.isBefore(until),
                        "until",
                        Code.EMPTY_RANGE,
                        "the end is after the beginning")
                .throwIfAny();
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** Asks for everything, an organization's with its people. */
    public static TimelineQuery of(CustomerId customer) {
        return new TimelineQuery(customer, EnumSet.allOf(TimelineEntry.Kind.class), null, null, true, null);
    }

    /** Returns this, only of some kinds. */
    public TimelineQuery only(TimelineEntry.Kind first, TimelineEntry.Kind... more) {
        return new TimelineQuery(customer, EnumSet.of(first, more), from, until, people, viewer);
    }

    /** Returns this, only from an instant on. */
    public TimelineQuery from(Instant first) {
        return new TimelineQuery(customer, kinds, first, until, people, viewer);
    }

    /** Returns this, only until before an instant. */
    public TimelineQuery until(Instant end) {
        return new TimelineQuery(customer, kinds, from, end, people, viewer);
    }

    /** Returns this without the people of an organization. */
    public TimelineQuery withoutPeople() {
        return new TimelineQuery(customer, kinds, from, until, false, viewer);
    }

    /** Returns this as somebody sees it. */
    public TimelineQuery seenBy(Actor who) {
        return new TimelineQuery(customer, kinds, from, until, people, who);
    }

    /** Shows our id of the customer and the kinds. */
    @Override
    public String toString() {
        return "TimelineQuery[" + customer.value() + ", " + kinds + "]";
    }
}

package org.loyalty4j.history;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;

/**
 * Which live entries are asked for.
 *
 * @param customer only of this customer, or null for all
 * @param owner only those that somebody has to do with, or null for all
 * @param unit only those that a unit has to do with, or null for all
 * @param kinds only of these kinds
 * @param dueBefore only those whose deadline is before this instant, or null for all
 */
public record WorkList(
        @Nullable CustomerId customer,
        @Nullable Actor owner,
        @Nullable String unit,
        Set<HistoryItem.Kind> kinds,
        @Nullable Instant dueBefore) {

    /** What is to be done: tasks, planned interactions and promises. */
    public static final Set<HistoryItem.Kind> TO_DO =
            Set.of(HistoryItem.Kind.TASK, HistoryItem.Kind.INTERACTION, HistoryItem.Kind.OBLIGATION);

    /**
     * Copies the set and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public WorkList {
        Violations violations = new Violations().required("kinds", kinds);
        unit = violations.optionalText("unit", unit, ItemTexts.CODE_MAX);
        dueBefore = violations.instant("dueBefore", dueBefore);
        violations.throwIfAny();
        violations
                .check(!kinds.isEmpty(), "kinds", Code.REQUIRED, "at least one kind is required")
                .throwIfAny();
        kinds = java.util.Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** Asks for all that is to be done. */
    public static WorkList all() {
        return new WorkList(null, null, null, TO_DO, null);
    }

    /** Asks for what is to be done for a customer. */
    public static WorkList of(CustomerId customer) {
        return all().about(customer);
    }

    /** Asks for what somebody has to do. */
    public static WorkList of(Actor owner) {
        new Violations().required("owner", owner).throwIfAny();
        return new WorkList(null, owner, null, TO_DO, null);
    }

    /** Asks for what a unit has to do. */
    public static WorkList of(String unit) {
        new Violations().required("unit", unit).throwIfAny();
        return new WorkList(null, null, unit, TO_DO, null);
    }

    /** Returns this, only about a customer. */
    public WorkList about(CustomerId whom) {
        new Violations().required("customer", whom).throwIfAny();
        return new WorkList(whom, owner, unit, kinds, dueBefore);
    }

    /** Returns this, only of some kinds. */
    public WorkList only(Set<HistoryItem.Kind> which) {
        return new WorkList(customer, owner, unit, which, dueBefore);
    }

    /** Returns this, only what has to be done before an instant; with the instant of now that is what is overdue. */
    public WorkList dueBefore(Instant when) {
        return new WorkList(customer, owner, unit, kinds, when);
    }

    /** Says whether an entry is asked for. */
    public boolean includes(Entry<?> entry) {
        Entry.DuePlace place = entry.duePlace();
        return place != null
                && kinds.contains(entry.item().kind())
                && (customer == null || customer.equals(entry.customer()))
                && (owner == null || owner.equals(entry.item().owner()))
                && (unit == null || unit.equals(entry.item().unit()))
                && (dueBefore == null || place.deadline().isBefore(dueBefore));
    }

    /** Shows the kinds, not whose. */
    @Override
    public String toString() {
        return "WorkList" + kinds;
    }
}

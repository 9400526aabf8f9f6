package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * That a person acts for an organization, for a time. The times of one person at one organization do not overlap; other
 * roles begin another one.
 *
 * @param organization the organization
 * @param number the place among all times of people at the organization, from 1
 * @param person the person
 * @param roles as what the person acts, such as buyer or user, in the order of their letters
 * @param influence how much the person's word weighs there, 0 to 100, or null where nobody said
 * @param main whether the person is whom to ask first
 * @param from the first instant
 * @param until the first instant no more, or null while it lasts
 * @param recordedAt when it was written
 */
public record ContactPerson(
        CustomerId organization,
        int number,
        CustomerId person,
        SortedSet<String> roles,
        @Nullable Integer influence,
        boolean main,
        Instant from,
        @Nullable Instant until,
        Instant recordedAt) {

    /** A role: orders. */
    public static final String BUYER = "buyer";

    /** A role: pays. */
    public static final String FINANCE = "finance";

    /** A role: uses what is bought. */
    public static final String USER = "user";

    /** A role: decides. */
    public static final String DECISION_MAKER = "decision maker";

    /** The most roles of one time. */
    public static final int ROLES_MAX = 20;

    /** The most code points of a role. */
    public static final int ROLE_MAX = 40;

    /** Copies the set. */
    public ContactPerson {
        roles = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** Returns the end, empty while it lasts. */
    public Optional<Instant> end() {
        return Optional.ofNullable(until);
    }

    /** Says whether the person acted for the organization at an instant. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && (until == null || at.isBefore(until));
    }

    /** Returns this time with an end. */
    public ContactPerson endedAt(Instant end) {
        return new ContactPerson(organization, number, person, roles, influence, main, from, end, recordedAt);
    }

    /** Shows our ids and the roles. */
    @Override
    public String toString() {
        return "ContactPerson[" + person.value() + " at " + organization.value() + ", " + roles + "]";
    }
}

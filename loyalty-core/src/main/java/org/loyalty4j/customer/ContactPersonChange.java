package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * A request to say as what a person acts for an organization from an instant on, or that the person does so no more.
 *
 * @param key the caller's key
 * @param customer the organization
 * @param person the person
 * @param roles as what, at most {@value ContactPerson#ROLES_MAX}, each of 1 to {@value ContactPerson#ROLE_MAX} code points;
 *     none to end it
 * @param influence how much the person's word weighs, 0 to 100, or null where nobody says
 * @param main whether the person is whom to ask first; nobody else of the organization is then
 * @param happenedAt from when on, or null for now; not later than now
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record ContactPersonChange(
        CommandKey key,
        CustomerId customer,
        CustomerId person,
        SortedSet<String> roles,
        @Nullable Integer influence,
        boolean main,
        @Nullable Instant happenedAt,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Copies the set and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public ContactPersonChange {
        Violations violations = new Violations()
                .required("key", key)
                .required("organization", customer)
                .required("person", person)
                .required("roles", roles);
        violations.throwIfAny();
        violations
                .atMost("roles", roles, ContactPerson.ROLES_MAX)
                .check(!customer.equals(person), "person", Code.BAD_RELATION, "nobody is a contact person of himself")
                .check(
                        influence == null || (influence >= 0 && influence <= 100),
                        "influence",
                        Code.NUMBER_OUT_OF_RANGE,
                        "0 to 100 are accepted");
        SortedSet<String> clean = new TreeSet<>();
        for (String role : roles) {
            clean.add(violations.text("roles", role, ContactPerson.ROLE_MAX));
        }
        happenedAt = violations.instant("happenedAt", happenedAt);
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        violations.throwIfAny();
        roles = Collections.unmodifiableSortedSet(clean);
    }

    /**
     * Makes a request to say as what a person acts for an organization.
     *
     * @param roles at least one
     */
    public static ContactPersonChange of(CommandKey key, CustomerId organization, CustomerId person, String... roles) {
        new Violations()
                .check(roles.length > 0, "roles", Code.REQUIRED, "at least one role is required")
                .eachRequired("roles", Arrays.asList(roles))
                .throwIfAny();
        return new ContactPersonChange(
                key, organization, person, new TreeSet<>(Arrays.asList(roles)), null, false, null, null, null, null);
    }

    /** Makes a request to say that a person acts for an organization no more. */
    public static ContactPersonChange end(CommandKey key, CustomerId organization, CustomerId person) {
        return new ContactPersonChange(key, organization, person, new TreeSet<>(), null, false, null, null, null, null);
    }

    /** Returns this request, saying how much the person's word weighs. */
    public ContactPersonChange weighing(int much) {
        return new ContactPersonChange(key, customer, person, roles, much, main, happenedAt, reason, actor, source);
    }

    /** Returns this request for the person whom to ask first. */
    public ContactPersonChange first() {
        return new ContactPersonChange(
                key, customer, person, roles, influence, true, happenedAt, reason, actor, source);
    }

    /** Returns this request, good from an instant on. */
    public ContactPersonChange at(Instant when) {
        return new ContactPersonChange(key, customer, person, roles, influence, main, when, reason, actor, source);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public ContactPersonChange by(Actor who, String why) {
        return new ContactPersonChange(key, customer, person, roles, influence, main, happenedAt, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public ContactPersonChange from(Source system) {
        return new ContactPersonChange(
                key, customer, person, roles, influence, main, happenedAt, reason, actor, system);
    }

    /** Shows the key and our ids. */
    @Override
    public String toString() {
        return "ContactPersonChange[" + key.value() + ", " + person.value() + " at " + customer.value() + "]";
    }
}

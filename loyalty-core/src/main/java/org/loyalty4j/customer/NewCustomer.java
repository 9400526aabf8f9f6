package org.loyalty4j.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violations;

/**
 * A request to enroll somebody. Any one of name, phone, card and reference is enough.
 *
 * <p>Each {@code with…} method returns a new request.
 */
public final class NewCustomer {

    private final CommandKey key;
    private final Customer.Kind kind;
    private final @Nullable String name;
    private final List<Identifier> identifiers;
    private final @Nullable Instant joined;
    private final @Nullable Actor actor;
    private final @Nullable Source source;

    private NewCustomer(
            CommandKey key,
            Customer.Kind kind,
            @Nullable String name,
            List<Identifier> identifiers,
            @Nullable Instant joined,
            @Nullable Actor actor,
            @Nullable Source source) {
        this.key = key;
        this.kind = kind;
        this.name = name;
        this.identifiers = List.copyOf(identifiers);
        this.joined = joined;
        this.actor = actor;
        this.source = source;
        new Violations()
                .required("key", key)
                .atMost("identifiers", identifiers, Customer.IDENTIFIERS_MAX)
                .throwIfAny();
    }

    /** Starts a request to enroll a person. */
    public static NewCustomer person(CommandKey key) {
        return new NewCustomer(key, Customer.Kind.PERSON, null, List.of(), null, null, null);
    }

    /** Starts a request to enroll an organization. */
    public static NewCustomer organization(CommandKey key) {
        return new NewCustomer(key, Customer.Kind.ORGANIZATION, null, List.of(), null, null, null);
    }

    /**
     * Gives the name.
     *
     * @param name 1 to {@value Customer#NAME_MAX} code points
     */
    public NewCustomer named(String name) {
        return new NewCustomer(
                key, kind, Violations.textOf("name", name, Customer.NAME_MAX), identifiers, joined, actor, source);
    }

    /** Gives a phone. */
    public NewCustomer phone(String number) {
        return foundBy(Identifier.phone(number));
    }

    /** Gives a card. */
    public NewCustomer card(String number) {
        return foundBy(Identifier.card(number));
    }

    /** Gives the host's own number. */
    public NewCustomer reference(String reference) {
        return foundBy(Identifier.reference(reference));
    }

    /** Gives anything else the customer is found by. */
    public NewCustomer foundBy(Identifier identifier) {
        new Violations().required("identifier", identifier).throwIfAny();
        if (identifiers.contains(identifier)) {
            return this;
        }
        List<Identifier> more = new ArrayList<>(identifiers);
        more.add(identifier);
        return new NewCustomer(key, kind, name, more, joined, actor, source);
    }

    /** Says since when the customer takes part; without it, since now. Not later than now. */
    public NewCustomer joined(Instant since) {
        Violations violations = new Violations();
        Instant checked = violations.instant("joined", since);
        violations.throwIfAny();
        return new NewCustomer(key, kind, name, identifiers, checked, actor, source);
    }

    /** Says who asks. */
    public NewCustomer by(Actor who) {
        return new NewCustomer(key, kind, name, identifiers, joined, who, source);
    }

    /** Says which system asks. */
    public NewCustomer from(Source system) {
        return new NewCustomer(key, kind, name, identifiers, joined, actor, system);
    }

    /** Returns the caller's key. */
    public CommandKey key() {
        return key;
    }

    /** Returns what is enrolled. */
    public Customer.Kind kind() {
        return kind;
    }

    /** Returns what the customer is to be found by. */
    public List<Identifier> identifiers() {
        return identifiers;
    }

    /** Returns the name, if one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Returns since when the customer takes part, if that was said. */
    public Optional<Instant> joined() {
        return Optional.ofNullable(joined);
    }

    /** Returns who asks, if that was said. */
    public Optional<Actor> actor() {
        return Optional.ofNullable(actor);
    }

    /** Returns which system asks, if that was said. */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /**
     * Returns the customer that this request describes.
     *
     * @param now the engine's time
     * @throws InvalidRequestException if nothing is known of the customer, or the start lies ahead
     */
    public Customer customer(CustomerId id, Instant now) {
        new Violations()
                .check(
                        name != null || !identifiers.isEmpty(),
                        "customer",
                        Violation.Code.REQUIRED,
                        "a name, a phone, a card or a reference is required")
                .check(
                        joined == null || !joined.isAfter(now),
                        "joined",
                        Violation.Code.TIME_IN_FUTURE,
                        "a membership cannot begin later than now")
                .throwIfAny();
        return new Customer(id, kind, name, identifiers, Membership.since(joined == null ? now : joined), now);
    }

    /** Shows nothing that belongs to the person. */
    @Override
    public String toString() {
        return "NewCustomer[" + kind + "]";
    }
}

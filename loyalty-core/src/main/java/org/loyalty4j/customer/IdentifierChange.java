package org.loyalty4j.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * A request about one identifier of a customer.
 *
 * @param kind what is asked
 * @param key the caller's key; all kinds have one space of keys
 * @param customer whose identifier it is or becomes
 * @param identifier which one
 * @param replacement for {@link Kind#REPLACE} what comes in its place, of the same kind; null for others
 * @param until for {@link Kind#ADD} and {@link Kind#REPLACE} from when on nobody is found by the new one, or null for never
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record IdentifierChange(
        Kind kind,
        CommandKey key,
        CustomerId customer,
        Identifier identifier,
        @Nullable Identifier replacement,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /** What can be asked. */
    public enum Kind {
        /** The customer is found by it from now on. */
        ADD,
        /** The customer is found by another one in its place; by this one never again. */
        REPLACE,
        /** Nobody is found by it until it is unblocked. */
        BLOCK,
        /** The customer is found by it again. */
        UNBLOCK,
        /** It is not the customer's any more; somebody else may have it. */
        END
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public IdentifierChange {
        Violations violations = new Violations()
                .required("kind", kind)
                .required("key", key)
                .required("customer", customer)
                .required("identifier", identifier);
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        until = violations.instant("until", until);
        violations.throwIfAny();
        violations
                .check(
                        (kind == Kind.REPLACE) == (replacement != null),
                        "replacement",
                        Code.REQUIRED,
                        "who replaces an identifier, and nobody else, says by which other one")
                .check(
                        replacement == null
                                || (replacement.kind() == identifier.kind() && !replacement.equals(identifier)),
                        "replacement",
                        Code.BAD_TYPE,
                        "another one of the same kind is accepted")
                .check(
                        until == null || kind == Kind.ADD || kind == Kind.REPLACE,
                        "until",
                        Code.IMMUTABLE,
                        "only a new identifier is told until when it is good")
                .throwIfAny();
    }

    private static IdentifierChange of(Kind kind, CommandKey key, CustomerId customer, Identifier identifier) {
        return new IdentifierChange(kind, key, customer, identifier, null, null, null, null, null);
    }

    /** Makes a request to have a customer found by one more identifier. */
    public static IdentifierChange add(CommandKey key, CustomerId customer, Identifier identifier) {
        return of(Kind.ADD, key, customer, identifier);
    }

    /** Makes a request to put another identifier in the place of one. */
    public static IdentifierChange replace(
            CommandKey key, CustomerId customer, Identifier identifier, Identifier replacement) {
        return new IdentifierChange(Kind.REPLACE, key, customer, identifier, replacement, null, null, null, null);
    }

    /** Makes a request to block an identifier. */
    public static IdentifierChange block(CommandKey key, CustomerId customer, Identifier identifier) {
        return of(Kind.BLOCK, key, customer, identifier);
    }

    /** Makes a request to unblock an identifier. */
    public static IdentifierChange unblock(CommandKey key, CustomerId customer, Identifier identifier) {
        return of(Kind.UNBLOCK, key, customer, identifier);
    }

    /** Makes a request to take an identifier from a customer. */
    public static IdentifierChange end(CommandKey key, CustomerId customer, Identifier identifier) {
        return of(Kind.END, key, customer, identifier);
    }

    /** Returns this request with an instant from which on nobody is found by the new identifier. */
    public IdentifierChange until(Instant end) {
        return new IdentifierChange(kind, key, customer, identifier, replacement, end, reason, actor, source);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public IdentifierChange by(Actor who, String why) {
        return new IdentifierChange(kind, key, customer, identifier, replacement, until, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public IdentifierChange from(Source system) {
        return new IdentifierChange(kind, key, customer, identifier, replacement, until, reason, actor, system);
    }

    /** Shows what is asked and the key, neither the identifier nor who asked. */
    @Override
    public String toString() {
        return "IdentifierChange[" + kind + ", " + key.value() + "]";
    }
}

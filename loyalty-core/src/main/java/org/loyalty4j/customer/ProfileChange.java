package org.loyalty4j.customer;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * A request to say something of a customer anew. What it does not name stays; what is said as it is known already makes no
 * new revision.
 *
 * @param key the caller's key
 * @param customer whom it is about
 * @param attributes what is said under which name; empty to take away what was said
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record ProfileChange(
        CommandKey key,
        CustomerId customer,
        SortedMap<String, Optional<AttributeValue>> attributes,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Copies the map and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public ProfileChange {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("attributes", attributes);
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        violations.throwIfAny();
        violations
                .check(
                        attributes.size() <= Attribute.NAMES_MAX,
                        "attributes",
                        Code.TOO_MANY_ITEMS,
                        "at most " + Attribute.NAMES_MAX + " are accepted, not " + attributes.size())
                .throwIfAny();
        SortedMap<String, Optional<AttributeValue>> clean = new TreeMap<>();
        for (Map.Entry<String, Optional<AttributeValue>> entry : attributes.entrySet()) {
            violations.required("attributes", entry.getValue()).throwIfAny();
            String name = Attribute.checked(
                    violations, entry.getKey(), entry.getValue().orElse(null));
            boolean twice = clean.put(name, entry.getValue()) != null;
            violations.check(!twice, "attributes", Code.DUPLICATE_CODE, "one name is there twice, written in two ways");
        }
        violations.throwIfAny();
        attributes = Collections.unmodifiableSortedMap(clean);
    }

    /** Starts a request; at least one thing has to be said with it. */
    public static ProfileChange of(CommandKey key, CustomerId customer) {
        return new ProfileChange(key, customer, new TreeMap<>(), null, null, null);
    }

    private static SortedMap<String, Optional<AttributeValue>> and(
            SortedMap<String, Optional<AttributeValue>> before, String name, @Nullable AttributeValue value) {
        new Violations().required("attributes", name).throwIfAny();
        SortedMap<String, Optional<AttributeValue>> more = new TreeMap<>(before);
        more.put(name, Optional.ofNullable(value));
        return more;
    }

    /**
     * Returns this request, saying the name: {@link Attribute#FULL_NAME}.
     *
     * @param name 1 to {@value Customer#NAME_MAX} code points
     */
    public ProfileChange named(String name) {
        return with(Attribute.FULL_NAME, AttributeValue.of(Violations.textOf("name", name, Customer.NAME_MAX)));
    }

    /** Returns this request, saying an attribute. */
    public ProfileChange with(String attribute, AttributeValue value) {
        new Violations().required("value", value).throwIfAny();
        return new ProfileChange(key, customer, and(attributes, attribute, value), reason, actor, source);
    }

    /** Returns this request, taking an attribute away. */
    public ProfileChange without(String attribute) {
        return new ProfileChange(key, customer, and(attributes, attribute, null), reason, actor, source);
    }

    /** Returns this request, asked for by somebody. */
    public ProfileChange by(Actor who) {
        return new ProfileChange(key, customer, attributes, reason, who, source);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public ProfileChange by(Actor who, String why) {
        return new ProfileChange(key, customer, attributes, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public ProfileChange from(Source system) {
        return new ProfileChange(key, customer, attributes, reason, actor, system);
    }

    /** Shows the key and our id of the customer, and nothing that is said. */
    @Override
    public String toString() {
        return "ProfileChange[" + key.value() + ", " + customer.value() + "]";
    }
}

package org.loyalty4j.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who a customer is, as it was known at an instant. What was taken away is not part of it.
 *
 * @param customer the customer, as now
 * @param attributes what was known, by its names in the order of their letters
 */
public record Profile(Customer customer, SortedMap<String, Attribute> attributes) {

    /** Copies the map. */
    public Profile {
        attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** Returns what an attribute says. */
    public Optional<AttributeValue> value(String name) {
        return Optional.ofNullable(attributes.get(name)).flatMap(Attribute::said);
    }

    /** Returns what an attribute says if it is a text. */
    public Optional<String> text(String name) {
        return value(name)
                .filter(AttributeValue.Text.class::isInstance)
                .map(value -> ((AttributeValue.Text) value).text());
    }

    /** Returns what an attribute says if it is a date. */
    public Optional<LocalDate> date(String name) {
        return value(name)
                .filter(AttributeValue.Date.class::isInstance)
                .map(value -> ((AttributeValue.Date) value).date());
    }

    /** Returns {@link Attribute#LIFECYCLE_STAGE}, if one is said. */
    public Optional<String> lifecycleStage() {
        return text(Attribute.LIFECYCLE_STAGE);
    }

    /** Returns since when the customer is in the present stage: since the revision that said so. */
    public Optional<Instant> inStageSince() {
        return Optional.ofNullable(attributes.get(Attribute.LIFECYCLE_STAGE)).map(Attribute::from);
    }

    /** Shows our id of the customer and how much is known. */
    @Override
    public String toString() {
        return "Profile[" + customer.id().value() + ", " + attributes.size() + " attributes]";
    }
}

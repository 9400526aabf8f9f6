package org.loyalty4j.history;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;

/**
 * A request to write something into a customer's history.
 *
 * @param origin what it is written under
 * @param customer whose history
 * @param item what it says
 * @param actor who asked, or null
 * @param source which system asked, or null
 * @param <I> what the entry says
 */
public record NewEntry<I extends HistoryItem>(
        Origin origin,
        CustomerId customer,
        I item,
        @Nullable Actor actor,
        @Nullable Source source) {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public NewEntry {
        new Violations()
                .required("origin", origin)
                .required("customer", customer)
                .required("item", item)
                .throwIfAny();
    }

    /** Makes a request with the caller's own key. */
    public static <I extends HistoryItem> NewEntry<I> of(CommandKey key, CustomerId customer, I item) {
        new Violations().required("key", key).throwIfAny();
        return new NewEntry<>(Origin.of(key), customer, item, null, null);
    }

    /**
     * Makes a request with the number that another system gave.
     *
     * @param externalId 1 to {@value Origin#ID_MAX} code points, unique within the system
     */
    public static <I extends HistoryItem> NewEntry<I> from(
            Source system, String externalId, CustomerId customer, I item) {
        return new NewEntry<>(Origin.of(system, externalId), customer, item, null, system);
    }

    /** Returns this request, asked for by somebody. */
    public NewEntry<I> by(Actor who) {
        return new NewEntry<>(origin, customer, item, who, source);
    }

    /** Returns this request, asked for by a system. */
    public NewEntry<I> from(Source system) {
        return new NewEntry<>(origin, customer, item, actor, system);
    }

    /** Shows our id of the customer and the kind. */
    @Override
    public String toString() {
        return "NewEntry[" + customer.value() + ", " + item.kind() + "]";
    }
}

package org.loyalty4j.sale;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;

/**
 * Goods that come back. It names a recorded purchase, its lines and quantities; it cannot earn.
 *
 * @param key the till's own key of the return
 * @param customer whose purchase it was
 * @param purchase the key of the purchase
 * @param items what comes back; empty means everything that was not returned yet
 * @param happenedAt the till's time of the return, or null for "now by the engine's clock"; cut to microseconds
 * @param reason why, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Return(
        CommandKey key,
        CustomerId customer,
        CommandKey purchase,
        List<Item> items,
        @Nullable Instant happenedAt,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /** The most code points of a reason. */
    public static final int REASON_MAX = 500;

    /**
     * How much of a line comes back.
     *
     * @param line the id of the line
     * @param quantity how much of it, more than zero
     */
    public record Item(String line, BigDecimal quantity) {

        /** Checks both. */
        public Item {
            Violations violations = new Violations();
            line = violations.text("line", line, PurchaseLine.ID_MAX);
            quantity = PurchaseLine.checkedQuantity(violations, quantity);
            violations.throwIfAny();
        }
    }

    /**
     * Makes a return.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Return {
        Violations violations = new Violations();
        violations
                .required("key", key)
                .required("customer", customer)
                .required("purchase", purchase)
                .required("items", items);
        violations.throwIfAny();
        happenedAt = violations.instant("happenedAt", happenedAt);
        reason = violations.optionalText("reason", reason, REASON_MAX);
        violations.atMost("items", items, Purchase.LINES_MAX).throwIfAny();
        violations.eachRequired("items", items).throwIfAny();
        items = List.copyOf(items);
        Set<String> lines = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            violations.check(
                    lines.add(items.get(i).line()),
                    "items[" + i + "].line",
                    Code.DUPLICATE_LINE,
                    "line id " + items.get(i).line() + " appears twice");
        }
        violations.throwIfAny();
    }

    /** Makes a return of everything that was not returned yet. */
    public static Return ofAll(CommandKey key, CustomerId customer, CommandKey purchase) {
        return new Return(key, customer, purchase, List.of(), null, null, null, null);
    }

    /** Makes a return of some quantity of one line. */
    public static Return of(
            CommandKey key, CustomerId customer, CommandKey purchase, String line, BigDecimal quantity) {
        return new Return(key, customer, purchase, List.of(new Item(line, quantity)), null, null, null, null);
    }

    /** Returns this return with one line more. */
    public Return and(String line, BigDecimal quantity) {
        List<Item> more = new ArrayList<>(items);
        more.add(new Item(line, quantity));
        return new Return(key, customer, purchase, more, happenedAt, reason, actor, source);
    }

    /** Returns this return at the till's time. */
    public Return happenedAt(Instant when) {
        return new Return(key, customer, purchase, items, when, reason, actor, source);
    }

    /** Returns this return, asked for by somebody for a reason. */
    public Return by(Actor who, String why) {
        return new Return(key, customer, purchase, items, happenedAt, why, who, source);
    }

    /** Returns this return, asked for by a system. */
    public Return from(Source system) {
        return new Return(key, customer, purchase, items, happenedAt, reason, actor, system);
    }

    /** Returns the till's time of the return, if it was given. */
    public Optional<Instant> happened() {
        return Optional.ofNullable(happenedAt);
    }

    /** Shows the keys only. */
    @Override
    public String toString() {
        return "Return[" + key.value() + " of " + purchase.value() + "]";
    }
}

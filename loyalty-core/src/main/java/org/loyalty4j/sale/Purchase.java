package org.loyalty4j.sale;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
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
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;

/**
 * A sale as the till knows it: priced, paid and printed. The library never prices.
 *
 * @param key the till's own key, known before the call, such as store, till and receipt number together
 * @param customer who earns; who bought, unless another buyer is named
 * @param place where, and on which receipt
 * @param happenedAt the till's time of the sale, or null for "now by the engine's clock"; cut to microseconds
 * @param lines 1 to {@value #LINES_MAX} lines with different ids
 * @param rounding what cash rounding added to the lines, below zero where it took something off
 * @param tenders how it was paid; may be empty when the till does not say
 * @param total lines and rounding together
 * @param actor who asked, or null
 * @param source which system asked, or null
 * @param buyer the customer who bought, where it is another one than who earns; otherwise null
 */
public record Purchase(
        CommandKey key,
        CustomerId customer,
        Place place,
        @Nullable Instant happenedAt,
        List<PurchaseLine> lines,
        Money rounding,
        List<Tender> tenders,
        Money total,
        @Nullable Actor actor,
        @Nullable Source source,
        @Nullable CustomerId buyer) {

    /** The most lines of one purchase. */
    public static final int LINES_MAX = 10_000;

    /** The most tenders of one purchase. */
    public static final int TENDERS_MAX = 100;

    /**
     * Where a sale was made.
     *
     * @param store the shop, or null
     * @param till the cash desk, or null
     * @param cashier who served, or null; never shown in texts
     * @param receipt the printed number, or null
     * @param zone the zone of the shop's clock, or null for the program's
     */
    public record Place(
            @Nullable String store,
            @Nullable String till,
            @Nullable String cashier,
            @Nullable String receipt,
            @Nullable ZoneId zone) {

        /** Nothing is known. */
        public static final Place UNKNOWN = new Place(null, null, null, null, null);

        /** Checks the texts. */
        public Place {
            Violations violations = new Violations();
            store = violations.optionalText("store", store, 100);
            till = violations.optionalText("till", till, 100);
            cashier = violations.optionalText("cashier", cashier, 100);
            receipt = violations.optionalText("receipt", receipt, 100);
            violations.throwIfAny();
        }

        /** Makes a place of a shop and a cash desk. */
        public static Place of(String store, String till) {
            return new Place(store, till, null, null, null);
        }

        /** Shows the shop and the cash desk only. */
        @Override
        public String toString() {
            return "Place[" + store + ", " + till + "]";
        }
    }

    /**
     * Makes a purchase.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Purchase {
        Violations violations = new Violations();
        violations
                .required("key", key)
                .required("customer", customer)
                .required("place", place)
                .required("lines", lines)
                .required("rounding", rounding)
                .required("tenders", tenders)
                .required("total", total);
        violations.throwIfAny();
        happenedAt = violations.instant("happenedAt", happenedAt);
        violations
                .check(!lines.isEmpty(), "lines", Code.REQUIRED, "at least one line is required")
                .atMost("lines", lines, LINES_MAX)
                .atMost("tenders", tenders, TENDERS_MAX);
        violations
                .check(
                        buyer == null || !buyer.equals(customer),
                        "buyer",
                        Code.SAME_ACCOUNT,
                        "a buyer is named where another customer earns")
                .check(
                        !CustomerId.NOBODY.equals(buyer),
                        "buyer",
                        Code.NEEDS_CUSTOMER,
                        "a buyer who does not say who it is, is not named")
                .check(
                        buyer == null || !customer.equals(CustomerId.NOBODY),
                        "buyer",
                        Code.HAS_CUSTOMER,
                        "a guest's purchase names no customer");
        violations.throwIfAny();
        violations.eachRequired("lines", lines).eachRequired("tenders", tenders).throwIfAny();
        lines = List.copyOf(lines);
        tenders = List.copyOf(tenders);
        checkLines(violations, lines, rounding, total);
        for (int i = 0; i < tenders.size(); i++) {
            violations.check(
                    tenders.get(i).amount().currency().equals(total.currency()),
                    "tenders[" + i + "].amount",
                    Code.CURRENCY_MISMATCH,
                    "all amounts of a purchase have the currency " + total.currency());
        }
        violations.throwIfAny();
        // The same amounts stand in several places: one object serves them all.
        PurchaseLine first = lines.get(0);
        rounding = rounding.equals(first.tax()) ? first.tax() : rounding;
        total = total.equals(first.net()) ? first.net() : total;
    }

    /** Starts a purchase of a customer. */
    public static Draft of(CommandKey key, CustomerId customer) {
        return new Draft(key, customer);
    }

    /** Starts a purchase of somebody who does not say who it is, see {@link GuestPurchase}. */
    public static Draft ofGuest(CommandKey key) {
        return new Draft(key, CustomerId.NOBODY);
    }

    /** Makes a purchase of one line of goods, at the engine's time: the least a till can say. */
    public static Purchase of(String key, CustomerId customer, Money total) {
        return of(CommandKey.of(key), customer)
                .line(PurchaseLine.goods("1", total))
                .build();
    }

    /** Returns who bought: the buyer where one is named, otherwise who earns. */
    public CustomerId boughtBy() {
        return buyer == null ? customer : buyer;
    }

    /** Returns the currency of the total. */
    public Currency currency() {
        return total.currency();
    }

    /** Returns the till's time of the sale, if it was given. */
    public Optional<Instant> happened() {
        return Optional.ofNullable(happenedAt);
    }

    /**
     * Returns the date and time that the clock on the shop's wall shows at an instant.
     *
     * @param otherwise the zone where the purchase names none
     */
    public LocalDateTime shownAt(Instant instant, ZoneId otherwise) {
        ZoneId zone = place.zone();
        return LocalDateTime.ofInstant(instant, zone == null ? otherwise : zone);
    }

    /**
     * Returns which part of the payment was made with some kinds of tenders, exactly, from 0 to 1; 1 where the till does
     * not say how it was paid.
     */
    public Ratio paidWith(Set<Tender.Kind> kinds) {
        if (tenders.isEmpty()) {
            return Ratio.ONE;
        }
        long all = 0;
        long some = 0;
        for (Tender tender : tenders) {
            all = Math.addExact(all, tender.amount().minor());
            some = kinds.contains(tender.kind()) ? some + tender.amount().minor() : some;
        }
        return Ratio.of(some, all);
    }

    /** Returns a line by its id. */
    public Optional<PurchaseLine> line(String id) {
        return lines.stream().filter(line -> line.id().equals(id)).findFirst();
    }

    /** Returns what all lines weigh together when a return is shared out. */
    public Money weight() {
        Money weight = lines.get(0).weight();
        for (int i = 1; i < lines.size(); i++) {
            weight = weight.plus(lines.get(i).weight());
        }
        return weight;
    }

    /** Shows the key, the number of lines and the total. */
    @Override
    public String toString() {
        return "Purchase[" + key.value() + ", " + lines.size() + " lines, " + total + "]";
    }

    private static void checkLines(Violations violations, List<PurchaseLine> lines, Money rounding, Money total) {
        Currency currency = total.currency();
        boolean oneCurrency = rounding.currency().equals(currency);
        Set<String> ids = lines.size() > 8 ? new HashSet<>() : Set.of();
        for (int i = 0; i < lines.size(); i++) {
            PurchaseLine line = lines.get(i);
            boolean repeated = lines.size() > 8 ? !ids.add(line.id()) : standsEarlier(lines, i);
            if (repeated) {
                violations.add("lines[" + i + "].id", Code.DUPLICATE_LINE, "line id " + line.id() + " appears twice");
            }
            oneCurrency &= line.net().currency().equals(currency);
        }
        if (!oneCurrency) {
            violations.add("lines", Code.CURRENCY_MISMATCH, "all amounts of a purchase have the currency " + currency);
            return;
        }
        Money sum = rounding;
        for (PurchaseLine line : lines) {
            sum = sum.plus(line.paid());
        }
        if (!sum.equals(total)) {
            violations.add("total", Code.TOTAL_MISMATCH, "lines and rounding are " + sum + ", total is " + total);
        }
        violations.check(
                total.signum() >= 0, "total", Code.AMOUNT_NEGATIVE, "a sale is 0 or more; returns are a separate call");
    }

    /** For the few lines of an ordinary receipt this is quicker than a set. */
    private static boolean standsEarlier(List<PurchaseLine> lines, int index) {
        for (int i = 0; i < index; i++) {
            if (lines.get(i).id().equals(lines.get(index).id())) {
                return true;
            }
        }
        return false;
    }

    /** A purchase in the making. Used by one thread. */
    public static final class Draft {

        private final CommandKey key;
        private final CustomerId customer;
        private final List<PurchaseLine> lines = new ArrayList<>(4);
        private final List<Tender> tenders = new ArrayList<>(0);
        private Place place = Place.UNKNOWN;
        private @Nullable Instant happenedAt;
        private @Nullable Money rounding;
        private @Nullable Money total;
        private @Nullable Actor actor;
        private @Nullable Source source;
        private @Nullable CustomerId buyer;

        private Draft(CommandKey key, CustomerId customer) {
            this.key = key;
            this.customer = customer;
        }

        /** Adds a line. */
        public Draft line(PurchaseLine line) {
            lines.add(line);
            return this;
        }

        /** Adds a part of the payment. */
        public Draft tender(Tender tender) {
            tenders.add(tender);
            return this;
        }

        /** Says where. */
        public Draft at(Place where) {
            place = where;
            return this;
        }

        /** Says when, by the till's clock. */
        public Draft happenedAt(Instant when) {
            happenedAt = when;
            return this;
        }

        /** Says what cash rounding added; without it, nothing. */
        public Draft rounding(Money added) {
            rounding = added;
            return this;
        }

        /** Says the total that was printed; without it, lines and rounding are added up. */
        public Draft total(Money printed) {
            total = printed;
            return this;
        }

        /** Says who asked. */
        public Draft by(Actor who) {
            actor = who;
            return this;
        }

        /** Says which system asked. */
        public Draft from(Source system) {
            source = system;
            return this;
        }

        /** Says who bought, where another customer earns: an employee for a company, a child for a parent. */
        public Draft boughtBy(CustomerId person) {
            buyer = person;
            return this;
        }

        /**
         * Returns the purchase.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Purchase build() {
            if (lines.isEmpty()) {
                throw new InvalidRequestException("lines", Code.REQUIRED, "at least one line is required");
            }
            Money none = Money.zero(lines.get(0).net().currency());
            Money added = rounding == null ? none : rounding;
            Money printed = total;
            if (printed == null) {
                printed = added;
                for (PurchaseLine line : lines) {
                    printed = printed.plus(line.paid());
                }
            }
            return new Purchase(key, customer, place, happenedAt, lines, added, tenders, printed, actor, source, buyer);
        }
    }
}

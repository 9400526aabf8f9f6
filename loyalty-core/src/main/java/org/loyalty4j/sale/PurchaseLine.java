package org.loyalty4j.sale;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;

/**
 * One line of a receipt.
 *
 * @param id the till's number of the line, unique within the purchase
 * @param kind what it is for
 * @param article what was sold, or null when the till did not say
 * @param quantity how much, more than zero, such as 2 or 0.352
 * @param net the price of the whole quantity before discount, without the tax; zero or more
 * @param tax the tax on it, zero or more
 * @param discount what was taken off the price, zero up to net and tax together
 * @param weighed whether it was weighed or measured, and is one piece however much it is; always so where the quantity has
 *     decimals
 */
public record PurchaseLine(
        String id,
        LineKind kind,
        @Nullable Article article,
        BigDecimal quantity,
        Money net,
        Money tax,
        Money discount,
        boolean weighed) {

    /** The most code points of a line's id. */
    public static final int ID_MAX = 50;

    private static final BigDecimal QUANTITY_LIMIT = new BigDecimal("1000000000");

    /**
     * What was sold.
     *
     * @param sku the shop's number of it, or null
     * @param category the path from the widest group to the narrowest, such as {@code [Food, Dairy, Cheese]}
     * @param brand the brand, or null
     * @param attributes anything else that rules may ask for, such as {@code color=red}
     */
    public record Article(
            @Nullable String sku,
            List<String> category,
            @Nullable String brand,
            Map<String, String> attributes) {

        /** Copies and checks the parts. */
        public Article {
            Violations violations = new Violations();
            sku = violations.optionalText("sku", sku, 100);
            brand = violations.optionalText("brand", brand, 100);
            violations.atMost("category", category, 20).atMost("attributes", attributes.entrySet(), 50);
            // Thousands of them are refused as one mistake, before any work is spent on them.
            violations.throwIfAny();
            category = List.copyOf(category);
            attributes = Map.copyOf(attributes);
            category.forEach(step -> violations.text("category", step, 100));
            attributes.keySet().forEach(name -> violations.text("attributes", name, 100));
            // A name that is too long stands in no path.
            violations.throwIfAny();
            attributes.forEach((name, value) -> violations.text("attributes." + name, value, 255));
            violations.throwIfAny();
        }

        /** Makes an article of its number alone. */
        public static Article of(String sku) {
            return new Article(sku, List.of(), null, Map.of());
        }

        /** Shows the shop's number only: attributes may hold what a customer had engraved. */
        @Override
        public String toString() {
            return "Article[" + sku + "]";
        }
    }

    /**
     * Makes a line.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public PurchaseLine {
        Violations violations = new Violations();
        id = violations.text("id", id, ID_MAX);
        violations
                .required("kind", kind)
                .required("net", net)
                .required("tax", tax)
                .required("discount", discount);
        quantity = checkedQuantity(violations, quantity);
        weighed = weighed || quantity.scale() > 0;
        violations.throwIfAny();
        // Nearly every line has neither: one zero serves both, which millions of lines in memory feel.
        discount = discount.equals(tax) ? tax : discount;
        violations
                .check(
                        net.currency().equals(tax.currency()) && net.currency().equals(discount.currency()),
                        "net",
                        Code.CURRENCY_MISMATCH,
                        "net, tax and discount of a line have one currency")
                .throwIfAny();
        violations
                .check(
                        net.signum() >= 0,
                        "net",
                        Code.AMOUNT_NEGATIVE,
                        "net must not be below zero; returns are a" + " separate call")
                .check(tax.signum() >= 0, "tax", Code.AMOUNT_NEGATIVE, "tax must not be below zero")
                .check(discount.signum() >= 0, "discount", Code.AMOUNT_NEGATIVE, "a discount must not be below zero")
                .check(
                        discount.signum() <= 0 || discount.compareTo(net.plus(tax)) <= 0,
                        "discount",
                        Code.DISCOUNT_TOO_LARGE,
                        "a discount cannot be more than net and tax together")
                .throwIfAny();
    }

    /**
     * Makes a line of something that is weighed where its quantity has decimals, and counted otherwise.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public PurchaseLine(
            String id,
            LineKind kind,
            @Nullable Article article,
            BigDecimal quantity,
            Money net,
            Money tax,
            Money discount) {
        this(id, kind, article, quantity, net, tax, discount, false);
    }

    /** Makes a line for one piece of goods without tax or discount. */
    public static PurchaseLine goods(String id, Money price) {
        return of(id, LineKind.GOODS, price);
    }

    /** Makes a line of any kind, quantity 1, without tax or discount. */
    public static PurchaseLine of(String id, LineKind kind, Money price) {
        Money zero = Money.zero(price.currency());
        return new PurchaseLine(id, kind, null, BigDecimal.ONE, price, zero, zero);
    }

    /** Returns this line for an article. */
    public PurchaseLine article(Article sold) {
        return new PurchaseLine(id, kind, sold, quantity, net, tax, discount, weighed);
    }

    /** Returns this line for an article known by its number alone. */
    public PurchaseLine sku(String sku) {
        return article(Article.of(sku));
    }

    /** Returns this line with another quantity, weighed where that has decimals; the amounts stay. */
    public PurchaseLine quantity(BigDecimal amount) {
        return new PurchaseLine(id, kind, article, amount, net, tax, discount);
    }

    /** Returns this line with a whole quantity; the amounts stay. */
    public PurchaseLine quantity(long units) {
        return quantity(BigDecimal.valueOf(units));
    }

    /** Returns this line with tax on top of the net price. */
    public PurchaseLine tax(Money amount) {
        return new PurchaseLine(id, kind, article, quantity, net, amount, discount, weighed);
    }

    /** Returns this line with a discount. */
    public PurchaseLine discount(Money amount) {
        return new PurchaseLine(id, kind, article, quantity, net, tax, amount, weighed);
    }

    /** Returns what was sold, if the till said so. */
    public Optional<Article> sold() {
        return Optional.ofNullable(article);
    }

    /** Returns what was paid for the line: net and tax after the discount. */
    public Money paid() {
        return tax.signum() == 0 && discount.signum() == 0 ? net : net.plus(tax).minus(discount);
    }

    /** Returns what the line counts for when a return is shared out: what was paid, but nothing for a reward. */
    public Money weight() {
        return kind == LineKind.REWARD ? Money.zero(net.currency()) : paid();
    }

    static BigDecimal checkedQuantity(Violations violations, @Nullable BigDecimal quantity) {
        if (quantity == null) {
            violations.required("quantity", null);
            return BigDecimal.ONE;
        }
        if (quantity.signum() <= 0) {
            violations.add("quantity", Code.QUANTITY_NOT_POSITIVE, "must be more than 0; returns are a separate call");
            return BigDecimal.ONE;
        }
        if ((long) quantity.precision() - quantity.scale() > 9
                || quantity.scale() > 1000
                || quantity.compareTo(QUANTITY_LIMIT) >= 0) {
            violations.add("quantity", Code.NUMBER_OUT_OF_RANGE, "less than 1,000,000,000 is accepted");
            return BigDecimal.ONE;
        }
        // 2 and 2.00 are one quantity: only the stripped form is kept and compared.
        BigDecimal stripped = quantity.stripTrailingZeros();
        BigDecimal plain = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        violations.check(plain.scale() <= 6, "quantity", Code.TOO_MANY_DECIMALS, "at most 6 decimals are accepted");
        return plain;
    }
}

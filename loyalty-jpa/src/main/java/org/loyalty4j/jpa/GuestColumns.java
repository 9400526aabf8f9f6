package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.StoreException;

/** The lines and tenders of a guest purchase as {@link Json} texts. What is read is unmodifiable. */
final class GuestColumns {

    private static final int LINE = 10;

    private GuestColumns() {}

    /**
     * Returns the column of lines: an array of {@code [id, kind, quantity, net, tax, discount, category, sku, brand,
     * attributes]}, the last four of them null where the till did not say what was sold.
     */
    static String lines(List<PurchaseLine> lines) {
        List<Object> rows = new ArrayList<>(lines.size());
        for (PurchaseLine line : lines) {
            PurchaseLine.Article article = line.article();
            rows.add(Arrays.asList(
                    line.id(),
                    line.kind().name(),
                    quantity(line),
                    line.net().minor(),
                    line.tax().minor(),
                    line.discount().minor(),
                    article == null ? null : article.category(),
                    article == null ? null : article.sku(),
                    article == null ? null : article.brand(),
                    article == null ? null : Columns.attributes(article.attributes())));
        }
        return Json.write(rows);
    }

    /** What was weighed has a decimal, be it 0: 10.0. */
    private static String quantity(PurchaseLine line) {
        BigDecimal quantity = line.quantity();
        return (line.weighed() && quantity.scale() == 0 ? quantity.setScale(1) : quantity).toPlainString();
    }

    /** Returns the lines of a column. */
    static List<PurchaseLine> lines(String column, Currency money) {
        List<PurchaseLine> lines = new ArrayList<>();
        for (List<?> row : rows(column, LINE)) {
            PurchaseLine.Article article = row.get(6) instanceof List<?> category
                    ? new PurchaseLine.Article(
                            (String) row.get(7),
                            category.stream().map(String.class::cast).toList(),
                            (String) row.get(8),
                            row.get(9) == null ? Map.of() : Columns.attributes(text(row.get(9))))
                    : null;
            BigDecimal quantity = new BigDecimal(text(row.get(2)));
            lines.add(new PurchaseLine(
                    text(row.get(0)),
                    LineKind.valueOf(text(row.get(1))),
                    article,
                    quantity,
                    amount(row.get(3), money),
                    amount(row.get(4), money),
                    amount(row.get(5), money),
                    quantity.scale() > 0));
        }
        return List.copyOf(lines);
    }

    /** Returns the column of tenders: an array of {@code [kind, amount]}, or null. */
    static @Nullable String tenders(List<Tender> tenders) {
        List<Object> rows = new ArrayList<>(tenders.size());
        tenders.forEach(
                tender -> rows.add(List.of(tender.kind().name(), tender.amount().minor())));
        return rows.isEmpty() ? null : Json.write(rows);
    }

    /** Returns the tenders of a column. */
    static List<Tender> tenders(@Nullable String column, Currency money) {
        List<Tender> tenders = new ArrayList<>();
        for (List<?> row : column == null ? List.<List<?>>of() : rows(column, 2)) {
            tenders.add(new Tender(Tender.Kind.valueOf(text(row.get(0))), amount(row.get(1), money), null));
        }
        return List.copyOf(tenders);
    }

    private static List<List<?>> rows(String column, int width) {
        List<List<?>> rows = new ArrayList<>();
        try {
            if (Json.read(column) instanceof List<?> items) {
                for (Object item : items) {
                    if (!(item instanceof List<?> row) || row.size() != width) {
                        throw new IllegalArgumentException("an array of " + width + " is expected");
                    }
                    rows.add(row);
                }
                return rows;
            }
            throw new IllegalArgumentException("an array is expected");
        } catch (IllegalArgumentException damaged) {
            throw new StoreException(
                    "a guest purchase does not hold what belongs there: " + damaged.getMessage(), damaged);
        }
    }

    private static String text(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }

    private static Money amount(@Nullable Object value, Currency money) {
        return Money.ofMinor((Long) Objects.requireNonNull(value), money);
    }
}

package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.testkit.Shop;

/** Changes the rows of a shop one by one behind the library's back, and loses them, and asks the audit. */
final class TamperedRows {

    private TamperedRows() {}

    /**
     * Returns what the audit does not find of all changes of one column of one row, and of the loss of each row.
     *
     * @param into has the tampered store change what it reads
     */
    static <R extends Record> List<String> missed(
            Shop shop, Function<StoreReader, List<R>> reading, BiConsumer<TamperedStore, UnaryOperator<List<R>>> into) {
        List<R> rows = shop.store().reading(reading);
        assertThat(rows).isNotEmpty();
        List<String> missed = new ArrayList<>();
        for (R row : rows) {
            Altered.columns(row).forEach((column, other) -> {
                if (!isFound(
                        shop,
                        into,
                        all -> all.stream()
                                .map(each -> each.equals(row) ? other : each)
                                .toList())) {
                    missed.add(column + " of " + row);
                }
            });
            if (!isFound(
                    shop,
                    into,
                    all -> all.stream().filter(each -> !each.equals(row)).toList())) {
                missed.add("the loss of " + row);
            }
        }
        return missed;
    }

    /** Says whether the audit finds what the tampered store changes. */
    static <R> boolean isFound(
            Shop shop, BiConsumer<TamperedStore, UnaryOperator<List<R>>> into, UnaryOperator<List<R>> change) {
        TamperedStore tampered = new TamperedStore(shop.store());
        into.accept(tampered, change);
        return !Loyalty.over(tampered)
                .clock(shop.clock())
                .build()
                .audit()
                .findings()
                .isEmpty();
    }
}

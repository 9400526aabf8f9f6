package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Extended;
import org.loyalty4j.program.Extension;
import org.loyalty4j.testkit.Shop;

/** The audit of what was given more time and was changed behind the library's back. */
class TamperedExtendedTest {

    private Shop shop;

    @BeforeEach
    void a_lot_that_was_given_more_time_twice() {
        shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        for (String until : List.of("2026-04-01", "2026-05-01")) {
            shop.loyalty()
                    .accounts()
                    .extend(Extension.ofAllBefore(
                            shop.aKey(), anna, Shop.day(until), Shop.day(until), "a favour", new Actor("clerk")))
                    .orThrow();
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<List<Extended>> lie) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.extended = lie;
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    @Test
    void a_change_of_any_column_of_what_was_given_more_time_is_found_I_17() {
        AccountId nobody = new AccountId(new CustomerId(new java.util.UUID(0, 7)), "points");
        List<UnaryOperator<Extended>> changes = List.of(
                row -> new Extended(nobody, row.number(), row.lot(), row.root(), row.before(), row.until()),
                row -> new Extended(row.account(), row.number() + 9, row.lot(), row.root(), row.before(), row.until()),
                row -> new Extended(row.account(), row.number(), row.lot() + 1, row.root(), row.before(), row.until()),
                row -> new Extended(row.account(), row.number(), row.lot(), row.root() + 1, row.before(), row.until()),
                row -> new Extended(
                        row.account(),
                        row.number(),
                        row.lot(),
                        row.root(),
                        row.before().plusSeconds(1),
                        row.until()),
                row -> new Extended(
                        row.account(),
                        row.number(),
                        row.lot(),
                        row.root(),
                        row.before(),
                        row.until().plusSeconds(1)));
        for (UnaryOperator<Extended> change : changes) {
            for (int i = 0; i < 2; i++) {
                int place = i;
                assertThat(findings(rows -> {
                            List<Extended> changed = new ArrayList<>(rows);
                            changed.set(place, change.apply(rows.get(place)));
                            return changed;
                        }))
                        .extracting(AuditReport.Finding::invariant)
                        .contains("I-17");
            }
        }
    }

    @Test
    void a_row_of_more_time_that_is_missing_or_too_many_is_found_I_17_I_57() {
        assertThat(findings(rows -> rows.subList(1, rows.size())))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-17");
        assertThat(findings(rows -> {
                    List<Extended> more = new ArrayList<>(rows);
                    Extended last = rows.get(1);
                    more.add(new Extended(
                            last.account(), last.number() + 5, last.lot(), last.root(), last.before(), last.until()));
                    return more;
                }))
                .extracting(AuditReport.Finding::invariant)
                .containsExactly("I-57");
    }
}

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
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.testkit.Shop;

/** The audit of what was given back after it had expired and was changed behind the library's back. */
class TamperedReinstatedTest {

    private Shop shop;

    @BeforeEach
    void two_steps_of_giving_back_what_expired_in_two_lots() {
        shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-01");
        shop.on("2026-03-02").buys(anna, "3.00");
        for (long points : new long[] {22, 2}) {
            shop.loyalty()
                    .accounts()
                    .reinstate(
                            Reinstatement.of(shop.aKey(), anna, 3, Points.of(points), "a favour", new Actor("clerk")))
                    .orThrow();
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<List<Reinstated>> lie) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.reinstated = lie;
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    @Test
    void a_change_of_any_column_of_what_was_given_back_is_found_I_17_I_57() {
        List<UnaryOperator<Reinstated>> changes = List.of(
                row -> new Reinstated(
                        new AccountId(new CustomerId(new java.util.UUID(0, 7)), "points"),
                        row.number(),
                        row.expiry(),
                        row.lot(),
                        row.points()),
                row -> new Reinstated(row.account(), row.number() + 9, row.expiry(), row.lot(), row.points()),
                row -> new Reinstated(row.account(), row.number(), 2, row.lot(), row.points()),
                row -> new Reinstated(row.account(), row.number(), row.expiry(), row.lot() + 1, row.points()),
                row -> new Reinstated(row.account(), row.number(), row.expiry(), row.lot(), row.points() + 1));
        for (UnaryOperator<Reinstated> change : changes) {
            for (int i = 0; i < 3; i++) {
                int place = i;
                assertThat(findings(rows -> {
                            List<Reinstated> changed = new ArrayList<>(rows);
                            changed.set(place, change.apply(rows.get(place)));
                            return changed;
                        }))
                        .extracting(AuditReport.Finding::invariant)
                        .containsAnyOf("I-17", "I-57");
            }
        }
    }

    @Test
    void what_was_given_back_and_is_missing_or_too_much_is_found_I_17_I_57() {
        assertThat(findings(rows -> rows.subList(1, rows.size()))).isNotEmpty();
        assertThat(findings(rows -> List.of())).isNotEmpty();
        assertThat(findings(rows -> {
                    List<Reinstated> more = new ArrayList<>(rows);
                    Reinstated last = rows.get(rows.size() - 1);
                    more.add(new Reinstated(last.account(), last.number() + 5, last.expiry(), last.lot(), 1));
                    return more;
                }))
                .extracting(AuditReport.Finding::invariant)
                .containsExactly("I-57");
    }
}

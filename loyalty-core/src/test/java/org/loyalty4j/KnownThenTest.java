package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Page;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;

/** What was known then, and what is known of then today. */
class KnownThenTest {

    @Test
    void a_late_purchase_counts_from_its_day_and_changes_nothing_that_was_known_before_S47() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        Instant then = Shop.day("2026-01-20");
        shop.on("2026-02-01");
        shop.loyalty()
                .till()
                .record(shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", Shop.euro("5.00")))
                        .happenedAt(Shop.day("2026-01-15"))
                        .build())
                .orThrow();

        Accounts accounts = shop.loyalty().accounts();
        assertThat(accounts.balance(anna, then).available()).isEqualTo(Points.of(15));
        assertThat(accounts.balance(anna, then, then).available()).isEqualTo(Points.of(10));
    }

    @Test
    void a_run_that_comes_ten_days_late_changes_no_days_balance_S8_I_19() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 7, "2026-01-10");
        shop.gives(anna, 5, "2026-01-15");
        shop.on("2026-01-25");
        List<Points> before = balances(shop, anna);

        shop.loyalty().maintenance().run(Shop.day("2026-01-25"));

        assertThat(balances(shop, anna)).isEqualTo(before).contains(Points.of(12), Points.of(5), Points.NONE);
    }

    private static List<Points> balances(Shop shop, CustomerId customer) {
        List<Points> balances = new ArrayList<>();
        for (int day = 1; day <= 25; day++) {
            Instant at = Shop.OPENING.plusSeconds(86_400L * day);
            balances.add(shop.loyalty().accounts().balance(customer, at).available());
        }
        return balances;
    }

    @Test
    void a_statement_gives_every_row_once_while_others_are_added_I_38() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < 7; i++) {
            shop.buys(anna, "1.00");
        }
        List<Long> seen = new ArrayList<>();
        Page<Posting> page = shop.loyalty().accounts().statement(anna, 2);
        page.items().forEach(posting -> seen.add(posting.number()));
        while (page.next().isPresent()) {
            shop.buys(anna, "1.00");
            page = shop.loyalty().accounts().statement(anna, page.next().get(), 2);
            page.items().forEach(posting -> seen.add(posting.number()));
        }
        assertThat(seen).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }
}

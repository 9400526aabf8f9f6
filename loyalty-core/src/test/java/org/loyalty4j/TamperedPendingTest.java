package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** The audit of pending points that were changed behind the library's back. */
class TamperedPendingTest {

    private Shop shop;
    private AccountId account;

    @BeforeEach
    void points_that_wait_for_many_things() {
        shop = Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(3)))
                .with(LotRules.none().with(Pending.untilConfirmed(PeriodEnd.endOfDay(Period.ofDays(60))))));
        CustomerId anna = shop.aCustomer("Anna");
        account = new AccountId(anna, "points");
        Purchase bought = shop.on("2026-01-10").buys(anna, "100.00");
        shop.buys(anna, "30.00");
        Bonus gift = Bonus.of(CommandKey.of("gift"), anna, Points.of(9), "gift");
        Pending soon = Pending.until(PeriodEnd.startOfDay(Period.ofDays(5)));
        shop.loyalty().accounts().give(gift.pending(soon)).orThrow();
        Bonus later = Bonus.of(CommandKey.of("later"), anna, Points.of(7), "gift");
        shop.loyalty()
                .accounts()
                .give(later.pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(50)))))
                .orThrow();
        shop.on("2026-01-20");
        decide(PendingChange.confirm(shop.aKey(), anna, bought.key()).only(Points.of(40)));
        decide(PendingChange.cancel(shop.aKey(), anna, bought.key()).only(Points.of(5)));
        decide(PendingChange.confirm(shop.aKey(), anna, bought.key()).only(Points.of(10)));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private void decide(PendingChange change) {
        shop.loyalty().accounts().change(change).orThrow();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_a_pending_lot_are_found_I_04_I_36() {
        assertThat(TamperedRows.missed(
                        shop, reader -> reader.ledger().pending(account), (store, change) -> store.pending = change))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_an_activation_are_found_I_04_I_57() {
        assertThat(TamperedRows.missed(
                        shop,
                        reader -> reader.ledger().activations(account, null, 50),
                        (store, change) -> store.activations = change))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_terms_are_found_I_12_I_25() {
        assertThat(TamperedRows.missed(
                        shop, reader -> reader.ledger().terms(account, 1, 50), (store, change) -> store.terms = change))
                .isEmpty();
    }
}

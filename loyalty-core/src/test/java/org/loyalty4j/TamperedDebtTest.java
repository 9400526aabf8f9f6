package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.ShortageRules.Rule;
import org.loyalty4j.program.Undo;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** The audit of debts and repayments that were changed behind the library's back. */
class TamperedDebtTest {

    private Shop shop;
    private AccountId account;

    @BeforeEach
    void debts_that_are_open_repaid_in_part_and_undone() {
        Rule rule = Rule.allow(Points.of(500));
        shop = Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(3)))
                .with(ShortageRules.standard().redeeming(rule).returning(rule).adjusting(rule)));
        CustomerId anna = shop.aCustomer("Anna");
        account = new AccountId(anna, "points");
        Purchase bought = shop.on("2026-01-10").buys(anna, "100.00");
        shop.redeems(anna, 80);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();
        CommandKey used = shop.redeems(anna, 60);
        shop.redeems(anna, 10);
        shop.on("2026-01-20").buys(anna, "95.00");
        shop.loyalty()
                .rewards()
                .undo(Undo.of(shop.aKey(), anna, used, Points.of(50)))
                .orThrow();
        shop.redeems(anna, 70);
        shop.buys(anna, "15.00");
        assertThat(shop.loyalty().accounts().account(anna).debt()).isEqualTo(60);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_an_open_debt_are_found_I_07_I_36() {
        assertThat(TamperedRows.missed(
                        shop, reader -> reader.debts().debts(account), (store, change) -> store.debts = change))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_a_repayment_are_found_I_04_I_07_I_57() {
        assertThat(TamperedRows.missed(
                        shop,
                        reader -> reader.debts().repayments(account, null, 50),
                        (store, change) -> store.repayments = change))
                .isEmpty();
    }

    @Test
    void another_debt_at_the_head_is_found_I_07() {
        assertThat(TamperedRows.isFound(
                        shop,
                        (TamperedStore store, UnaryOperator<List<RewardAccount>> change) -> store.heads = change,
                        heads -> heads.stream().map(TamperedDebtTest::lessDebt).toList()))
                .isTrue();
    }

    private static RewardAccount lessDebt(RewardAccount head) {
        return new RewardAccount(
                head.id(),
                head.status(),
                head.balance() + 1,
                head.held(),
                head.pending(),
                head.debt() - 1,
                head.lastNumber(),
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                head.dueAt());
    }
}

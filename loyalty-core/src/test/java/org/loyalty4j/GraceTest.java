package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.Undo;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** A grace for points that are put back past their time, beside whatever else decides when they go. */
class GraceTest {

    private static final LotRules A_MONTH_IDLE =
            LotRules.none().with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(30))));

    private static Shop shop(UnaryOperator<LoyaltyProgram> change) {
        return Shop.open(program -> change.apply(program.with(program.spending().withGrace(14))));
    }

    private static PeriodEnd days(int days) {
        return PeriodEnd.startOfDay(Period.ofDays(days));
    }

    private static void undo(Shop shop, CustomerId customer, CommandKey used) {
        shop.loyalty().rewards().undo(Undo.ofAll(shop.aKey(), customer, used)).orThrow();
    }

    private static void assertNothingComesBackAfterAMonth(Shop shop) {
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "40.00");
        CommandKey used = shop.redeems(anna, 40);
        shop.on("2026-03-10");
        undo(shop, anna, used);
        assertThat(shop.available(anna)).isZero();
        shop.on("2026-03-11").gives(anna, 1, "");
        assertThat(shop.available(anna)).isEqualTo(1);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_that_never_go_by_themselves_get_none_once_nothing_has_happened_for_too_long() {
        assertNothingComesBackAfterAMonth(shop(program -> program.with(A_MONTH_IDLE)));
    }

    @Test
    void points_that_go_later_get_none_once_nothing_has_happened_for_too_long() {
        assertNothingComesBackAfterAMonth(
                shop(program -> program.expiring(days(300)).with(A_MONTH_IDLE)));
    }

    @Test
    void points_past_their_own_time_get_none_once_nothing_has_happened_for_too_long() {
        assertNothingComesBackAfterAMonth(
                shop(program -> program.expiring(days(40)).with(A_MONTH_IDLE)));
    }

    @Test
    void what_goes_at_the_end_of_a_grace_is_told_before_and_taken_with_the_goods() {
        Shop shop =
                shop(program -> program.expiring(days(40)).with(LotRules.none().noticeBefore(20)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.on("2026-01-10").buys(anna, "40.00");
        CommandKey used = shop.redeems(anna, 40);
        shop.on("2026-03-10");
        undo(shop, anna, used);
        shop.redeems(anna, 5);
        shop.on("2026-03-22");
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();
        assertThat(shop.available(anna)).isZero();
        shop.on("2026-04-22").buys(anna, "1.00");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void friends_who_send_points_to_and_fro_get_no_further_grace() {
        Shop shop = shop(program -> program.expiring(days(40)));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        shop.on("2026-01-10").buys(anna, "40.00");
        CommandKey used = shop.redeems(anna, 40);
        shop.on("2026-03-10");
        undo(shop, anna, used);
        shop.loyalty()
                .transfers()
                .send(Transfer.of(shop.aKey(), anna, bela, Points.of(40)))
                .orThrow();
        CommandKey again = shop.redeems(bela, 40);
        shop.clock().set(shop.clock().instant().plus(Duration.ofDays(20)));
        undo(shop, bela, again);

        assertThat(shop.available(bela)).isZero();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}

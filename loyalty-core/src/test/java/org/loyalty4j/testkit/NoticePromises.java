package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about telling that points go soon. */
abstract class NoticePromises extends RepaymentPromises {

    private static final LocalDate LONG_AGO = date("2000-01-01");
    private static final LocalDate FAR = date("2999-12-31");

    private static LoyaltyProgram tenDaysBefore(LoyaltyProgram program) {
        return program.with(LotRules.none().noticeBefore(10));
    }

    private Shop telling() {
        return Shop.over(store(), NoticePromises::tenDaysBefore);
    }

    private static List<String> told(Shop shop) {
        return shop.loyalty().maintenance().notices(LONG_AGO, FAR, null, 100).stream()
                .map(NoticePromises::text)
                .toList();
    }

    private static String text(ExpiryNotice notice) {
        return notice.points() + " on " + notice.goneAt() + " since " + notice.since();
    }

    private static String row(long points, String gone, String since) {
        return points + " on " + day(gone) + " since " + day(since);
    }

    private static void maintains(Shop shop) {
        shop.loyalty().maintenance().run(shop.clock().instant());
    }

    @Test
    void points_that_go_soon_are_told_once_however_often_maintenance_runs_S13_EXP_07() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 5, "2026-03-01");
        shop.gives(anna, 7, "2026-03-05");
        shop.gives(anna, 9, "");
        maintains(shop.on("2026-02-18"));
        assertThat(told(shop)).isEmpty();
        maintains(shop.on("2026-02-19"));
        maintains(shop);
        assertThat(told(shop)).containsExactly(row(25, "2026-03-01", "2026-02-19"));
        shop.on("2026-02-20").buys(anna, "1.00");
        maintains(shop.on("2026-02-23"));
        maintains(shop.on("2026-03-02"));

        assertThat(told(shop)).containsExactly(row(25, "2026-03-01", "2026-02-19"), row(7, "2026-03-05", "2026-02-23"));
        assertThat(shop.available(anna)).isEqualTo(17);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_was_told_is_the_same_where_maintenance_ran_late_or_never_I17() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        for (CustomerId customer : List.of(anna, ben)) {
            shop.gives(customer, 20, "2026-03-01");
            shop.gives(customer, 7, "2026-03-05");
        }
        shop.on("2026-03-10").buys(ben, "1.00");
        List<String> once = List.of(row(20, "2026-03-01", "2026-02-19"), row(7, "2026-03-05", "2026-02-23"));
        assertThat(told(shop)).containsExactlyElementsOf(once);
        maintains(shop);

        assertThat(told(shop)).containsExactly(once.get(0), once.get(0), once.get(1), once.get(1));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void who_claims_a_guest_purchase_is_told_all_that_goes_soon() {
        Shop shop = Shop.over(
                store(), program -> tenDaysBefore(program).claimableFor(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        for (int points = 1; points <= 5; points++) {
            shop.gives(anna, points, "2026-03-01");
        }
        CommandKey key = CommandKey.of("guest");
        Purchase.Draft bought = Purchase.ofGuest(key);
        bought.line(PurchaseLine.goods("1", Shop.euro("20.00")));
        shop.on("2026-02-22")
                .loyalty()
                .guests()
                .record(GuestPurchase.of(bought.build()))
                .orThrow();
        shop.loyalty().guests().claim(Claim.of(shop.aKey(), anna, key)).orThrow();

        assertThat(told(shop)).containsExactly(row(15, "2026-03-01", "2026-02-19"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void two_workers_at_once_tell_once() {
        Shop shop = telling();
        for (int i = 0; i < 8; i++) {
            shop.gives(shop.aCustomer("Customer " + i), 20, "2026-03-01");
        }
        Instant now = shop.on("2026-02-25").clock().instant();
        Together.run(
                2,
                worker -> () -> untilNotBusy(() -> shop.loyalty().maintenance().run(now)));

        assertThat(told(shop)).hasSize(8).containsOnly(row(20, "2026-03-01", "2026-02-19"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_was_used_is_not_told_and_what_comes_back_late_is_not_told_again() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-05");
        shop.redeems(anna, 20);
        CommandKey hold = CommandKey.of("hold");
        shop.on("2026-02-20")
                .loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.of(hold, anna, Points.of(3)), Duration.ofDays(10)))
                .orThrow();
        maintains(shop.on("2026-02-23"));
        shop.loyalty()
                .rewards()
                .release(Release.of(CommandKey.of("free"), anna, hold))
                .orThrow();
        maintains(shop.on("2026-02-24"));

        assertThat(told(shop)).containsExactly(row(4, "2026-03-05", "2026-02-23"));
        assertThat(shop.available(anna)).isEqualTo(7);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_comes_when_its_time_to_be_told_is_over_is_told_at_once() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        maintains(shop.on("2026-02-20"));
        shop.on("2026-02-21").gives(anna, 5, "2026-03-01");
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(6), "later")
                        .goneAt(day("2026-03-01"))
                        .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(2)))))
                .orThrow();
        maintains(shop.on("2026-02-28"));

        assertThat(told(shop))
                .containsExactly(
                        row(20, "2026-03-01", "2026-02-19"),
                        row(5, "2026-03-01", "2026-02-21"),
                        row(6, "2026-03-01", "2026-02-23"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_longer_and_then_a_shorter_time_tells_nothing_twice() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-20");
        LoyaltyProgram longer = tenDaysBefore(Shop.onePointPerEuro())
                .with(LotRules.none().noticeBefore(40))
                .nextVersion(day("2026-02-10"));
        shop.loyalty().programs().publish(longer);
        shop.loyalty()
                .programs()
                .publish(longer.with(LotRules.none().noticeBefore(3)).nextVersion(day("2026-02-12")));
        shop.on("2026-02-10").buys(anna, "1.00");
        maintains(shop.on("2026-02-11"));
        maintains(shop.on("2026-02-27"));
        maintains(shop.on("2026-03-19"));

        assertThat(told(shop)).containsExactly(row(20, "2026-03-01", "2026-02-10"), row(7, "2026-03-20", "2026-02-10"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void more_lots_than_are_brought_at_once_are_all_told() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        OpeningBalance balance = OpeningBalance.of("old", anna, Points.of(1), Shop.OPENING, day("2026-03-01"));
        for (int i = 1; i < 300; i++) {
            balance = balance.and(Points.of(1), Shop.OPENING, day("2026-03-01").plusSeconds(i));
        }
        shop.loyalty().openingBalances().load(List.of(balance).iterator());
        shop.on("2026-02-19").buys(anna, "1.00");

        assertThat(shop.loyalty().maintenance().notices(date("2026-03-01"), date("2026-03-01"), null, 500))
                .hasSize(300);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_was_told_is_read_by_dates_and_page_after_page() {
        Shop shop = telling();
        List<String> names = List.of("Anna", "Ben", "Carla");
        for (String name : names) {
            CustomerId customer = shop.aCustomer(name);
            shop.gives(customer, 1, "2026-03-01");
            shop.gives(customer, 2, "2026-03-02");
        }
        maintains(shop.on("2026-02-25"));
        var desk = shop.loyalty().maintenance();
        List<ExpiryNotice> all = desk.notices(LONG_AGO, FAR, null, 100);
        assertThat(all).extracting(ExpiryNotice::points).containsExactly(1L, 1L, 1L, 2L, 2L, 2L);
        for (int i = 0; i < all.size(); i++) {
            assertThat(desk.notices(LONG_AGO, FAR, all.get(i), 2))
                    .isEqualTo(all.subList(i + 1, Math.min(all.size(), i + 3)));
        }
        assertThat(desk.notices(date("2026-03-02"), FAR, all.get(0), 100)).isEqualTo(all.subList(3, 6));
        assertThat(desk.notices(date("2026-03-01"), date("2026-03-01"), null, 100))
                .isEqualTo(all.subList(0, 3));
        assertThat(desk.notices(date("2026-03-03"), FAR, null, 100)).isEmpty();
        assertThatThrownBy(() -> desk.notices(FAR, LONG_AGO, null, 100))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("last");
        assertThatThrownBy(() -> desk.notices(LONG_AGO, LocalDate.MAX, null, 100))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("9999");
    }

    @Test
    void what_was_told_within_a_transaction_that_is_undone_was_never_told() {
        Shop shop = telling();
        CustomerId anna = shop.aCustomer("Anna");
        AccountId account = shop.loyalty().accounts().account(anna).id();
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-05");
        shop.on("2026-02-26");
        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.till().record(Purchase.of("r1", anna, Shop.euro("1.00"))).orThrow();
                    throw new IllegalStateException("the host's own trouble");
                }))
                .hasMessageContaining("own trouble");
        assertThat(told(shop)).isEmpty();
        assertThat(list(reader -> reader.ledger().notices(account, null, 9))).isEmpty();

        shop.buys(anna, "1.00");

        List<ExpiryNotice> both = list(reader -> reader.ledger().notices(account, null, 9));
        assertThat(both).extracting(ExpiryNotice::points).containsExactly(20L, 7L);
        assertThat(list(reader -> reader.ledger().notices(account, null, 1))).isEqualTo(both.subList(0, 1));
        assertThat(list(reader -> reader.ledger().notices(account, both.get(0), 9)))
                .isEqualTo(both.subList(1, 2));
        assertThat(list(reader -> reader.ledger().notices(account, both.get(1), 9)))
                .isEmpty();
    }
}

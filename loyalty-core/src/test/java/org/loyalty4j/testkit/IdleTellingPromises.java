package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.ReceiptText;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Posting.Kind;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about what is told, and by which rules, of points that go when
 * nothing happens. */
abstract class IdleTellingPromises extends IdlePromises {

    private static final Actor CLERK = new Actor("clerk");

    private List<String> told(Shop shop) {
        return shop.loyalty().maintenance().notices(date("2026-01-01"), date("2040-01-01"), null, 100).stream()
                .map(notice -> notice.points() + " until " + notice.goneAt() + " since " + notice.since())
                .toList();
    }

    @Test
    void the_version_that_was_valid_at_the_last_activity_says_how_long_the_time_is() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        CustomerId cleo = shop.aCustomer("Cleo");
        LoyaltyProgram first = shop.loyalty().programs().history().versions().get(0);
        shop.loyalty()
                .programs()
                .publish(first.nextVersion(day("2026-02-01"))
                        .with(LotRules.none().with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(10))))));
        shop.loyalty()
                .programs()
                .publish(first.nextVersion(day("2026-02-01"))
                        .nextVersion(day("2026-03-01"))
                        .with(LotRules.none()));
        for (CustomerId each : List.of(anna, bela, cleo)) {
            shop.on("2026-01-31").buys(each, "5.00");
        }
        shop.on("2026-02-05").buys(bela, "5.00");
        assertThat(shop.on("2026-02-15").available(bela)).isZero();
        assertThat(shop.on("2026-03-01").available(cleo)).isEqualTo(5);
        shop.redeems(cleo, 1);
        assertThat(shop.on("2026-03-02").available(anna)).isZero();
        assertThat(shop.on("2036-03-02").available(cleo)).isEqualTo(4);
        maintains(shop);
        assertSound(shop);
    }

    @Test
    void a_program_that_begins_with_it_later_leaves_alone_who_does_nothing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        shop.on("2026-01-10").buys(anna, "5.00");
        shop.buys(bela, "5.00");
        LoyaltyProgram first = shop.loyalty().programs().history().versions().get(0);
        shop.loyalty()
                .programs()
                .publish(first.nextVersion(day("2026-02-01"))
                        .with(LotRules.none().with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(10))))));
        shop.on("2026-02-05").buys(bela, "5.00");
        // So late that its own time is over: what stands is not taken for it.
        shop.on("2026-03-01");
        assertThat(shop.loyalty().accounts().account(anna).activeAt()).isNull();
        late(shop, anna, "5.00", "2026-02-02");
        assertThat(shop.available(anna)).isEqualTo(10);
        assertThat(shop.available(bela)).isZero();
        assertSound(shop);
    }

    @Test
    void more_time_for_points_does_not_save_them_when_nothing_happens() {
        Shop shop = Shop.over(store(), IdlePromises::sliding);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-15").buys(anna, "100.00");
        shop.loyalty()
                .accounts()
                .extend(Extension.ofAllBefore(
                        shop.aKey(), anna, day("2031-01-01"), day("2040-01-01"), "a favour", CLERK))
                .orThrow();
        assertThat(shop.loyalty().accounts().account(anna).activeAt()).isEqualTo(day("2026-01-15"));
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(Map.of(date("2027-07-15"), Points.of(100)));
        assertSound(shop);
    }

    @Test
    void points_that_went_can_be_given_back_and_have_the_whole_time_then() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.on("2026-01-15").buys(anna, "100.00");
        shop.on("2026-03-01");
        shop.loyalty()
                .accounts()
                .reinstate(Reinstatement.ofAll(shop.aKey(), anna, 2, "a favour", CLERK))
                .orThrow();
        assertThat(shop.loyalty().accounts().account(anna).activeAt()).isEqualTo(day("2026-03-01"));
        shop.on("2026-03-05");
        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();
        assertThat(back.result().lapsed() + back.result().reversed()).isEqualTo(100);
        shop.on("2026-04-10");
        maintains(shop);
        assertSound(shop);
    }

    @Test
    void what_was_known_then_is_told_by_the_last_activity_that_was_known_then() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "40.00");
        shop.on("2026-02-01").buys(anna, "2.00");
        var desk = shop.loyalty().accounts();

        assertThat(desk.balance(anna, day("2026-02-09"), day("2026-01-20")).total())
                .isEqualTo(Points.NONE);
        assertThat(desk.balance(anna, day("2026-02-08"), day("2026-01-20")).total())
                .isEqualTo(Points.of(40));
        assertThat(desk.balance(anna, day("2026-02-09")).total()).isEqualTo(Points.of(42));
        assertThat(desk.balance(anna, day("2026-03-02")).total()).isEqualTo(Points.of(42));
        assertThat(desk.balance(anna, day("2026-03-03")).total()).isEqualTo(Points.NONE);
        assertThat(desk.balance(anna, day("2026-01-15")).total()).isEqualTo(Points.of(40));
        assertSound(shop);
    }

    @Test
    void a_receipt_says_until_when_something_has_to_happen() {
        Shop shop = Shop.over(store(), IdlePromises::sliding);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-15");
        Settlement.Settled first = shop.loyalty()
                .till()
                .record(shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", euro("9.00")))
                        .build())
                .orThrow();
        assertThat(shop.loyalty().accounts().receipt(first).expiry())
                .contains(new ReceiptText.Expiry(Points.of(9), date("2027-07-14")));
    }

    @Test
    void it_is_told_once_before_points_go_when_nothing_happens_and_again_for_a_new_date() {
        Shop shop = Shop.over(
                store(),
                program -> program.expiring(PeriodEnd.startOfDay(Period.ofDays(100)))
                        .with(LotRules.none()
                                .with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(30))))
                                .noticeBefore(10)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "40.00");
        shop.gives(anna, 5, "2026-02-08");
        assertThat(shop.loyalty().accounts().account(anna).due()).contains(day("2026-01-29"));
        shop.on("2026-01-31");
        maintains(shop);
        maintains(shop);
        assertThat(told(shop))
                .containsExactly(
                        "5 until 2026-02-08T00:00:00Z since 2026-01-29T00:00:00Z",
                        "40 until 2026-02-09T00:00:00Z since 2026-01-30T00:00:00Z");
        // Points that nobody had when it was told are told by themselves; an activity moves the date for all.
        shop.gives(anna, 3, "");
        shop.on("2026-02-05").buys(anna, "2.00");
        assertThat(told(shop)).contains("3 until 2026-02-09T00:00:00Z since 2026-01-31T00:00:00Z");
        shop.on("2026-03-01");
        maintains(shop);
        assertThat(told(shop)).contains("45 until 2026-03-07T00:00:00Z since 2026-02-25T00:00:00Z");
        shop.on("2026-03-08").buys(anna, "1.00");
        assertThat(shop.available(anna)).isEqualTo(1);
        assertThat(told(shop)).hasSize(4);
        assertSound(shop);
    }

    @Test
    void a_thousand_lots_go_in_one_posting() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10");
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            purchases.add(shop.aPurchase(anna)
                    .line(PurchaseLine.goods("1", euro("2.00")))
                    .build());
        }
        shop.loyalty()
                .till()
                .recordAll(purchases.subList(0, 500))
                .forEach(each -> each.orThrow().orThrow());
        shop.loyalty()
                .till()
                .recordAll(purchases.subList(500, 1000))
                .forEach(each -> each.orThrow().orThrow());
        shop.gives(anna, 5, "2028-01-01");
        shop.on("2026-02-08").buys(anna, "1.00");
        shop.on("2026-03-10").buys(anna, "4.00");

        var explained = shop.loyalty().accounts().explain(anna, 1003);
        assertThat(explained.wentIdle()).isEqualTo(Points.of(2006));
        Posting gone = explained.posting();
        assertThat(gone.kind()).isEqualTo(Kind.EXPIRE);
        assertThat(gone.amount()).isEqualTo(-2006);
        assertThat(gone.lots()).hasSize(1002);
        assertThat(gone.countsAt()).isEqualTo(day("2026-03-10"));
        assertThat(shop.available(anna)).isEqualTo(4);
        assertSound(shop);
    }
}

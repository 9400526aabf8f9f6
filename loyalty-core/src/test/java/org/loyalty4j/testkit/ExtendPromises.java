package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points that are given more time. */
abstract class ExtendPromises extends ReinstatePromises {

    private static final Actor CLERK = new Actor("clerk");

    private static Settlement allBefore(Shop shop, CustomerId customer, String before, String until) {
        return shop.loyalty()
                .accounts()
                .extend(Extension.ofAllBefore(shop.aKey(), customer, day(before), day(until), "a favour", CLERK));
    }

    private static Settlement lot(Shop shop, CustomerId customer, long lot, String until) {
        return shop.loyalty()
                .accounts()
                .extend(Extension.ofLot(shop.aKey(), customer, lot, day(until), "a favour", CLERK));
    }

    private static Refusal no(Settlement answer) {
        assertThat(answer).isInstanceOf(Settlement.Refused.class);
        return ((Settlement.Refused) answer).why();
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_that_go_before_an_instant_are_given_more_time_and_all_others_keep_theirs() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-05");
        shop.gives(anna, 9, "2026-04-01");
        shop.gives(anna, 4, "");
        shop.on("2026-02-01");
        Settlement.Settled settled =
                allBefore(shop, anna, "2026-04-01", "2026-06-01").orThrow();

        assertThat(settled.postings())
                .extracting(Posting::kind)
                .containsExactly(
                        Posting.Kind.EXTEND_OUT,
                        Posting.Kind.EXTEND_IN,
                        Posting.Kind.EXTEND_OUT,
                        Posting.Kind.EXTEND_IN);
        assertThat(settled.result().balance()).isEqualTo(40);
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(java.util.Map.of(
                        LocalDate.parse("2026-04-01"), Points.of(9), LocalDate.parse("2026-06-01"), Points.of(27)));
        Posting in = settled.postings().get(1);
        var explained = shop.loyalty().accounts().explain(anna, in.number());
        assertThat(explained.extended())
                .isEqualTo(new Extended(in.account(), in.number(), 1, 1, day("2026-03-01"), day("2026-06-01")));
        assertThat(explained.expiry()).contains(LotTerms.Source.LOT);
        assertThat(in.lots().get(0).earnedAt()).isEqualTo(Shop.OPENING);
        assertThat(shop.on("2026-05-31").available(anna)).isEqualTo(31);
        assertThat(shop.on("2026-06-01").available(anna)).isEqualTo(4);
        shop.loyalty().maintenance().run(shop.clock().instant());
        assertThat(shop.loyalty().audit().issued()).hasToString("40");
        assertSound(shop);
    }

    @Test
    void one_lot_is_given_more_time_again_and_again_but_never_less() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-01");
        shop.on("2026-02-01");
        assertThat(no(lot(shop, anna, 1, "2026-03-01"))).isEqualTo(Refusal.NOTHING_EXPIRES);
        assertThat(no(lot(shop, anna, 9, "2026-04-01"))).isEqualTo(Refusal.NOTHING_EXPIRES);
        long longer =
                lot(shop, anna, 1, "2026-04-01").orThrow().postings().get(1).number();
        assertThat(no(lot(shop, anna, 1, "2026-05-01"))).isEqualTo(Refusal.NOTHING_EXPIRES);
        assertThat(no(lot(shop, anna, longer, "2026-03-15"))).isEqualTo(Refusal.NOTHING_EXPIRES);
        Posting again =
                lot(shop, anna, longer, "2026-05-01").orThrow().postings().get(1);

        assertThat(shop.loyalty().accounts().explain(anna, again.number()).extended())
                .isEqualTo(
                        new Extended(again.account(), again.number(), longer, 1, day("2026-04-01"), day("2026-05-01")));
        assertThat(shop.on("2026-03-01").available(anna)).isEqualTo(20);
        assertThat(shop.on("2026-05-01").available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void points_that_have_gone_are_given_no_more_time_whether_somebody_had_written_it_or_not() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.on("2026-03-01");

        assertThat(no(allBefore(shop, anna, "2026-06-01", "2026-06-01"))).isEqualTo(Refusal.NOTHING_EXPIRES);
        assertThat(shop.available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void a_repeat_of_giving_more_time_changes_nothing_and_another_request_under_its_key_is_told_apart() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        CommandKey key = shop.aKey();
        Instant until = day("2026-06-01");
        Extension asked = Extension.ofAllBefore(key, anna, day("2026-04-01"), until, "a favour", CLERK);
        Settlement.Settled first = shop.loyalty().accounts().extend(asked).orThrow();
        Settlement.Settled again = shop.loyalty().accounts().extend(asked).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.postings()).isEqualTo(first.postings());
        assertField(shop, Extension.ofLot(key, anna, 1, until, "a favour", CLERK), "lot");
        assertField(shop, Extension.ofAllBefore(key, anna, until, until, "a favour", CLERK), "before");
        assertField(shop, Extension.ofAllBefore(key, anna, day("2026-04-01"), day("2026-07-01"), "a", CLERK), "until");
        assertSound(shop);
    }

    private static void assertField(Shop shop, Extension other, String field) {
        assertThatThrownBy(() -> shop.loyalty().accounts().extend(other))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo(field));
    }

    @Test
    void points_that_were_used_after_they_got_more_time_come_back_with_it_and_others_with_their_own() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "2026-03-01");
        shop.on("2026-02-01");
        CommandKey before = shop.redeems(anna, 60);
        allBefore(shop, anna, "2026-04-01", "2026-06-01").orThrow();
        CommandKey after = shop.redeems(anna, 40);
        for (CommandKey used : List.of(before, after)) {
            shop.loyalty().rewards().undo(Undo.ofAll(shop.aKey(), anna, used)).orThrow();
        }

        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(java.util.Map.of(
                        LocalDate.parse("2026-03-01"), Points.of(60), LocalDate.parse("2026-06-01"), Points.of(40)));
        assertSound(shop);
    }

    @Test
    void what_is_held_keeps_its_time_and_so_does_what_is_pending() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "2026-03-01");
        CommandKey held = shop.aKey();
        shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.of(held, anna, Points.of(30)), Duration.ofDays(90)))
                .orThrow();
        allBefore(shop, anna, "2026-04-01", "2026-06-01").orThrow();
        shop.on("2026-03-02")
                .loyalty()
                .rewards()
                .release(Release.of(shop.aKey(), anna, held))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(70);
        assertSound(shop);
    }

    @Test
    void goods_that_come_back_take_points_that_got_more_time_first_and_nothing_for_those_that_expired_then() {
        Shop shop = Shop.over(store(), program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Purchase annas = shop.buys(anna, "40.00");
        Purchase bens = shop.buys(ben, "40.00");
        for (CustomerId customer : List.of(anna, ben)) {
            shop.gives(customer, 10, "2026-03-20");
            lot(shop, customer, 1, "2026-03-15").orThrow();
            lot(shop, customer, 4, "2026-03-25").orThrow();
        }
        Settlement.Settled early = returns(shop.on("2026-03-10"), anna, annas);
        assertThat(early.reversed()).isEqualTo(Points.of(40));
        assertThat(shop.on("2026-03-19").available(anna)).isEqualTo(10);
        shop.on("2026-03-25").gives(ben, 50, "");
        Settlement.Settled late = returns(shop, ben, bens);

        assertThat(late.reversed()).isEqualTo(Points.NONE);
        assertThat(late.result().lapsed()).isEqualTo(40);
        assertThat(shop.available(ben)).isEqualTo(50);
        assertSound(shop);
    }

    private static Settlement.Settled returns(Shop shop, CustomerId customer, Purchase purchase) {
        return shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), customer, purchase.key()))
                .orThrow();
    }

    @Test
    void it_is_told_again_before_points_go_that_were_given_more_time() {
        Shop shop = Shop.over(store(), program -> program.with(LotRules.none().noticeBefore(10)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.loyalty().maintenance().run(shop.on("2026-02-20").clock().instant());
        allBefore(shop, anna, "2026-04-01", "2026-06-01").orThrow();
        shop.loyalty().maintenance().run(shop.on("2026-05-25").clock().instant());

        assertThat(shop.loyalty()
                        .maintenance()
                        .notices(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), null, 10))
                .extracting(notice -> notice.points() + " at " + notice.goneAt())
                .containsExactly("20 at 2026-03-01T00:00:00Z", "20 at 2026-06-01T00:00:00Z");
        assertSound(shop);
    }

    @Test
    void points_in_many_lots_are_given_more_time_at_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < 20; i++) {
            shop.gives(anna, 1 + i, "2026-03-" + (10 + i));
        }
        Settlement.Settled settled =
                allBefore(shop, anna, "2026-04-01", "2026-06-01").orThrow();

        assertThat(settled.postings()).hasSize(40);
        assertThat(shop.on("2026-05-31").available(anna)).isEqualTo(210);
        assertSound(shop);
    }
}

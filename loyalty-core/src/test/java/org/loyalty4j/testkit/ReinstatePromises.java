package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points that had expired and are given back. */
abstract class ReinstatePromises extends NoticePromises {

    private static final Actor CLERK = new Actor("clerk");

    private static Settlement back(Shop shop, CustomerId customer, long expiry, long points) {
        return shop.loyalty()
                .accounts()
                .reinstate(Reinstatement.of(shop.aKey(), customer, expiry, Points.of(points), "a favour", CLERK));
    }

    private static Settlement allBack(Shop shop, CustomerId customer, long expiry) {
        return shop.loyalty()
                .accounts()
                .reinstate(Reinstatement.ofAll(shop.aKey(), customer, expiry, "a favour", CLERK));
    }

    private static Refusal no(Settlement answer) {
        assertThat(answer).isInstanceOf(Settlement.Refused.class);
        return ((Settlement.Refused) answer).why();
    }

    /** Writes what is due, and returns the number of the newest posting of a customer, with which points expired. */
    private static long expires(Shop shop, CustomerId customer) {
        shop.loyalty().maintenance().run(shop.clock().instant());
        Posting newest =
                shop.loyalty().accounts().statement(customer, 1).items().get(0);
        assertThat(newest.kind()).isEqualTo(Posting.Kind.EXPIRE);
        return newest.number();
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_that_expired_are_given_back_in_a_lot_of_their_own_that_tells_where_they_come_from() {
        Shop shop = Shop.over(store(), program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 5, "2026-03-01");
        long expiry = expires(shop.on("2026-03-04"), anna);

        Settlement.Settled settled = allBack(shop, anna, expiry).orThrow();
        assertThat(settled.restored()).isEqualTo(Points.of(25));
        assertThat(settled.earned()).isEqualTo(Points.NONE);
        Posting posting = settled.postings().get(0);
        assertThat(posting.kind()).isEqualTo(Posting.Kind.REINSTATE);
        assertThat(posting.countsAt()).isEqualTo(day("2026-03-04"));
        assertThat(posting.lots().get(0).goneAt()).isEqualTo(day("2026-04-04"));
        assertThat(shop.available(anna)).isEqualTo(25);

        var explained = shop.loyalty().accounts().explain(anna, posting.number());
        assertThat(explained.reinstated())
                .containsExactly(
                        new Reinstated(posting.account(), posting.number(), expiry, 1, 20),
                        new Reinstated(posting.account(), posting.number(), expiry, 2, 5));
        assertThat(explained.command().why()).contains("a favour");
        assertThat(explained.command().askedBy()).contains(CLERK);
        assertThat(shop.loyalty().accounts().explain(anna, expiry).reinstated()).isEqualTo(explained.reinstated());
        assertThat(shop.on("2026-04-03").available(anna)).isEqualTo(25);
        assertThat(shop.on("2026-04-04").available(anna)).isZero();
        assertThat(shop.loyalty().audit().issued()).hasToString("25");
        assertThat(shop.loyalty().audit().reinstated()).hasToString("25");
        assertSound(shop);
    }

    @Test
    void never_more_is_given_back_than_expired_whatever_the_steps() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        long expiry = expires(shop.on("2026-03-01"), anna);
        assertThat(no(back(shop, anna, expiry, 21))).isEqualTo(Refusal.MORE_THAN_EXPIRED);
        back(shop, anna, expiry, 12).orThrow();
        assertThat(no(back(shop, anna, expiry, 9))).isEqualTo(Refusal.MORE_THAN_EXPIRED);
        assertThat(allBack(shop, anna, expiry).orThrow().restored()).isEqualTo(Points.of(8));

        assertThat(no(allBack(shop, anna, expiry))).isEqualTo(Refusal.ALREADY_REINSTATED);
        assertThat(no(back(shop, anna, expiry, 1))).isEqualTo(Refusal.ALREADY_REINSTATED);
        assertThat(shop.available(anna)).isEqualTo(20);
        assertSound(shop);
    }

    @Test
    void only_what_expired_with_a_posting_of_the_customers_own_is_given_back() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(ben, 20, "2026-05-01");
        shop.redeems(ben, 5);
        long expiry = expires(shop.on("2026-03-01"), anna);

        assertThat(no(allBack(shop, ben, expiry))).isEqualTo(Refusal.UNKNOWN_EXPIRY);
        assertThat(no(allBack(shop, anna, 1))).isEqualTo(Refusal.UNKNOWN_EXPIRY);
        assertThat(no(allBack(shop, anna, 77))).isEqualTo(Refusal.UNKNOWN_EXPIRY);
        assertThat(shop.available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void a_repeat_of_giving_points_back_changes_nothing_and_another_request_under_its_key_is_told_apart() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        long expiry = expires(shop.on("2026-03-01"), anna);
        CommandKey key = shop.aKey();
        Reinstatement asked = Reinstatement.of(key, anna, expiry, Points.of(5), "a favour", CLERK);
        Settlement.Settled first = shop.loyalty().accounts().reinstate(asked).orThrow();
        Settlement.Settled again = shop.loyalty().accounts().reinstate(asked).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(first.result());
        assertThat(again.postings()).isEqualTo(first.postings());
        assertField(shop, Reinstatement.of(key, anna, 1, Points.of(5), "a favour", CLERK), "expiry");
        assertField(shop, Reinstatement.of(key, anna, expiry, Points.of(6), "a favour", CLERK), "points");
        assertField(shop, Reinstatement.ofAll(key, anna, expiry, "a favour", CLERK), "points");
        assertField(shop, asked.goneAt(day("2027-01-01")), "goneAt");
        assertThat(shop.available(anna)).isEqualTo(5);
        assertSound(shop);
    }

    private static void assertField(Shop shop, Reinstatement other, String field) {
        assertThatThrownBy(() -> shop.loyalty().accounts().reinstate(other))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo(field));
    }

    @Test
    void points_that_are_given_back_go_when_it_was_said_or_as_the_program_says_of_new_ones() {
        Shop shop = Shop.over(
                store(),
                program -> program.with(LotRules.none()
                        .with(LotRules.Expiry.after(PeriodEnd.endOfDay(Period.ofDays(10))))
                        .noticeBefore(3)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        long expiry = expires(shop.on("2026-03-01"), anna);
        long own = shop.loyalty()
                .accounts()
                .reinstate(Reinstatement.of(shop.aKey(), anna, expiry, Points.of(5), "a favour", CLERK)
                        .goneAt(day("2026-03-05")))
                .orThrow()
                .postings()
                .get(0)
                .number();
        long plain = allBack(shop, anna, expiry).orThrow().postings().get(0).number();

        assertThat(shop.loyalty().accounts().explain(anna, own).expiry()).contains(LotTerms.Source.LOT);
        assertThat(shop.loyalty().accounts().explain(anna, plain).expiry()).contains(LotTerms.Source.PROGRAM);
        assertThat(shop.loyalty().accounts().expirySchedule(anna).values())
                .containsExactly(Points.of(5), Points.of(15));
        assertThat(shop.on("2026-03-05").available(anna)).isEqualTo(15);
        assertThat(shop.on("2026-03-11").available(anna)).isEqualTo(15);
        assertThat(shop.on("2026-03-12").available(anna)).isZero();
        shop.loyalty().maintenance().run(shop.clock().instant());
        assertSound(shop);
    }

    @Test
    void goods_that_come_back_take_the_points_again_that_had_expired_and_were_given_back() {
        Shop shop = Shop.over(store(), program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Purchase annas = shop.buys(anna, "40.00");
        Purchase bens = shop.buys(ben, "40.00");
        long expiry = expires(shop.on("2026-03-01"), anna);
        back(shop, anna, expiry, 30).orThrow();
        Settlement.Settled returned = returns(shop, anna, annas);
        assertThat(returned.reversed()).isEqualTo(Points.of(30));
        assertThat(returned.result().lapsed()).isEqualTo(10);
        assertThat(returns(shop, ben, bens).result().lapsed()).isEqualTo(40);
        assertThat(shop.available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void points_of_goods_that_came_back_after_they_had_expired_are_not_given_back() {
        Shop shop = Shop.over(store(), program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("100.00")).quantity(2))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        shop.buys(anna, "7.00");
        long expiry = expires(shop.on("2026-03-01"), anna);
        Return half = Return.of(shop.aKey(), anna, purchase.key(), "1", BigDecimal.ONE);
        assertThat(shop.loyalty().till().giveBack(half).orThrow().result().lapsed())
                .isEqualTo(50);
        assertThat(no(back(shop, anna, expiry, 58))).isEqualTo(Refusal.MORE_THAN_EXPIRED);
        back(shop, anna, expiry, 20).orThrow();
        assertThat(allBack(shop, anna, expiry).orThrow().restored()).isEqualTo(Points.of(37));
        assertThat(no(allBack(shop, anna, expiry))).isEqualTo(Refusal.ALREADY_REINSTATED);
        assertThat(returns(shop, anna, purchase).reversed()).isEqualTo(Points.of(50));

        assertThat(shop.available(anna)).isEqualTo(7);
        assertSound(shop);
    }

    @Test
    void where_all_goods_came_back_nothing_of_their_points_is_given_back_even_within_one_transaction() {
        Shop shop = Shop.over(store(), program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "40.00");
        long expiry = expires(shop.on("2026-03-01"), anna);
        Settlement answer = shop.loyalty().inTransaction(tx -> {
            tx.till()
                    .giveBack(Return.ofAll(CommandKey.of("goods"), anna, purchase.key()))
                    .orThrow();
            return tx.accounts().reinstate(Reinstatement.ofAll(CommandKey.of("back"), anna, expiry, "a favour", CLERK));
        });

        assertThat(no(answer)).isEqualTo(Refusal.ALREADY_REINSTATED);
        assertThat(no(back(shop, anna, expiry, 1))).isEqualTo(Refusal.ALREADY_REINSTATED);
        assertThat(shop.available(anna)).isZero();
        assertSound(shop);
    }

    private static Settlement.Settled returns(Shop shop, CustomerId customer, Purchase purchase) {
        return shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), customer, purchase.key()))
                .orThrow();
    }

    @Test
    void it_does_not_matter_whether_somebody_had_written_that_the_points_expired_I_17() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.on("2026-03-04");

        assertThat(back(shop, anna, 2, 12).orThrow().postings().get(0).number()).isEqualTo(3);
        assertThat(no(back(shop, anna, 2, 9))).isEqualTo(Refusal.MORE_THAN_EXPIRED);
        assertSound(shop);
    }

    @Test
    void within_one_transaction_points_are_given_back_once_and_the_next_call_sees_it() {
        Shop shop = Shop.over(store(), program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "40.00");
        long expiry = expires(shop.on("2026-03-01"), anna);
        List<Settlement> answers = shop.loyalty().inTransaction(tx -> {
            List<Settlement> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                CommandKey key = CommandKey.of("back " + i);
                all.add(tx.accounts().reinstate(Reinstatement.ofAll(key, anna, expiry, "a favour", CLERK)));
            }
            all.add(tx.till().giveBack(Return.ofAll(CommandKey.of("goods"), anna, purchase.key())));
            return all;
        });

        assertThat(answers.get(0).orThrow().restored()).isEqualTo(Points.of(40));
        assertThat(no(answers.get(1))).isEqualTo(Refusal.ALREADY_REINSTATED);
        assertThat(answers.get(2).orThrow().reversed()).isEqualTo(Points.of(40));
        assertSound(shop);
    }

    @Test
    void of_two_clerks_at_once_only_one_gives_points_back() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        long expiry = expires(shop.on("2026-03-01"), anna);
        List<Settlement> answers = Together.run(2, clerk -> () -> untilNotBusy(() -> allBack(shop, anna, expiry)));

        assertThat(answers)
                .filteredOn(answer -> answer instanceof Settlement.Settled)
                .hasSize(1);
        assertThat(shop.available(anna)).isEqualTo(20);
        assertSound(shop);
    }

    @Test
    void points_that_are_given_back_count_for_no_tier() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        long expiry = expires(shop.on("2026-03-01"), anna);
        var before = shop.loyalty().accounts().standing(anna);
        allBack(shop, anna, expiry).orThrow();
        shop.clock().advance(Duration.ofSeconds(1));

        assertThat(shop.loyalty().accounts().standing(anna)).isEqualTo(before);
        assertSound(shop);
    }
}

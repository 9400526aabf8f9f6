package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.GuestAnswer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** EARN-27 and row 41: purchases of those who do not say who they are. */
public abstract class GuestCases extends OverAnyStore {

    private static final PeriodEnd A_MONTH = PeriodEnd.endOfDay(Period.ofDays(30));

    private Shop claiming() {
        return claiming(program -> program);
    }

    private Shop claiming(UnaryOperator<LoyaltyProgram> change) {
        return shop(program -> change.apply(program.claimableFor(A_MONTH)));
    }

    private static Purchase.Draft aGuest(Shop shop) {
        return Purchase.ofGuest(shop.aKey());
    }

    private static CommandKey kept(Shop shop, Purchase purchase) {
        shop.loyalty().guests().record(GuestPurchase.of(purchase)).orThrow();
        return purchase.key();
    }

    private static CommandKey kept(Shop shop, String amount) {
        return kept(
                shop,
                aGuest(shop).line(PurchaseLine.goods("1", Shop.euro(amount))).build());
    }

    private static Settlement claims(Shop shop, CustomerId customer, CommandKey purchase) {
        return shop.loyalty().guests().claim(Claim.of(shop.aKey(), customer, purchase));
    }

    private static GuestAnswer comesBack(Shop shop, CommandKey purchase, String line, String quantity) {
        return shop.loyalty()
                .guests()
                .giveBack(Return.of(shop.aKey(), CustomerId.NOBODY, purchase, line, new BigDecimal(quantity)));
    }

    private static void assertRefused(Settlement answer, Refusal why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void EARN_27_a_guest_sale_is_kept_and_earns_nothing_and_makes_no_customer() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");

        CommandKey key = kept(shop, "10.00");

        RecordedGuest guest = shop.loyalty().guests().find(key).orElseThrow();
        assertThat(guest.recordedAt()).isEqualTo(Shop.OPENING);
        assertThat(guest.claim()).isEmpty();
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().customers().page(10).items()).hasSize(1);
        assertThat(shop.loyalty().till().find(key)).isEmpty();
        assertThat(shop.loyalty().audit().postings()).isZero();
        assertSound(shop);
    }

    @Test
    void a_claim_earns_by_the_rules_and_the_time_of_the_purchase_even_for_who_joined_since() {
        Shop shop = claiming(program -> program.expiring(PeriodEnd.endOfDay(Period.ofMonths(2))));
        LoyaltyProgram doubled =
                Shop.onePointPerEuro().withoutRules().with(EarningRule.perStep("double", 2, Shop.euro("1.00")));
        shop.loyalty().programs().publish(doubled.nextVersion(Shop.day("2026-01-10")));
        CommandKey key = kept(shop, "10.00");
        shop.on("2026-01-20");
        CustomerId anna = shop.aCustomer("Anna");

        Settlement.Settled answer = claims(shop, anna, key).orThrow();

        assertThat(answer.earned()).isEqualTo(Points.of(10));
        Posting earned = postings(shop, anna).get(0);
        assertThat(earned.countsAt()).isEqualTo(Shop.OPENING);
        assertThat(earned.programVersion()).isEqualTo(1);
        assertThat(lotsByEnd(shop, anna)).containsEntry("2026-03-02", 10L);
        assertThat(shop.loyalty().till().find(key).orElseThrow().purchase().customer())
                .isEqualTo(anna);
        assertThat(shop.loyalty().guests().find(key).flatMap(RecordedGuest::claim))
                .hasValueSatisfying(step -> assertThat(step.customer()).isEqualTo(anna));
        assertSound(shop);
    }

    @Test
    void a_purchase_is_claimed_once_whoever_asks_and_with_whatever_key_S_41() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CommandKey key = kept(shop, "10.00");
        CommandKey other = kept(shop, "20.00");
        Claim claim = Claim.of(shop.aKey(), anna, key);
        Settlement.Settled first = shop.loyalty().guests().claim(claim).orThrow();

        Settlement.Settled again = shop.loyalty()
                .guests()
                .claim(claim.by(new Actor("clerk"), "lost the answer"))
                .orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(first.result());
        assertRefused(claims(shop, anna, key), Refusal.ALREADY_CLAIMED);
        assertRefused(claims(shop, ben, key), Refusal.CLAIMED_BY_ANOTHER);
        assertThatThrownBy(() -> shop.loyalty().guests().claim(Claim.of(claim.key(), anna, other)))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("purchase"));
        assertThatThrownBy(() -> shop.loyalty().guests().claim(Claim.of(claim.key(), ben, key)))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("customer"));
        assertThat(shop.available(anna)).isEqualTo(10);
        assertThat(shop.available(ben)).isZero();
        assertSound(shop);
    }

    @Test
    void a_claim_is_in_time_up_to_the_last_instant_of_the_window() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(shop, "10.00");
        CommandKey late = kept(shop, "10.00");
        shop.clock().set(Shop.day("2026-02-01").minusNanos(1000));
        claims(shop, anna, key).orThrow();

        shop.clock().set(Shop.day("2026-02-01"));
        assertRefused(claims(shop, anna, late), Refusal.CLAIM_TOO_LATE);
        assertThat(shop.available(anna)).isEqualTo(10);
        assertSound(shop);
    }

    @Test
    void the_window_is_that_of_the_program_when_it_was_bought() {
        Shop shop = shop();
        CommandKey before = kept(shop, "10.00");
        shop.loyalty()
                .programs()
                .publish(Shop.onePointPerEuro().claimableFor(A_MONTH).nextVersion(Shop.day("2026-01-02")));
        shop.on("2026-01-02");
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey after = kept(shop, "10.00");

        assertRefused(claims(shop, anna, before), Refusal.NOT_CLAIMABLE);
        claims(shop, anna, after).orThrow();
        assertSound(shop);
    }

    @Test
    void what_cannot_be_claimed_says_why_and_leaves_the_key_free() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CommandKey key = kept(shop, "10.00");
        Claim claim = Claim.of(shop.aKey(), anna, CommandKey.of("never sold"));
        assertRefused(shop.loyalty().guests().claim(claim), Refusal.UNKNOWN_PURCHASE);
        assertThatThrownBy(() -> claims(shop, new CustomerId(new java.util.UUID(7, 7)), key))
                .isInstanceOf(UnknownCustomerException.class);
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), ben, Status.CLOSED, "asked", new Actor("manager")))
                .orThrow();
        assertRefused(claims(shop, ben, key), Refusal.ACCOUNT_CLOSED);
        CustomerId carl = shop.aCustomer("Carl");
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), carl));
        assertRefused(claims(shop, carl, key), Refusal.MEMBERSHIP_ENDED);

        shop.loyalty().guests().claim(Claim.of(claim.key(), anna, key)).orThrow();
        assertThat(shop.available(anna)).isEqualTo(10);
        assertSound(shop);
    }

    @Test
    void what_has_come_back_before_the_claim_is_not_claimed_and_the_rest_comes_back_as_of_any_purchase_I_14() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(
                shop,
                aGuest(shop)
                        .line(PurchaseLine.goods("1", Shop.euro("30.00")).quantity(3))
                        .line(PurchaseLine.goods("2", Shop.euro("5.00")))
                        .build());
        comesBack(shop, key, "1", "1").orThrow();
        comesBack(shop, key, "2", "1").orThrow();

        assertThat(claims(shop, anna, key).orThrow().earned()).isEqualTo(Points.of(20));
        assertThat(comesBack(shop, key, "1", "1")).isEqualTo(new GuestAnswer.Refused(Refusal.ALREADY_CLAIMED));
        assertThat(returns(shop, anna, key, "1", "1").result().reversed()).isEqualTo(10);
        assertRefused(
                shop.loyalty().till().giveBack(Return.of(shop.aKey(), anna, key, "1", new BigDecimal("2"))),
                Refusal.MORE_THAN_BOUGHT);
        returnsAll(shop, anna, key);
        assertThat(shop.available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void goods_of_a_guest_come_back_once_and_not_more_than_were_bought() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(
                shop,
                aGuest(shop)
                        .line(PurchaseLine.goods("1", Shop.euro("30.00")).quantity(3))
                        .build());
        Return two = Return.of(shop.aKey(), CustomerId.NOBODY, key, "1", new BigDecimal("2"));
        shop.loyalty().guests().giveBack(two).orThrow();

        GuestAnswer again = shop.loyalty().guests().giveBack(two.by(new Actor("clerk"), "once more"));
        assertThat(again)
                .isInstanceOfSatisfying(
                        GuestAnswer.Kept.class,
                        kept -> assertThat(kept.replayed()).isTrue());
        assertThat(again.orThrow().returned("1")).isEqualTo(new BigDecimal("2"));
        assertThatThrownBy(() -> shop.loyalty()
                        .guests()
                        .giveBack(Return.of(two.key(), CustomerId.NOBODY, key, "1", BigDecimal.ONE)))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("items"));
        assertThat(comesBack(shop, key, "1", "2")).isEqualTo(new GuestAnswer.Refused(Refusal.MORE_THAN_BOUGHT));
        assertThat(comesBack(shop, CommandKey.of("never sold"), "1", "1"))
                .isEqualTo(new GuestAnswer.Refused(Refusal.UNKNOWN_PURCHASE));
        shop.loyalty()
                .guests()
                .giveBack(Return.ofAll(shop.aKey(), CustomerId.NOBODY, key))
                .orThrow();
        assertThat(shop.loyalty().guests().giveBack(Return.ofAll(shop.aKey(), CustomerId.NOBODY, key)))
                .isEqualTo(new GuestAnswer.Refused(Refusal.MORE_THAN_BOUGHT));
        assertRefused(claims(shop, anna, key), Refusal.ALREADY_RETURNED);
        assertSound(shop);
    }

    @Test
    void I_11_a_key_of_purchases_is_a_guests_or_a_customers_never_both() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase guest =
                aGuest(shop).line(PurchaseLine.goods("1", Shop.euro("10.00"))).build();
        kept(shop, guest);
        Purchase own = shop.buys(anna, "10.00");
        Purchase hers = Purchase.of(guest.key().value(), anna, Shop.euro("10.00"));

        assertKeyReused(() -> shop.loyalty().till().record(hers), "customer");
        assertKeyReused(() -> shop.loyalty().till().quote(hers), "customer");
        List<Outcome<Settlement>> batch = shop.loyalty()
                .till()
                .recordAll(List.of(hers, Purchase.of(shop.aKey().value(), anna, Shop.euro("5.00"))));
        assertThat(batch.get(0)).isInstanceOf(Outcome.Failed.class);
        assertThat(batch.get(1)).isInstanceOf(Outcome.Answered.class);
        assertKeyReused(
                () -> kept(
                        shop,
                        Purchase.ofGuest(own.key())
                                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                                .build()),
                "customer");
        assertKeyReused(
                () -> kept(
                        shop,
                        Purchase.ofGuest(guest.key())
                                .line(PurchaseLine.goods("1", Shop.euro("11.00")))
                                .build()),
                "total");
        assertThat(shop.loyalty().guests().record(GuestPurchase.of(guest)))
                .isInstanceOfSatisfying(
                        GuestAnswer.Kept.class,
                        kept -> assertThat(kept.replayed()).isTrue());

        claims(shop, anna, guest.key()).orThrow();
        assertThat(shop.loyalty()
                        .guests()
                        .record(GuestPurchase.of(guest))
                        .orThrow()
                        .claim())
                .isPresent();
        assertThat(shop.available(anna)).isEqualTo(25);
        assertSound(shop);
    }

    private static void assertKeyReused(Runnable call, String field) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo(field));
    }

    @Test
    void a_guest_purchase_is_found_by_its_marks_the_newest_first() {
        Shop shop = claiming();
        Identifier card = Identifier.card("4711-0001");
        Identifier phone = Identifier.phone("+49 170 1234567");
        CommandKey first = marked(shop, card, phone);
        shop.on("2026-01-02");
        CommandKey second = marked(shop, card);

        assertThat(shop.loyalty().guests().find(Identifier.card("47110001"), 10))
                .extracting(RecordedGuest::key)
                .containsExactly(second, first);
        assertThat(shop.loyalty().guests().find(card, 1))
                .extracting(RecordedGuest::key)
                .containsExactly(second);
        assertThat(shop.loyalty().guests().find(phone, 10))
                .extracting(guest -> guest.guest().marks())
                .containsExactly(List.of(card, phone));
        assertThat(shop.loyalty().guests().find(Identifier.card("4711 0002"), 10))
                .isEmpty();
    }

    private static CommandKey marked(Shop shop, Identifier... marks) {
        GuestPurchase purchase = GuestPurchase.of(
                aGuest(shop).line(PurchaseLine.goods("1", Shop.euro("10.00"))).build());
        for (Identifier mark : marks) {
            purchase = purchase.markedBy(mark);
        }
        return shop.loyalty().guests().record(purchase).orThrow().key();
    }

    @Test
    void a_quote_of_a_claim_answers_as_the_claim_would_and_writes_nothing() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(shop, "10.00");
        Claim claim = Claim.of(shop.aKey(), anna, key);

        Settlement quoted = shop.loyalty().guests().quote(claim);

        assertThat(quoted.orThrow().earned()).isEqualTo(Points.of(10));
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().guests().find(key).flatMap(RecordedGuest::claim))
                .isEmpty();
        assertThat(shop.loyalty().guests().claim(claim).orThrow().result())
                .isEqualTo(quoted.orThrow().result());
    }

    @Test
    void a_claim_counts_for_the_tier_as_a_late_purchase_without_what_has_come_back_I_39() {
        TierLadder ladder = new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Gold", 10_000)),
                TierLadder.Metric.SPEND,
                TierLadder.Window.calendarYear(),
                null,
                TierLadder.Downgrade.NONE,
                Period.ZERO);
        Shop shop = claiming(program -> program.with(ladder));
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey mostlyBack = kept(
                shop,
                aGuest(shop)
                        .line(PurchaseLine.goods("1", Shop.euro("900.00")).quantity(9))
                        .line(PurchaseLine.goods("2", Shop.euro("10.00")))
                        .build());
        CommandKey whole = kept(shop, "40.00");
        comesBack(shop, mostlyBack, "1", "9").orThrow();
        shop.on("2026-01-05");
        shop.buys(anna, "50.00");

        claims(shop, anna, mostlyBack).orThrow();
        assertThat(tier(shop, anna)).isEqualTo("Green");
        Settlement.Settled second = claims(shop, anna, whole).orThrow();

        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(standing(shop, anna).counted()).isEqualTo(10_000);
        assertThat(second.result().movedFrom()).isEqualTo("2026-01-05");
        assertSound(shop);
    }

    @Test
    void a_claim_in_a_hosts_transaction_that_is_rolled_back_leaves_nothing() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(shop, "10.00");
        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.guests()
                            .giveBack(Return.of(shop.aKey(), CustomerId.NOBODY, withinOf(tx), "1", BigDecimal.ONE))
                            .orThrow();
                    tx.guests().claim(Claim.of(shop.aKey(), anna, key)).orThrow();
                    throw new IllegalStateException("the host changed its mind");
                }))
                .hasMessage("the host changed its mind");

        assertThat(shop.loyalty().guests().find(CommandKey.of("within"))).isEmpty();
        assertThat(shop.available(anna)).isZero();
        claims(shop, anna, key).orThrow();
        assertSound(shop);
    }

    private static CommandKey withinOf(Loyalty tx) {
        Purchase purchase = Purchase.ofGuest(CommandKey.of("within"))
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .build();
        return tx.guests().record(GuestPurchase.of(purchase)).orThrow().key();
    }

    @Test
    void of_two_who_claim_at_the_same_moment_exactly_one_gets_it() throws Exception {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        for (int round = rounds(100); round > 0; round--) {
            CommandKey key = kept(shop, "1.00");
            Claim one = Claim.of(shop.aKey(), anna, key);
            Claim other = Claim.of(shop.aKey(), ben, key);
            List<Settlement> answers = together(List.of(
                    () -> shop.loyalty().guests().claim(one),
                    () -> shop.loyalty().guests().claim(other),
                    () -> shop.loyalty().guests().claim(one)));

            boolean hers = answers.get(0) instanceof Settlement.Settled;
            assertThat(answers.get(2) instanceof Settlement.Settled).isEqualTo(hers);
            assertRefused(hers ? answers.get(1) : answers.get(0), Refusal.CLAIMED_BY_ANOTHER);
            assertThat(answers.get(1) instanceof Settlement.Settled).isEqualTo(!hers);
        }
        assertThat(shop.available(anna) + shop.available(ben)).isEqualTo(rounds(100));
        assertSound(shop);
    }

    @Test
    void what_comes_back_while_it_is_claimed_is_either_not_claimed_or_refused() throws Exception {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        long expected = 0;
        for (int round = rounds(100); round > 0; round--) {
            CommandKey key = kept(
                    shop,
                    aGuest(shop)
                            .line(PurchaseLine.goods("1", Shop.euro("3.00")).quantity(3))
                            .build());
            Claim claim = Claim.of(shop.aKey(), anna, key);
            Return one = Return.of(shop.aKey(), CustomerId.NOBODY, key, "1", BigDecimal.ONE);
            List<Object> answers = together(List.of(
                    () -> shop.loyalty().guests().claim(claim),
                    () -> shop.loyalty().guests().giveBack(one)));
            boolean back = answers.get(1) instanceof GuestAnswer.Kept;
            long earned = ((Settlement) answers.get(0)).orThrow().earned().minor();
            assertThat(earned).isEqualTo(back ? 2 : 3);
            expected += earned;
        }
        assertThat(shop.available(anna)).isEqualTo(expected);
        assertSound(shop);
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            CyclicBarrier start = new CyclicBarrier(calls.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> call : calls) {
                running.add(threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : running) {
                answers.add(answer.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void late_and_early_guest_purchases_are_taken_within_the_same_limits_as_any() {
        Shop shop = shopOn("2026-03-01", program -> program.claimableFor(A_MONTH));
        Instant longAgo = Shop.day("2026-01-15");
        CommandKey key = kept(
                shop,
                aGuest(shop)
                        .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                        .happenedAt(longAgo)
                        .build());
        CustomerId anna = shop.aCustomer("Anna");

        assertRefused(claims(shop, anna, key), Refusal.CLAIM_TOO_LATE);
        assertThat(shop.loyalty()
                        .guests()
                        .find(key)
                        .orElseThrow()
                        .guest()
                        .purchase()
                        .happenedAt())
                .isEqualTo(longAgo);
    }

    @Test
    void a_claim_counts_from_the_recording_where_the_till_was_ahead_I_59() {
        Shop shop = claiming();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(
                shop,
                aGuest(shop)
                        .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                        .happenedAt(Shop.OPENING.plusSeconds(60))
                        .build());
        shop.on("2026-01-02");

        claims(shop, anna, key).orThrow();

        assertThat(postings(shop, anna).get(0).countsAt()).isEqualTo(Shop.OPENING);
        assertSound(shop);
    }

    @Test
    void what_is_left_of_something_weighed_is_still_one_piece_EARN_27() {
        Shop shop = claiming(program -> program.with(EarningRule.perItem("pieces", 5)));
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = kept(
                shop,
                aGuest(shop)
                        .line(PurchaseLine.goods("1", Shop.euro("10.50")).quantity(new BigDecimal("10.5")))
                        .build());
        comesBack(shop, key, "1", "0.5").orThrow();
        Claim claim = Claim.of(shop.aKey(), anna, key);

        assertThat(shop.loyalty().guests().claim(claim).orThrow().earned()).isEqualTo(Points.of(15));
        assertThat(shop.loyalty().guests().claim(claim).orThrow().replayed()).isTrue();
        assertThat(shop.loyalty()
                        .till()
                        .find(key)
                        .orElseThrow()
                        .purchase()
                        .lines()
                        .get(0)
                        .quantity())
                .isEqualTo(new BigDecimal("10"));
        assertSound(shop);
        returns(shop, anna, key, "1", "4");
        assertThat(shop.available(anna)).isEqualTo(9);
        assertSound(shop);
    }
}

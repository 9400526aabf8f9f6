package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Differences;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.TrueUp;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What purchases earned that did not arrive in the order in which they were made, and its correction. */
class TrueUpTest {

    private static final Actor CHIEF = new Actor("chief");

    /** Who has spent 100 gets twice the points of what is bought then. */
    private static LoyaltyProgram doubling(LoyaltyProgram plain) {
        return plain.with(new TierLadder(
                List.of(Tier.of("green", 0), new Tier("gold", 10_000, Ratio.of(new BigDecimal("2")))),
                TierLadder.Metric.SPEND,
                TierLadder.Window.rolling(Period.ofMonths(12)),
                PeriodEnd.startOfDay(Period.ofMonths(12)),
                TierLadder.Downgrade.FULL,
                Period.ZERO));
    }

    private static Shop shop() {
        return shop(program -> program);
    }

    private static Shop shop(UnaryOperator<LoyaltyProgram> change) {
        Shop shop = Shop.open(plain -> change.apply(doubling(plain)));
        shop.aCustomer("Anna");
        return shop.on("2026-03-20");
    }

    private static Purchase bought(Shop shop, CustomerId customer, String amount, String at) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)))
                .happenedAt(Instant.parse(at))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        return purchase;
    }

    /** The first purchase of 100 arrives after one of 30 that was made later, which so earned 30 and not 60. */
    private static Purchase late(Shop shop, CustomerId customer) {
        Purchase later = bought(shop, customer, "30.00", "2026-03-10T12:00:00Z");
        shop.clock().advance(Duration.ofDays(1));
        bought(shop, customer, "100.00", "2026-03-01T12:00:00Z");
        return later;
    }

    private static TrueUp trueUp(Shop shop, CustomerId customer) {
        return TrueUp.of(shop.aKey(), customer, Shop.OPENING, CHIEF, "tills were offline");
    }

    private static void isClean(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_purchase_that_arrived_before_an_earlier_one_is_told_with_its_difference_and_corrected_once() {
        Shop shop = shop();
        CustomerId anna = anna(shop);
        Purchase later = late(shop, anna);

        Differences told = shop.loyalty().accounts().differences(anna, Shop.OPENING);

        assertThat(told.looked()).isEqualTo(2);
        assertThat(told.more()).isFalse();
        assertThat(told.sum()).isEqualTo(Points.of(30));
        Differences.OfPurchase one = told.purchases().get(0);
        assertThat(told.purchases()).hasSize(1);
        assertThat(one.purchase()).isEqualTo(later.key());
        assertThat(one.earned()).isEqualTo(Points.of(30));
        assertThat(one.due()).isEqualTo(Points.of(60));
        assertThat(one.corrected()).isEqualTo(Points.of(0));
        assertThat(one.byRule().values()).containsExactly(30L);
        assertThat(one.byCap()).isEmpty();

        TrueUp request = trueUp(shop, anna);
        Settlement.Settled quoted = shop.loyalty().accounts().quote(request).orThrow();
        assertThat(quoted.earned()).isEqualTo(Points.of(30));
        assertThat(shop.available(anna)).isEqualTo(130);
        Settlement.Settled came = shop.loyalty().accounts().trueUp(request).orThrow();
        assertThat(came.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.TRUE_UP);
        assertThat(came.postings().get(0).countsAt()).isEqualTo(shop.clock().instant());
        assertThat(came.corrected()).containsExactlyEntriesOf(Map.of(one.command(), Points.of(30)));
        assertThat(shop.available(anna)).isEqualTo(160);
        assertThat(shop.loyalty().accounts().differences(anna, Shop.OPENING).purchases())
                .isEmpty();

        Settlement.Settled second =
                shop.loyalty().accounts().trueUp(trueUp(shop, anna)).orThrow();
        assertThat(second.postings()).isEmpty();
        assertThat(second.corrected()).isEmpty();
        isClean(shop);
        assertThat(shop.loyalty().audit().issued()).isEqualTo(160);
    }

    @Test
    void purchases_before_the_instant_only_count_for_what_comes_after_them() {
        Shop shop = shop();
        CustomerId anna = anna(shop);
        late(shop, anna);

        assertThat(shop.loyalty()
                        .accounts()
                        .differences(anna, Instant.parse("2026-03-10T12:00:00Z"))
                        .sum())
                .isEqualTo(Points.of(30));
        Differences none = shop.loyalty().accounts().differences(anna, Instant.parse("2026-03-10T12:00:00.000001Z"));
        assertThat(none.purchases()).isEmpty();
        assertThat(none.looked()).isZero();
    }

    @Test
    void a_repeat_answers_from_what_was_recorded_and_another_instant_is_another_request() {
        Shop shop = shop();
        CustomerId anna = anna(shop);
        late(shop, anna);
        TrueUp request = trueUp(shop, anna);
        Settlement.Settled first = shop.loyalty().accounts().trueUp(request).orThrow();
        bought(shop, anna, "50.00", "2026-03-05T12:00:00Z");

        Settlement.Settled again = shop.loyalty().accounts().trueUp(request).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.corrected()).isEqualTo(first.corrected());
        assertThat(again.postings()).isEqualTo(first.postings());
        TrueUp other = new TrueUp(request.key(), anna, Shop.OPENING.plusSeconds(1), "why", CHIEF, null);
        assertThatThrownBy(() -> shop.loyalty().accounts().trueUp(other))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("from"));
        isClean(shop);
    }

    @Test
    void what_came_back_after_a_correction_is_corrected_downward_by_the_rules_of_corrections() {
        Shop shop = shop();
        CustomerId anna = anna(shop);
        Purchase later = late(shop, anna);
        shop.loyalty().accounts().trueUp(trueUp(shop, anna)).orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, later.key()))
                .orThrow();

        Differences told = shop.loyalty().accounts().differences(anna, Shop.OPENING);
        assertThat(told.sum()).isEqualTo(Points.of(-30));
        assertThat(told.purchases().get(0).corrected()).isEqualTo(Points.of(30));
        Settlement.Settled down =
                shop.loyalty().accounts().trueUp(trueUp(shop, anna)).orThrow();

        assertThat(down.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.TRUE_DOWN);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertThat(shop.loyalty().accounts().differences(anna, Shop.OPENING).purchases())
                .isEmpty();
        isClean(shop);
    }

    private static Shop overpaid(UnaryOperator<LoyaltyProgram> change) {
        Shop shop = shop(change);
        CustomerId anna = anna(shop);
        Purchase later = late(shop, anna);
        shop.loyalty().accounts().trueUp(trueUp(shop, anna)).orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, later.key()))
                .orThrow();
        shop.redeems(anna, 120);
        return shop;
    }

    private static CustomerId anna(Shop shop) {
        return shop.store()
                .reading(reader -> reader.customers().page(null, 1).get(0).id());
    }

    @Test
    void a_correction_downward_is_refused_cut_or_owed_as_the_program_says() {
        Shop strict = overpaid(program -> program);
        TrueUp request = trueUp(strict, anna(strict));
        Settlement.Refused no = (Settlement.Refused) strict.loyalty().accounts().trueUp(request);
        assertThat(no.why()).isEqualTo(Refusal.TOO_FEW_POINTS);
        strict.gives(anna(strict), 50, "2027-01-01");
        assertThat(strict.loyalty().accounts().trueUp(request).orThrow().redeemed())
                .isEqualTo(Points.of(30));
        isClean(strict);

        Shop cut = overpaid(program -> program.with(ShortageRules.standard().adjusting(ShortageRules.Rule.clamp())));
        Settlement.Settled some =
                cut.loyalty().accounts().trueUp(trueUp(cut, anna(cut))).orThrow();
        assertThat(some.redeemed()).isEqualTo(Points.of(10));
        assertThat(some.shortfall()).isEqualTo(Points.of(20));
        assertThat(cut.loyalty().accounts().differences(anna(cut), Shop.OPENING).purchases())
                .isEmpty();
        isClean(cut);

        Shop owing = overpaid(
                program -> program.with(ShortageRules.standard().adjusting(ShortageRules.Rule.allow(Points.of(500)))));
        Settlement.Settled owed =
                owing.loyalty().accounts().trueUp(trueUp(owing, anna(owing))).orThrow();
        assertThat(owed.owed()).isEqualTo(Points.of(20));
        assertThat(owed.debt()).isEqualTo(Points.of(20));
        isClean(owing);
    }

    @Test
    void a_closed_account_takes_none_and_a_request_says_since_when_who_and_why() {
        Shop shop = shop();
        CustomerId anna = anna(shop);
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), anna, Status.CLOSED, "gone", CHIEF))
                .orThrow();
        Settlement.Refused no = (Settlement.Refused) shop.loyalty().accounts().trueUp(trueUp(shop, anna));
        assertThat(no.why()).isEqualTo(Refusal.ACCOUNT_CLOSED);
        CommandKey key = shop.aKey();
        assertThatThrownBy(() -> TrueUp.of(key, anna, Instant.parse("1800-01-01T00:00:00Z"), CHIEF, " "))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        wrong -> assertThat(wrong.violations())
                                .extracting(violation -> violation.path())
                                .containsExactlyInAnyOrder("from", "reason"));
        assertThat(trueUp(shop, anna).toString()).doesNotContain("offline").doesNotContain("chief");
    }

    @Test
    void what_arrived_in_order_has_no_differences_whatever_came_back() {
        for (long seed = 1; seed <= 30; seed++) {
            assertThat(trade(seed, false)).as("seed " + seed).isTrue();
        }
    }

    @Test
    void what_arrived_in_any_order_is_corrected_once_and_proven() {
        int corrected = 0;
        for (long seed = 1; seed <= 60; seed++) {
            corrected += trade(seed, true) ? 0 : 1;
        }
        assertThat(corrected).isGreaterThan(10);
    }

    /** Returns whether there was nothing to correct. */
    private static boolean trade(long seed, boolean shuffled) {
        Shop shop = shop(program ->
                program.with(ShortageRules.standard().adjusting(ShortageRules.Rule.allow(Points.of(100_000)))));
        CustomerId anna = anna(shop);
        SplittableRandom random = new SplittableRandom(seed);
        List<Purchase> sold = new ArrayList<>();
        for (int step = 0; step < 25; step++) {
            Instant at = shop.clock().instant();
            if (shuffled) {
                at = at.minus(Duration.ofHours(random.nextInt(400)));
            }
            if (random.nextInt(4) > 0 || sold.isEmpty()) {
                sold.add(bought(shop, anna, random.nextInt(1, 70) + ".50", at.toString()));
            } else {
                Purchase back = sold.remove(random.nextInt(sold.size()));
                shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(shop.aKey(), anna, back.key()))
                        .orThrow();
            }
            if (step % 10 == 7) {
                shop.loyalty().accounts().trueUp(trueUp(shop, anna)).orThrow();
            }
            shop.clock().advance(Duration.ofHours(random.nextInt(60)));
        }
        boolean nothing = shop.loyalty()
                .accounts()
                .trueUp(trueUp(shop, anna))
                .orThrow()
                .corrected()
                .isEmpty();
        assertThat(shop.loyalty().accounts().differences(anna, Shop.OPENING).purchases())
                .isEmpty();
        isClean(shop);
        return nothing;
    }
}

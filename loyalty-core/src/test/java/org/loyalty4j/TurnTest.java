package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.Turn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.testkit.Shop;

/** Rules that are about every n-th purchase of a customer, or about one of them. */
class TurnTest {

    private static final Turn THIRD = Turn.every(3);

    private static Shop shop(EarningRule... rules) {
        UnaryOperator<LoyaltyProgram> more = plain -> {
            LoyaltyProgram program = plain;
            for (EarningRule rule : rules) {
                program = program.with(rule);
            }
            return program;
        };
        return Shop.open(more);
    }

    private static Purchase purchase(Shop shop, CustomerId customer, String amount) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)).quantity(2))
                .build();
    }

    private static long earns(Shop shop, CustomerId customer, String amount) {
        return shop.loyalty()
                .till()
                .record(purchase(shop, customer, amount))
                .orThrow()
                .earned()
                .minor();
    }

    private static List<Long> earns(Shop shop, CustomerId customer, String... amounts) {
        List<Long> earned = new ArrayList<>();
        for (String amount : amounts) {
            earned.add(earns(shop, customer, amount));
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        return earned;
    }

    @Test
    void every_third_purchase_may_be_multiplied_and_competes_in_a_group_when_its_turn_comes() {
        Shop shop = shop(
                EarningRule.multiplier("always", Ratio.of(2)).in("best", Mode.MAX),
                EarningRule.multiplier("third", Ratio.of(5))
                        .in("best", Mode.MAX)
                        .at(THIRD));

        assertThat(earns(shop, shop.aCustomer("Anna"), "10.00", "10.00", "10.00", "10.00"))
                .containsExactly(20L, 20L, 50L, 20L);
    }

    @Test
    void only_purchases_that_the_rule_would_be_about_count() {
        Schedule thursdays = Schedule.weekly(LocalTime.of(0, 0), LocalTime.of(12, 0), DayOfWeek.THURSDAY);
        Shop shop = shop(
                EarningRule.perPurchase("big third", 100)
                        .from(Shop.euro("10.00"))
                        .at(THIRD),
                EarningRule.perPurchase("second thursday", 1000).when(thursdays).at(Turn.every(2)));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(earns(shop, anna, "10.00", "9.00")).containsExactly(10L, 1009L);
        shop.on("2026-01-02");
        assertThat(earns(shop, anna, "10.00", "9.00", "10.00", "10.00")).containsExactly(10L, 9L, 110L, 10L);
        shop.on("2026-01-08");
        assertThat(earns(shop, anna, "9.00", "9.00")).containsExactly(9L, 1009L);
    }

    @Test
    void one_that_came_back_in_part_counts_and_one_that_came_back_as_a_whole_does_not() {
        Shop shop = shop(EarningRule.perPurchase("third", 100).at(THIRD));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = purchase(shop, anna, "10.00");
        shop.loyalty().till().record(first).orThrow();
        Purchase second = purchase(shop, anna, "10.00");
        shop.loyalty().till().record(second).orThrow();
        Return half = Return.of(shop.aKey(), anna, first.key(), "1", BigDecimal.ONE);
        shop.loyalty().till().giveBack(half).orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, second.key()))
                .orThrow();

        assertThat(earns(shop, anna, "10.00", "10.00")).containsExactly(10L, 110L);
    }

    @Test
    void a_bonus_that_was_used_before_its_purchase_came_back_is_not_earned_again() {
        Shop shop = shop(EarningRule.perPurchase("first", 100).at(Turn.first()));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = purchase(shop, anna, "10.00");
        shop.loyalty().till().record(first).orThrow();
        shop.redeems(anna, 105);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, first.key()))
                .orThrow();

        assertThat(earns(shop, anna, "10.00", "10.00")).containsExactly(10L, 10L);
    }

    @Test
    void a_bonus_that_came_back_with_its_purchase_is_there_for_the_next() {
        Shop shop = shop(EarningRule.perPurchase("first", 100).at(Turn.first()));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = purchase(shop, anna, "10.00");
        shop.loyalty().till().record(first).orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, first.key()))
                .orThrow();

        assertThat(earns(shop, anna, "10.00", "10.00")).containsExactly(110L, 10L);
    }

    @Test
    void a_version_counts_from_its_first_instant_and_goes_on_with_what_the_rule_of_its_code_has_counted() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        earns(shop, anna, "10.00", "10.00");
        LoyaltyProgram plain = shop.loyalty().programs().history().versions().get(0);
        EarningRule bonus = EarningRule.perPurchase("bonus", 100);
        shop.loyalty()
                .programs()
                .publish(plain.nextVersion(Shop.day("2026-01-02")).with(bonus.at(THIRD)));
        shop.loyalty()
                .programs()
                .publish(plain.nextVersion(Shop.day("2026-01-02"))
                        .nextVersion(Shop.day("2026-01-03"))
                        .with(bonus.at(Turn.every(4))));

        shop.on("2026-01-02");
        assertThat(earns(shop, anna, "10.00", "10.00")).containsExactly(10L, 10L);
        shop.on("2026-01-03");
        assertThat(earns(shop, anna, "10.00", "10.00")).containsExactly(10L, 110L);
    }

    @Test
    void purchases_of_one_batch_have_their_turns_in_the_order_in_which_they_were_made() {
        Shop shop = shop(EarningRule.perPurchase("third", 100).at(THIRD));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10");
        List<Purchase> batch = new ArrayList<>();
        for (int day = 1; day <= 6; day++) {
            batch.add(shop.aPurchase(anna)
                    .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                    .happenedAt(Shop.day("2026-01-0" + day))
                    .build());
        }
        List<Purchase> shuffled = new ArrayList<>(batch);
        java.util.Collections.shuffle(shuffled, new Random(5));
        shop.loyalty()
                .till()
                .recordAll(shuffled)
                .forEach(outcome -> outcome.orThrow().orThrow());

        assertThat(batch.stream()
                        .map(each -> shop.loyalty()
                                .till()
                                .find(each.key())
                                .orElseThrow()
                                .command()
                                .result()
                                .earned()))
                .containsExactly(10L, 10L, 110L, 10L, 10L, 110L);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void there_are_never_more_turns_that_stay_than_whole_turns_of_purchases_that_were_ever_kept_at_once() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int every = 2 + random.nextInt(3);
            Shop shop = shop(EarningRule.perPurchase("turn", 100).at(Turn.every(every)));
            CustomerId anna = shop.aCustomer("Anna");
            List<Purchase> kept = new ArrayList<>();
            List<Purchase> having = new ArrayList<>();
            int most = 0;
            for (int i = 0; i < 30; i++) {
                if (random.nextInt(3) > 0 || kept.isEmpty()) {
                    Purchase purchase = purchase(shop, anna, "10.00");
                    boolean had = shop.loyalty()
                                    .till()
                                    .record(purchase)
                                    .orThrow()
                                    .earned()
                                    .minor()
                            > 100;
                    kept.add(purchase);
                    having.addAll(had ? List.of(purchase) : List.of());
                    assertThat(had)
                            .as("seed %s step %s", seed, i)
                            .isEqualTo(kept.size() / every > having.size() - (had ? 1 : 0));
                } else {
                    Purchase back = kept.remove(random.nextInt(kept.size()));
                    having.remove(back);
                    shop.loyalty()
                            .till()
                            .giveBack(Return.ofAll(shop.aKey(), anna, back.key()))
                            .orThrow();
                }
                most = Math.max(most, kept.size());
                assertThat(having.size()).isLessThanOrEqualTo(most / every);
            }
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }

    @Test
    void a_trial_counts_the_turns_of_the_program_that_is_tried() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        earns(shop, anna, "10.00", "10.00");
        Purchase back = purchase(shop, anna, "10.00");
        shop.loyalty().till().record(back).orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, back.key()))
                .orThrow();
        earns(shop, anna, "10.00", "10.00");
        LoyaltyProgram tried = Shop.onePointPerEuro()
                .with(EarningRule.perPurchase("third", 100).at(THIRD));

        ProgramTrial trial = shop.loyalty().programs().tryOut(tried, Shop.OPENING);

        assertThat(trial.published().earned()).isEqualTo(BigInteger.valueOf(40));
        assertThat(trial.tried().earned()).isEqualTo(BigInteger.valueOf(140));
    }

    @Test
    void turns_of_bad_numbers_are_refused() {
        for (int number : new int[] {-1, 0, Turn.MOST + 1}) {
            assertThatThrownBy(() -> Turn.every(number)).isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> Turn.only(number)).isInstanceOf(InvalidRequestException.class);
        }
        assertThatThrownBy(() -> Turn.every(1)).isInstanceOf(InvalidRequestException.class);
        assertThat(Turn.only(1)).isEqualTo(Turn.first());
    }

    @Test
    void turns_and_counts_that_were_changed_behind_the_librarys_back_are_found_I_12() {
        Shop shop = shop(EarningRule.perPurchase("first", 100).at(Turn.first()));
        CustomerId anna = shop.aCustomer("Anna");
        earns(shop, anna, "10.00");
        AccountId account = new AccountId(anna, "points");
        RecordedSale sale = shop.store()
                .reading(reader -> reader.sales().page(account, 0, 10))
                .get(0);
        for (Map<String, Long> other : List.of(Map.<String, Long>of(), Map.of("first", 2L), Map.of("x", 1L))) {
            TamperedStore tampered = new TamperedStore(shop.store());
            RecordedSale changed = Altered.withTurns(sale, other);
            tampered.sales = rows -> List.of(changed);
            tampered.commands = rows -> List.of(changed.command());
            assertFound(shop, tampered);
        }
        for (String code : List.of("nth:first", "had:first")) {
            TamperedStore more = new TamperedStore(shop.store());
            more.counters = rows -> rows.stream()
                    .map(row -> row.key().code().equals(code)
                            ? new Counter(row.account(), row.key(), row.amount() + 1)
                            : row)
                    .toList();
            assertFound(shop, more);
            TamperedStore none = new TamperedStore(shop.store());
            none.counters = rows ->
                    rows.stream().filter(row -> !row.key().code().equals(code)).toList();
            assertFound(shop, none);
        }
    }

    private static void assertFound(Shop shop, TamperedStore tampered) {
        assertThat(Loyalty.over(tampered).clock(shop.clock()).build().audit().findings())
                .extracting(AuditReport.Finding::invariant)
                .contains("I-12");
    }
}

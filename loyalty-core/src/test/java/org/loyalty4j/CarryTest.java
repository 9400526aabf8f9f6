package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** Fractions of points that are carried on to the next purchase. */
class CarryTest {

    private static LoyaltyProgram program(Ratio... factors) {
        LoyaltyProgram program = Shop.onePointPerEuro()
                .withoutRules()
                .with(EarningRule.perAmount("base", factors[0], Shop.euro("1.00")))
                .carryingFractions();
        for (int i = 1; i < factors.length; i++) {
            program = program.with(EarningRule.multiplier("factor " + i, factors[i]));
        }
        return program;
    }

    private static Purchase purchase(Shop shop, CustomerId customer, long... cents) {
        Purchase.Draft draft = shop.aPurchase(customer);
        for (int i = 0; i < cents.length; i++) {
            draft.line(PurchaseLine.goods("line " + i, Money.ofMinor(cents[i], Money.currencyOf("EUR"))));
        }
        return draft.build();
    }

    private static Settlement.Settled sells(Shop shop, CustomerId customer, long... cents) {
        return shop.loyalty().till().record(purchase(shop, customer, cents)).orThrow();
    }

    private static Ratio carried(Shop shop, CustomerId customer) {
        long above = 0;
        long below = 0;
        for (Counter counter :
                shop.store().reading(reader -> reader.counters().counters(new AccountId(customer, "points")))) {
            switch (counter.key().code()) {
                case "carry" -> above += counter.amount();
                case "carry/owed" -> above -= counter.amount();
                default -> below = counter.amount();
            }
        }
        return Ratio.of(above, Math.max(1, below));
    }

    @Test
    void a_purchase_in_parts_earns_what_the_whole_earns() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Purse purse = random.nextBoolean() ? Purse.POINTS : new Purse("stars", "stars", random.nextInt(4));
            Ratio[] factors = {
                Ratio.of(1 + random.nextInt(20), 1 + random.nextInt(9)),
                Ratio.of(1 + random.nextInt(9), 1 + random.nextInt(9))
            };
            Shop shop = Shop.open(plain -> program(factors).with(purse));
            CustomerId whole = shop.aCustomer("Anna");
            CustomerId parts = shop.aCustomer("Bert");
            long cents = 1L + random.nextInt(100_000);

            long expected = sells(shop, whole, cents).earned().minor();
            long earned = 0;
            long left = cents;
            while (left > 0) {
                long one = Math.min(left, 1 + random.nextInt(20_000));
                long two = left == one ? 0 : Math.min(left - one, random.nextInt(500));
                earned += sells(shop, parts, one, two).earned().minor();
                left -= one + two;
            }

            assertThat(earned).as("seed %s", seed).isEqualTo(expected);
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }

    @Test
    void whole_points_and_what_is_carried_are_together_what_the_lines_that_were_kept_are_worth() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Ratio rate = Ratio.of(1 + random.nextInt(9), 1 + random.nextInt(30));
            Shop shop = Shop.open(plain -> program(rate));
            CustomerId anna = shop.aCustomer("Anna");
            List<Purchase> kept = new ArrayList<>();
            long cents = 0;
            for (int i = 0; i < 40; i++) {
                if (kept.isEmpty() || random.nextInt(3) > 0) {
                    Purchase bought = purchase(shop, anna, 1 + random.nextInt(300), 1 + random.nextInt(300));
                    shop.loyalty().till().record(bought).orThrow();
                    kept.add(bought);
                    cents += bought.total().minor();
                } else {
                    Purchase bought = kept.remove(random.nextInt(kept.size()));
                    String line = "line " + random.nextInt(2);
                    shop.loyalty()
                            .till()
                            .giveBack(Return.of(shop.aKey(), anna, bought.key(), line, BigDecimal.ONE))
                            .orThrow();
                    cents -= bought.line(line).orElseThrow().net().minor();
                }
                Ratio worth = rate.times(Ratio.of(cents, 100));
                assertThat(Ratio.of(shop.available(anna)).plus(carried(shop, anna)))
                        .as("seed %s step %s", seed, i)
                        .isEqualTo(worth);
            }
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }

    @Test
    void points_that_partial_returns_leave_are_made_up_for_by_the_next_purchases() {
        Shop shop = Shop.open(plain -> program(Ratio.of(1, 10)));
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < 40; i++) {
            Purchase bought = shop.aPurchase(anna)
                    .line(PurchaseLine.goods("1", Shop.euro("9.00")).quantity(10))
                    .build();
            shop.loyalty().till().record(bought).orThrow();
            shop.loyalty()
                    .till()
                    .giveBack(Return.of(shop.aKey(), anna, bought.key(), "1", new BigDecimal("9")))
                    .orThrow();
        }

        // 36.00 were kept.
        assertThat(Ratio.of(shop.available(anna)).plus(carried(shop, anna))).isEqualTo(Ratio.of(36, 10));
        assertThat(shop.available(anna)).isLessThanOrEqualTo(4);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_purchase_without_a_fraction_leaves_one_when_a_part_of_it_comes_back() {
        Shop shop = Shop.open(plain -> program(Ratio.of(1, 10)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")).quantity(10))
                .build();
        assertThat(shop.loyalty().till().record(bought).orThrow().result().fractions())
                .isEmpty();
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, bought.key(), "1", new BigDecimal("9")))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(1);
        assertThat(carried(shop, anna)).isEqualTo(Ratio.of(-9, 10));
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();
        assertThat(shop.available(anna)).isZero();
        assertThat(carried(shop, anna)).isEqualTo(Ratio.ZERO);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void whole_points_and_what_is_carried_are_what_was_kept_is_worth_after_any_returns_in_part() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Ratio rate = Ratio.of(1 + random.nextInt(9), 1 + random.nextInt(30));
            Shop shop = Shop.open(plain -> program(rate));
            CustomerId anna = shop.aCustomer("Anna");
            List<Purchase> bought = new ArrayList<>();
            List<int[]> kept = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                if (bought.isEmpty() || random.nextInt(3) == 0) {
                    int[] units = {1 + random.nextInt(12), 1 + random.nextInt(3)};
                    Purchase.Draft draft = shop.aPurchase(anna);
                    for (int line = 0; line < units.length; line++) {
                        draft.line(PurchaseLine.goods("" + line, euros(1 + random.nextInt(3000)))
                                .quantity(units[line]));
                    }
                    bought.add(draft.build());
                    kept.add(units);
                    shop.loyalty().till().record(bought.get(bought.size() - 1)).orThrow();
                } else {
                    int place = random.nextInt(bought.size());
                    int line = random.nextInt(2);
                    int units = random.nextInt(kept.get(place)[line] + 1);
                    if (units > 0) {
                        Purchase of = bought.get(place);
                        shop.loyalty()
                                .till()
                                .giveBack(Return.of(shop.aKey(), anna, of.key(), "" + line, BigDecimal.valueOf(units)))
                                .orThrow();
                        kept.get(place)[line] -= units;
                    }
                }
                assertThat(Ratio.of(shop.available(anna)).plus(carried(shop, anna)))
                        .as("seed %s step %s", seed, i)
                        .isEqualTo(rate.times(worth(bought, kept)));
            }
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }

    private static Money euros(long cents) {
        return Money.ofMinor(cents, Money.currencyOf("EUR"));
    }

    /** Returns what was kept, in euros. */
    private static Ratio worth(List<Purchase> bought, List<int[]> kept) {
        Ratio sum = Ratio.ZERO;
        for (int i = 0; i < bought.size(); i++) {
            for (PurchaseLine line : bought.get(i).lines()) {
                Ratio units = Ratio.of(kept.get(i)[Integer.parseInt(line.id())]);
                sum = sum.plus(Ratio.of(line.net().minor(), 100).times(units).dividedBy(Ratio.of(line.quantity())));
            }
        }
        return sum;
    }

    @Test
    void a_return_takes_no_more_than_its_purchase_brought_and_the_next_purchase_makes_up_for_it() {
        Shop shop = Shop.open(plain -> program(Ratio.ONE));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = purchase(shop, anna, 60);
        shop.loyalty().till().record(first).orThrow();
        assertThat(sells(shop, anna, 50).earned()).isEqualTo(Points.of(1));

        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, first.key()))
                .orThrow();

        assertThat(back.result().reversed()).isZero();
        assertThat(carried(shop, anna)).isEqualTo(Ratio.of(-1, 2));
        assertThat(sells(shop, anna, 140).earned()).isEqualTo(Points.NONE);
        assertThat(carried(shop, anna)).isEqualTo(Ratio.of(9, 10));
        assertThat(sells(shop, anna, 10).earned()).isEqualTo(Points.of(1));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_carried_point_is_told_as_such_and_belongs_to_the_lines_it_came_with() {
        Shop shop = Shop.open(plain -> program(Ratio.ONE));
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, anna, 90);

        assertThat(sells(shop, anna, 120).postings().get(0).attributions())
                .containsExactly(new Attribution("line 0", "base", 1, 1), new Attribution("line 0", "carried", 1, 1));
    }

    @Test
    void what_a_cap_cuts_is_not_carried() {
        Shop shop = Shop.open(plain -> program(Ratio.ONE).earningUpTo(Cap.reducing(Points.of(2))));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(sells(shop, anna, 990).earned()).isEqualTo(Points.of(2));
        assertThat(carried(shop, anna)).isEqualTo(Ratio.of(9, 10));
        assertThat(sells(shop, anna, 110).earned()).isEqualTo(Points.of(2));
        assertThat(carried(shop, anna)).isEqualTo(Ratio.ZERO);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_purchase_that_earns_nothing_carries_nothing_on() {
        Shop shop = Shop.open(plain -> program(Ratio.ONE));
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, anna, 90);

        assertThat(sells(shop, anna, 0).result().fractions()).isEmpty();
        assertThat(carried(shop, anna)).isEqualTo(Ratio.of(9, 10));
    }

    @Test
    void a_program_that_does_not_say_so_carries_nothing_and_keeps_nothing() {
        Shop shop = Shop.open(
                plain -> plain.withoutRules().with(EarningRule.perAmount("base", Ratio.of(1, 3), Shop.euro("1.00"))));
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, anna, 200);

        assertThat(sells(shop, anna, 200).earned()).isEqualTo(Points.NONE);
        List<Counter> counters =
                shop.store().reading(reader -> reader.counters().counters(new AccountId(anna, "points")));
        assertThat(counters).isEmpty();
    }

    @Test
    void fractions_do_not_grow_without_end() {
        Shop shop = Shop.open(plain -> program(Ratio.of(1, 999_983)));
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 1; i < 40; i++) {
            Purchase bought = shop.aPurchase(anna)
                    .line(PurchaseLine.goods("1", Shop.euro("7.77")).quantity(new BigDecimal("0.999983")))
                    .build();
            shop.loyalty().till().record(bought).orThrow();
            shop.loyalty()
                    .till()
                    .giveBack(Return.of(shop.aKey(), anna, bought.key(), "1", new BigDecimal("0.000" + (100 + i))))
                    .orThrow();
            assertThat(carried(shop, anna).denominator()).isLessThanOrEqualTo(BigInteger.TEN.pow(12));
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void only_what_rounding_down_cuts_off_is_carried() {
        for (RoundingMode mode : List.of(RoundingMode.HALF_UP, RoundingMode.UP, RoundingMode.CEILING)) {
            assertThatThrownBy(() -> program(Ratio.ONE).rounding(mode))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("carries");
        }
        assertThat(program(Ratio.ONE).rounding(RoundingMode.FLOOR).carries()).isTrue();
    }

    @Test
    void a_trial_carries_on_by_the_program_that_is_tried() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, anna, 60);
        sells(shop, anna, 60);

        ProgramTrial trial = shop.loyalty().programs().tryOut(program(Ratio.ONE), Shop.OPENING);

        assertThat(trial.published().earned()).isEqualTo(BigInteger.ZERO);
        assertThat(trial.tried().earned()).isEqualTo(BigInteger.ONE);
    }

    @Test
    void fractions_that_were_changed_behind_the_librarys_back_are_found_I_12() {
        Shop shop = Shop.open(plain -> program(Ratio.of(1, 3)));
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, anna, 500);
        AccountId account = new AccountId(anna, "points");
        RecordedSale sale = shop.store()
                .reading(reader -> reader.sales().page(account, 0, 10))
                .get(0);
        for (Map<String, Ratio> other :
                List.of(Map.<String, Ratio>of(), Map.of("line 0", Ratio.of(1, 3)), Map.of("x", Ratio.of(2, 3)))) {
            TamperedStore tampered = new TamperedStore(shop.store());
            RecordedSale changed = Altered.withFractions(sale, other);
            tampered.sales = rows -> List.of(changed);
            tampered.commands = rows -> List.of(changed.command());
            assertFound(shop, tampered);
        }
        for (String code : List.of("carry", "carry/of")) {
            TamperedStore tampered = new TamperedStore(shop.store());
            tampered.counters = rows -> rows.stream()
                    .map(row -> row.key().code().equals(code)
                            ? new Counter(row.account(), row.key(), row.amount() + 1)
                            : row)
                    .toList();
            assertFound(shop, tampered);
        }
    }

    private static void assertFound(Shop shop, TamperedStore tampered) {
        assertThat(Loyalty.over(tampered).clock(shop.clock()).build().audit().findings())
                .extracting(AuditReport.Finding::invariant)
                .contains("I-12");
    }
}

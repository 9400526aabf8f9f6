package org.loyalty4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

class ProgramTrialTest {

    private static LoyaltyProgram generous(LoyaltyProgram plain) {
        return plain.withoutRules()
                .with(EarningRule.perStep("base", 3, Shop.euro("2.00")))
                .with(EarningRule.perPurchase("visit", 2))
                .with(new TierLadder(
                        List.of(
                                Tier.of("green", 0),
                                new Tier("silver", 15_000, Ratio.of(new BigDecimal("1.25"))),
                                new Tier("gold", 40_000, Ratio.of(new BigDecimal("1.5")))),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(Period.ofMonths(3)),
                        PeriodEnd.startOfDay(Period.ofMonths(2)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO));
    }

    /** Sells and takes back at random, the same for the same seed, in any shop. */
    private static List<CustomerId> trade(Shop shop, long seed, Runnable half) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CustomerId> customers = List.of(shop.aCustomer("Anna"), shop.aCustomer("Bert"), shop.aCustomer("Cleo"));
        List<Purchase> sold = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            if (step == 30) {
                half.run();
            }
            CustomerId customer = customers.get(random.nextInt(2));
            Instant now = shop.clock().instant();
            Instant when = random.nextInt(5) == 0 ? now.minus(Duration.ofHours(random.nextInt(900))) : now;
            if (random.nextInt(4) > 0 || sold.isEmpty()) {
                Purchase purchase = shop.aPurchase(customer)
                        .line(PurchaseLine.goods("1", Shop.euro(amount(random))).quantity(2))
                        .line(PurchaseLine.goods("2", Shop.euro(amount(random))))
                        .happenedAt(when.isBefore(Shop.OPENING) ? Shop.OPENING : when)
                        .build();
                shop.loyalty().till().record(purchase).orThrow();
                sold.add(purchase);
            } else {
                Purchase back = sold.get(random.nextInt(sold.size()));
                Return request = random.nextBoolean()
                        ? Return.ofAll(shop.aKey(), back.customer(), back.key())
                        : Return.of(shop.aKey(), back.customer(), back.key(), "1", BigDecimal.ONE);
                try {
                    shop.loyalty().till().giveBack(request);
                } catch (InvalidRequestException allIsBack) {
                    assertThat(allIsBack.violations()).isNotEmpty();
                }
            }
            shop.clock().advance(Duration.ofHours(random.nextInt(200)));
        }
        return customers;
    }

    private static String amount(SplittableRandom random) {
        return BigDecimal.valueOf(random.nextInt(9000), 2).toPlainString();
    }

    /** Returns what the purchases of a shop have earned, less what their returns took or should have taken. */
    private static long earned(Shop shop, CustomerId customer) {
        AccountId account = new AccountId(customer, "points");
        return shop.store().reading(reader -> {
            long sum = 0;
            for (CommandRecord command : reader.ledger().commands(account, 1, 1000)) {
                CommandRecord.Result result = command.result();
                sum += command.operation() == Operation.SALE ? result.earned() : 0;
                sum -= result.reversed() + result.shortfall() + result.lapsed();
            }
            return sum;
        });
    }

    @Test
    void a_program_that_is_tried_comes_to_what_a_shop_with_it_has_come_to() {
        for (long seed = 1; seed <= 40; seed++) {
            Shop plain = Shop.open();
            Shop generous = Shop.open(ProgramTrialTest::generous);
            List<CustomerId> customers = trade(plain, seed, () -> {});
            trade(generous, seed, () -> {});
            Map<CustomerId, ProgramTrial.OfCustomer> each = new TreeMap<>();

            ProgramTrial trial = plain.loyalty()
                    .programs()
                    .tryOut(
                            ProgramTrial.of(generous(Shop.onePointPerEuro()), Shop.OPENING),
                            one -> each.put(one.customer(), one),
                            progress -> true);

            long now = 0;
            long then = 0;
            for (CustomerId customer : customers) {
                ProgramTrial.OfCustomer one = requireNonNull(each.get(customer));
                assertThat(one.published().minor()).isEqualTo(earned(plain, customer));
                assertThat(one.tried().minor()).isEqualTo(earned(generous, customer));
                assertThat(one.tier().tried())
                        .isEqualTo(
                                generous.loyalty().accounts().standing(customer).tier());
                now += earned(plain, customer);
                then += earned(generous, customer);
            }
            assertThat(trial.finished()).isTrue();
            assertThat(trial.customers()).isEqualTo(3);
            assertThat(trial.published().earned()).isEqualTo(BigInteger.valueOf(now));
            assertThat(trial.difference()).isEqualTo(BigInteger.valueOf(then - now));
            assertThat(trial.tiers().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(3);
        }
    }

    @Test
    void what_counted_before_the_trial_stays_with_the_published_versions() {
        for (long seed = 1; seed <= 40; seed++) {
            Shop plain = Shop.open();
            Shop changing = Shop.open();
            Instant[] since = new Instant[1];
            List<CustomerId> customers =
                    trade(plain, seed, () -> since[0] = plain.clock().instant());
            trade(
                    changing,
                    seed,
                    () -> changing.loyalty()
                            .programs()
                            .publish(generous(Shop.onePointPerEuro())
                                    .nextVersion(changing.clock().instant())));
            Map<CustomerId, ProgramTrial.OfCustomer> each = new TreeMap<>();

            plain.loyalty()
                    .programs()
                    .tryOut(
                            ProgramTrial.of(generous(Shop.onePointPerEuro()), since[0]),
                            one -> each.put(one.customer(), one),
                            progress -> true);

            for (CustomerId customer : customers) {
                ProgramTrial.OfCustomer one = requireNonNull(each.get(customer));
                assertThat(one.tried().minor() - one.published().minor())
                        .isEqualTo(earned(changing, customer) - earned(plain, customer));
                assertThat(one.tier().tried())
                        .isEqualTo(
                                changing.loyalty().accounts().standing(customer).tier());
            }
        }
    }

    @Test
    void the_published_versions_tried_once_more_change_nothing() {
        RandomShop random = new RandomShop(7, TierLadder.Downgrade.ONE_STEP);
        for (int i = 0; i < 300; i++) {
            random.step();
        }
        Loyalty loyalty = random.shop().loyalty();
        List<LoyaltyProgram> versions = loyalty.programs().history().versions();
        LoyaltyProgram last = versions.get(versions.size() - 1);

        ProgramTrial trial = loyalty.programs().tryOut(last, last.validFrom());

        assertThat(trial.difference()).isZero();
        assertThat(trial.gaining() + trial.losing()).isZero();
        assertThat(trial.published()).isEqualTo(trial.tried());
        assertThat(trial.tiers().keySet())
                .allSatisfy(move -> assertThat(move.tried()).isEqualTo(move.published()));
    }

    @Test
    void a_trial_can_stop_and_go_on_and_writes_nothing() {
        Shop shop = Shop.open();
        for (int i = 0; i < 250; i++) {
            shop.buys(shop.aCustomer("customer " + i), "12.00");
        }
        Programs programs = shop.loyalty().programs();
        LoyaltyProgram draft = generous(Shop.onePointPerEuro());
        AuditReport before = shop.loyalty().audit();

        ProgramTrial whole = programs.tryOut(draft, Shop.OPENING);
        ProgramTrial part = programs.tryOut(ProgramTrial.of(draft, Shop.OPENING), one -> {}, sums -> false);
        ProgramTrial rest = programs.tryOut(part, one -> {}, sums -> true);

        assertThat(part.finished()).isFalse();
        assertThat(part.customers()).isLessThan(250);
        assertThat(rest).isEqualTo(whole);
        assertThat(whole.customers()).isEqualTo(250);
        assertThat(whole.purchases()).isEqualTo(250);
        assertThat(whole.published().byRule()).containsExactly(Map.entry("base", BigInteger.valueOf(250 * 12)));
        assertThat(whole.tried().byRule())
                .containsExactly(
                        Map.entry("base", BigInteger.valueOf(250 * 18)),
                        Map.entry("visit", BigInteger.valueOf(250 * 2)));
        assertThat(whole.gaining()).isEqualTo(250);
        assertThat(whole.tiers()).containsExactly(Map.entry(new ProgramTrial.Move("member", "green"), 250L));
        assertThat(shop.loyalty().audit()).isEqualTo(before);
    }

    private static LoyaltyProgram welcoming(LoyaltyProgram plain, long silver, long points) {
        return plain.with(new TierLadder(
                List.of(
                        Tier.of("green", 0),
                        new Tier("silver", silver, Ratio.of(2)).entering(Points.of(points), Counter.Period.YEAR)),
                TierLadder.Metric.SPEND,
                TierLadder.Window.rolling(Period.ofMonths(3)),
                PeriodEnd.startOfDay(Period.ofMonths(2)),
                TierLadder.Downgrade.FULL,
                Period.ZERO));
    }

    @Test
    void what_tiers_give_and_multiply_is_told_beside_what_purchases_earn_and_is_what_a_shop_would_give() {
        for (long seed = 1; seed <= 20; seed++) {
            Shop plain = Shop.open(program -> welcoming(program, 30_000, 70));
            Shop other = Shop.open(program -> welcoming(program, 15_000, 40));
            trade(plain, seed, () -> {});
            trade(other, seed, () -> {});

            ProgramTrial trial =
                    plain.loyalty().programs().tryOut(welcoming(Shop.onePointPerEuro(), 15_000, 40), Shop.OPENING);

            assertThat(trial.published().byTier()).isEqualTo(given(plain));
            assertThat(trial.tried().byTier()).isEqualTo(given(other));
            assertThat(trial.tried().byRule()).containsKey("tier:silver");
            assertThat(trial.cost())
                    .isEqualTo(trial.difference().add(sum(given(other)).subtract(sum(given(plain)))));
        }
    }

    @Test
    void what_a_tier_gave_before_a_trial_or_after_a_customer_left_is_in_neither() {
        Shop shop = Shop.open(program -> welcoming(program, 10_000, 50));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        shop.buys(anna, "120.00");
        shop.on("2026-01-10").buys(bert, "120.00");

        ProgramTrial trial =
                shop.loyalty().programs().tryOut(welcoming(Shop.onePointPerEuro(), 10_000, 80), Shop.day("2026-01-05"));

        assertThat(trial.published().byTier()).containsExactly(Map.entry("silver", BigInteger.valueOf(50)));
        assertThat(trial.tried().byTier()).containsExactly(Map.entry("silver", BigInteger.valueOf(80)));
        assertThat(trial.difference()).isZero();
        assertThat(trial.cost()).isEqualTo(BigInteger.valueOf(30));
        assertThat(trial.published().cost()).isEqualTo(BigInteger.valueOf(170));
    }

    private static BigInteger sum(Map<String, BigInteger> byTier) {
        return byTier.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Map<String, BigInteger> given(Shop shop) {
        Map<String, BigInteger> given = new TreeMap<>();
        List<Posting> all = shop.store().reading(reader -> {
            List<Posting> found = new ArrayList<>();
            for (Customer customer : reader.customers().page(null, 100)) {
                found.addAll(reader.ledger().postings(new AccountId(customer.id(), "points"), 1, 1000));
            }
            return found;
        });
        all.stream()
                .filter(posting -> posting.kind() == Posting.Kind.ENTRY)
                .forEach(posting -> given.merge("silver", BigInteger.valueOf(posting.amount()), BigInteger::add));
        return given;
    }

    @Test
    void a_program_that_could_not_be_published_cannot_be_tried() {
        Shop shop = Shop.open();
        LoyaltyProgram dollars =
                LoyaltyProgram.startingAt(Shop.OPENING, Shop.onePointPerEuro().zone(), Currency.getInstance("USD"));
        LoyaltyProgram formula = Shop.onePointPerEuro().with(EarningRule.custom("lucky", "no such formula"));

        for (LoyaltyProgram bad : List.of(dollars, formula)) {
            assertThatThrownBy(() -> shop.loyalty().programs().tryOut(bad, Shop.OPENING))
                    .isInstanceOf(InvalidRequestException.class);
        }
        assertThatThrownBy(() -> shop.loyalty().programs().tryOut(Shop.onePointPerEuro(), Instant.MAX))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_tier_that_was_given_by_hand_counts_on_both_sides_of_a_trial() {
        Shop shop = Shop.open(ProgramTrialTest::tiered);
        CustomerId anna = shop.aCustomer("Anna");
        Actor boss = new Actor("boss");
        TierOverride gold = TierOverride.of(shop.aKey(), anna, "gold", "asked", boss);
        shop.loyalty().accounts().give(gold.until(Shop.day("2026-02-01"))).orThrow();
        shop.buys(anna, "10.00");
        shop.on("2026-01-20");
        shop.loyalty()
                .accounts()
                .revoke(new TierOverride.End(shop.aKey(), anna, gold.key(), "asked", boss))
                .orThrow();
        shop.buys(anna, "10.00");
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(shop.aKey(), anna, "gold", "asked", boss))
                .orThrow();

        ProgramTrial trial = shop.loyalty().programs().tryOut(tiered(Shop.onePointPerEuro()), Shop.OPENING);

        assertThat(trial.published().earned()).isEqualTo(BigInteger.valueOf(40));
        assertThat(trial.difference()).isZero();
        assertThat(trial.tiers()).containsOnlyKeys(new ProgramTrial.Move("gold", "gold"));
    }

    private static LoyaltyProgram tiered(LoyaltyProgram base) {
        return base.with(new TierLadder(
                List.of(Tier.of("green", 0), new Tier("gold", 1_000_000, Ratio.of(3))),
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.NONE,
                Period.ZERO));
    }
}

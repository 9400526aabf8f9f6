package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PersonalFactor;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.testkit.CountingIds;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;

/** Multipliers that the host says for each customer. */
class PersonalFactorTest {

    private final SettableClock clock = new SettableClock(Shop.OPENING);
    private final InMemoryStore store = new InMemoryStore();
    private final List<String> asked = new ArrayList<>();

    private Loyalty.Builder over() {
        return Loyalty.over(store).clock(clock).ids(new CountingIds());
    }

    private static CustomerId anna(Loyalty loyalty) {
        return loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll Anna")).named("Anna"))
                .orThrow()
                .id();
    }

    private static Purchase receipt(int number, CustomerId customer) {
        return Purchase.of("receipt " + number, customer, Shop.euro("100.00"));
    }

    private PersonalFactor saying(String name, Ratio factor) {
        return (customer, purchase) -> {
            asked.add(name);
            return factor;
        };
    }

    private long earns(UnaryOperator<LoyaltyProgram> rules, Ratio factor) {
        Loyalty loyalty = over().program(rules.apply(Shop.onePointPerEuro()))
                .factor("segment", saying("segment", factor))
                .build();
        CustomerId anna = anna(loyalty);
        Checkout checkout = Checkout.of(receipt(1, anna));
        long quoted = loyalty.till().quote(checkout).orThrow().earned().minor();
        long earned = loyalty.till().checkout(checkout).orThrow().earned().minor();
        assertThat(earned).isEqualTo(quoted);
        assertThat(loyalty.audit().findings()).isEmpty();
        return earned;
    }

    @Test
    void a_personal_factor_multiplies_where_its_rule_stands_and_by_what_the_rule_says() {
        EarningRule twice = new EarningRule(
                "twice yours",
                EarningRule.Kind.MULTIPLIER,
                Ratio.of(2),
                null,
                LineFilter.goods(),
                EarningRule.Basis.GROSS,
                null,
                java.util.Set.of(),
                EarningRule.USUALLY_EXCLUDED,
                null,
                null,
                null,
                "segment",
                List.of(),
                null,
                java.util.Set.of());

        assertThat(earns(
                        program -> program.with(twice)
                                .with(EarningRule.multiplier("season", Ratio.of(3))
                                        .upTo(EarningRule.Cap.reducing(Points.of(100)))),
                        Ratio.of(1, 4)))
                .isEqualTo(150);
    }

    @Test
    void a_personal_factor_competes_in_a_group_of_multipliers_by_what_it_is_for_the_customer() {
        UnaryOperator<LoyaltyProgram> best = program -> program.with(
                        EarningRule.multiplier("season", Ratio.of(2)).in("best", Mode.MAX))
                .with(EarningRule.personal("yours", "segment").in("best", Mode.MAX));

        assertThat(earns(best, Ratio.of(9, 4))).isEqualTo(225);
    }

    @Test
    void the_other_multiplier_of_a_group_has_the_line_where_the_personal_factor_is_lower() {
        UnaryOperator<LoyaltyProgram> best = program -> program.with(
                        EarningRule.multiplier("season", Ratio.of(2)).in("best", Mode.MAX))
                .with(EarningRule.personal("yours", "segment").in("best", Mode.MAX));

        assertThat(earns(best, Ratio.of(5, 4))).isEqualTo(200);
    }

    @Test
    void a_personal_factor_below_1_has_no_place_in_a_group_that_adds_up() {
        UnaryOperator<LoyaltyProgram> sum =
                program -> program.with(EarningRule.personal("yours", "segment").in("sum", Mode.SUM));

        assertThatThrownBy(() -> earns(sum, Ratio.of(1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("segment")
                .hasMessageContaining("1 or more");
    }

    @Test
    @SuppressWarnings("NullAway") // A host may answer nothing all the same.
    void a_factor_of_nothing_leaves_nothing_and_a_bad_one_fails_with_its_name() {
        assertThat(earns(program -> program.with(EarningRule.personal("yours", "segment")), Ratio.ZERO))
                .isZero();
        LoyaltyProgram personal = Shop.onePointPerEuro().with(EarningRule.personal("yours", "segment"));
        List<@Nullable Ratio> bad = new ArrayList<>();
        bad.add(null);
        bad.add(Ratio.of(-1));
        bad.add(Ratio.of(1_000_001));
        bad.add(Ratio.of(1, 1_000_000_001L));
        bad.add(Ratio.of(BigInteger.ONE, BigInteger.TEN.pow(30)));
        for (Ratio factor : bad) {
            Loyalty loyalty = Loyalty.over(new InMemoryStore())
                    .clock(clock)
                    .ids(new CountingIds())
                    .program(personal)
                    .factor("segment", (customer, purchase) -> factor)
                    .build();
            CustomerId anna = anna(loyalty);

            assertThatThrownBy(() -> loyalty.till().record(receipt(1, anna)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("segment");
            assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.NONE);
        }
    }

    @Test
    void nobody_is_asked_where_it_does_not_matter() {
        EarningRule yours = EarningRule.personal("yours", "segment");
        Schedule fridays = Schedule.weekly(LocalTime.of(8, 0), LocalTime.of(18, 0), DayOfWeek.FRIDAY);

        for (EarningRule rule : List.of(
                yours.when(fridays),
                yours.from(Shop.euro("100.01")),
                yours.on(LineFilter.goods().only(LineFilter.Match.category("coffee"))))) {
            InMemoryStore fresh = new InMemoryStore();
            Loyalty loyalty = Loyalty.over(fresh)
                    .clock(clock)
                    .ids(new CountingIds())
                    .program(Shop.onePointPerEuro().with(rule))
                    .factor("segment", saying("segment", Ratio.of(3)))
                    .build();
            CustomerId anna = anna(loyalty);
            Settlement.Settled settled = loyalty.till().record(receipt(1, anna)).orThrow();
            assertThat(settled.earned()).isEqualTo(Points.of(100));
            assertThat(settled.result().factors()).isEmpty();
            assertThat(loyalty.audit().findings()).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void a_version_that_becomes_valid_while_the_host_thinks_has_its_own_factors_asked_too() {
        LoyaltyProgram first = Shop.onePointPerEuro().with(EarningRule.personal("yours", "old"));
        Loyalty[] desks = new Loyalty[1];
        Loyalty loyalty = over().program(first)
                .factor("new", saying("new", Ratio.of(5)))
                .factor("old", (customer, purchase) -> {
                    asked.add("old");
                    clock.set(Shop.day("2026-01-02"));
                    desks[0].programs()
                            .publish(Shop.onePointPerEuro()
                                    .with(EarningRule.personal("yours", "new"))
                                    .nextVersion(Shop.day("2026-01-02")));
                    return Ratio.of(3);
                })
                .build();
        desks[0] = loyalty;
        CustomerId anna = anna(loyalty);

        Settlement.Settled settled = loyalty.till().record(receipt(1, anna)).orThrow();

        assertThat(asked).containsExactly("old", "new");
        assertThat(settled.earned()).isEqualTo(Points.of(500));
        assertThat(settled.result().factors()).isEqualTo(Map.of("new", Ratio.of(5)));
        assertThat(loyalty.audit().findings()).isEmpty();
    }

    @Test
    void a_personal_factor_works_at_the_rate_of_the_tier_that_the_purchase_reaches() {
        TierLadder ladder = new TierLadder(
                List.of(Tier.of("green", 0), new Tier("gold", 10_000, Ratio.of(2))),
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.NONE,
                Period.ZERO);

        assertThat(earns(
                        program -> program.with(EarningRule.personal("yours", "segment"))
                                .with(ladder.with(TierPolicy.USUAL.earning(TierPolicy.RateTiming.AFTER))),
                        Ratio.of(3, 2)))
                .isEqualTo(300);
        assertThat(asked).containsExactly("segment", "segment");
    }

    @Test
    void a_trial_takes_what_is_recorded_and_asks_for_what_is_not() {
        LoyaltyProgram personal = Shop.onePointPerEuro().with(EarningRule.personal("yours", "segment"));
        Loyalty loyalty = over().program(personal)
                .factor("segment", saying("segment", Ratio.of(3)))
                .factor("other", saying("other", Ratio.of(7)))
                .build();
        CustomerId anna = anna(loyalty);
        loyalty.till().record(receipt(1, anna)).orThrow();
        asked.clear();

        ProgramTrial trial =
                loyalty.programs().tryOut(personal.with(EarningRule.personal("more", "other")), Shop.OPENING);

        assertThat(trial.published().earned()).isEqualTo(BigInteger.valueOf(300));
        assertThat(trial.tried().earned()).isEqualTo(BigInteger.valueOf(2100));
        assertThat(asked).containsExactly("other");
    }

    @Test
    void one_name_is_one_factor_and_a_blank_one_is_none() {
        assertThatThrownBy(() -> over().factor(" ", saying("", Ratio.ONE))).isInstanceOf(InvalidRequestException.class);
        Loyalty.Builder named = over().factor("segment", saying("segment", Ratio.ONE));
        assertThatThrownBy(() -> named.factor("segment", saying("other", Ratio.ONE)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already");
    }

    @Test
    void factors_that_were_changed_behind_the_librarys_back_are_found_I_12() {
        Loyalty loyalty = over().program(Shop.onePointPerEuro().with(EarningRule.personal("yours", "segment")))
                .factor("segment", saying("segment", Ratio.of(3)))
                .build();
        CustomerId anna = anna(loyalty);
        loyalty.till().record(receipt(1, anna)).orThrow();
        AccountId account = new AccountId(anna, "points");
        RecordedSale sale =
                store.reading(reader -> reader.sales().page(account, 0, 10)).get(0);
        for (Map<String, Ratio> other : List.of(
                Map.<String, Ratio>of(),
                Map.of("segment", Ratio.of(4)),
                Map.of("segment", Ratio.of(3), "x", Ratio.ONE))) {
            TamperedStore tampered = new TamperedStore(store);
            RecordedSale changed = Altered.withFactors(sale, other);
            tampered.sales = rows -> List.of(changed);
            tampered.commands = rows -> List.of(changed.command());

            assertThat(Loyalty.over(tampered)
                            .clock(clock)
                            .factor("segment", saying("segment", Ratio.of(3)))
                            .build()
                            .audit()
                            .findings())
                    .extracting(AuditReport.Finding::invariant)
                    .contains("I-12");
        }
    }
}

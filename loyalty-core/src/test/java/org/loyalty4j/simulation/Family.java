package org.loyalty4j.simulation;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** Programs that shops might have, chosen by chance. */
final class Family {

    static final Currency EURO = Currency.getInstance("EUR");

    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo");

    private final Random random;

    Family(Random random) {
        this.random = random;
    }

    LoyaltyProgram program(Instant opening) {
        Purse purse = random.nextInt(4) == 0 ? new Purse("points", "stars", 2) : Purse.POINTS;
        LoyaltyProgram program = LoyaltyProgram.startingAt(
                        opening.minus(Duration.ofDays(3)), ZoneId.of(pick(ZONES)), EURO)
                .with(purse)
                .with(ladder())
                .rounding(pick(List.of(
                        RoundingMode.DOWN,
                        RoundingMode.DOWN,
                        RoundingMode.HALF_UP,
                        RoundingMode.HALF_EVEN,
                        RoundingMode.UP)));
        for (EarningRule rule : rules()) {
            program = program.with(rule);
        }
        if (random.nextInt(5) > 0) {
            program = program.expiring(end());
        }
        if (random.nextInt(3) == 0) {
            program = program.acceptingUpTo(Duration.ofDays(20));
        }
        if (random.nextBoolean()) {
            program = program.countingSpend(filter(), pick(List.of(EarningRule.Basis.values())));
        }
        return program.with(RewardOption.of("coffee", "Coffee", Points.of(30)).costing("silver", Points.of(18)))
                .with(RewardOption.of("lounge", "Lounge", Points.of(20)).from("silver"));
    }

    /** Returns what a shop might decide about using points. */
    SpendingRules spending(Purse purse) {
        SpendingRules rules = SpendingRules.none();
        if (random.nextInt(4) == 0) {
            rules = rules.withMost(Points.of(20 + random.nextInt(20)));
        }
        if (random.nextInt(4) == 0) {
            rules = rules.withStep(Points.of(2 + random.nextInt(4)));
        }
        if (random.nextInt(4) == 0) {
            rules = rules.withLeast(Points.of(2 + random.nextInt(8)));
        }
        if (random.nextInt(3) == 0) {
            long units = BigInteger.TEN.pow(purse.scale()).longValueExact();
            rules = rules.withValue(Ratio.of(ModelSpending.CENTS * units, 100)).withShare(Ratio.of(1, 10));
        }
        return rules;
    }

    private List<EarningRule> rules() {
        EarningRule base = random.nextBoolean()
                ? EarningRule.perStep(
                        "base", Ratio.of(pick(List.of("1", "2", "1.5"))), euro(pick(List.of("1.00", "5.00", "0.30"))))
                : EarningRule.perAmount("base", Ratio.of(pick(List.of("1", "1.7", "0.33"))), euro("1.00"));
        List<EarningRule> more = List.of(
                EarningRule.perItem("pieces", 1 + random.nextInt(3)).on(filter()),
                EarningRule.perPurchase("visit", 5).from(euro("10.00")),
                EarningRule.multiplier("double", Ratio.of(2))
                        .on(LineFilter.goods()
                                .only(new LineFilter.Match(Set.of(), List.of(), Set.of("red"), Map.of()))),
                EarningRule.multiplier("half more", Ratio.of("1.5")).from(euro("20.00")),
                EarningRule.perStep("second", 1, euro("3.00")).on(filter()).of(EarningRule.Basis.NET));
        List<EarningRule> rules = new java.util.ArrayList<>();
        rules.add(random.nextBoolean() ? base : base.of(pick(List.of(EarningRule.Basis.values()))));
        for (EarningRule rule : more) {
            if (random.nextInt(3) == 0) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private LineFilter filter() {
        return switch (random.nextInt(3)) {
            case 0 -> LineFilter.goods();
            case 1 -> LineFilter.kinds(LineKind.GOODS, LineKind.SHIPPING, LineKind.FEE);
            default -> LineFilter.goods().without(new LineFilter.Match(Set.of("bread"), List.of(), Set.of(), Map.of()));
        };
    }

    private PeriodEnd end() {
        return pick(List.of(
                PeriodEnd.startOfDay(Period.ofDays(30)),
                PeriodEnd.endOfDay(Period.ofMonths(1)),
                PeriodEnd.endOfDay(Period.ZERO),
                PeriodEnd.endOfMonth(Period.ofMonths(3)),
                new PeriodEnd(Period.ofMonths(6), PeriodEnd.Edge.END_OF_QUARTER),
                new PeriodEnd(Period.ZERO, PeriodEnd.Edge.END_OF_YEAR)));
    }

    private @Nullable PeriodEnd validity() {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> PeriodEnd.startOfDay(Period.ofMonths(12));
            case 2 -> PeriodEnd.endOfDay(Period.ofDays(10));
            case 3 -> PeriodEnd.endOfMonth(Period.ofMonths(1));
            default -> new PeriodEnd(Period.ofYears(1), PeriodEnd.Edge.END_OF_YEAR);
        };
    }

    private TierLadder ladder() {
        TierLadder.Metric metric = pick(List.of(TierLadder.Metric.values()));
        long step = metric.equals(TierLadder.Metric.SPEND) ? 5_000 : metric.equals(TierLadder.Metric.POINTS) ? 60 : 2;
        TierLadder.Window window = switch (random.nextInt(4)) {
            case 0 -> TierLadder.Window.calendarYear();
            case 1 -> TierLadder.Window.lifetime();
            case 2 -> TierLadder.Window.rolling(Period.ofDays(30));
            default -> TierLadder.Window.rolling(Period.ofMonths(12));
        };
        return new TierLadder(
                List.of(
                        Tier.of("green", 0),
                        new Tier("silver", step, Ratio.of("1.25")),
                        new Tier("gold", 2 * step, Ratio.of("1.5")),
                        new Tier("black", 5 * step, Ratio.of(3))),
                metric,
                window,
                validity(),
                pick(List.of(TierLadder.Downgrade.values())),
                random.nextBoolean() ? Period.ZERO : pick(List.of(Period.ofDays(7), Period.ofMonths(1))));
    }

    static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Returns the first instant of a year and month that is interesting to one of the zones. */
    static Instant opening(Random random) {
        List<String> days = List.of("2011-12-20", "2018-10-25", "2024-02-20", "2026-01-01");
        return LocalDate.parse(days.get(random.nextInt(days.size())))
                .atStartOfDay(ZoneId.of("UTC"))
                .toInstant();
    }
}

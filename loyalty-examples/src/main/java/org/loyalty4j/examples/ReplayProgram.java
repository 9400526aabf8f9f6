package org.loyalty4j.examples;

import java.time.Period;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/**
 * The program that the replay runs unless it is given one: two points for each full dollar, three tiers by the spend of
 * twelve months.
 */
final class ReplayProgram {

    static final Currency DOLLAR = Currency.getInstance("USD");

    private static final Period YEAR = Period.ofMonths(12);
    private static final int SILVER_CENTS = 100_00;
    private static final int GOLD_CENTS = 300_00;

    private static final TierLadder LADDER = new TierLadder(
            List.of(
                    Tier.of("Green", 0),
                    new Tier("Silver", SILVER_CENTS, Ratio.of("1.25")),
                    new Tier("Gold", GOLD_CENTS, Ratio.of("1.5"))),
            TierLadder.Metric.SPEND,
            TierLadder.Window.rolling(YEAR),
            PeriodEnd.startOfDay(YEAR),
            TierLadder.Downgrade.FULL,
            Period.ZERO);

    static final ShopProgram BUILT_IN = new ShopProgram(
            "Built-in program",
            ZoneOffset.UTC,
            DOLLAR,
            null,
            List.of(program -> program.with(EarningRule.perStep("base", 2, Money.ofMinor(100, DOLLAR)))
                    .expiring(PeriodEnd.endOfMonth(YEAR))
                    .with(LADDER)));

    private ReplayProgram() {}
}

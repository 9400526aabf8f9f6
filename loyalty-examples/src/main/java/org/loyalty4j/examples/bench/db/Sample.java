package org.loyalty4j.examples.bench.db;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** The program, the customers and the sale that every contender is measured with. */
final class Sample {

    static final Money BREAD = Money.of("3.49", "USD");
    static final Money CHEESE = Money.of("12.99", "USD");
    static final Money WINE = Money.of("19.50", "USD");

    /** What the sale comes to, in cents. */
    static final long TOTAL = 3598;

    /** What the three lines earn by the program: 2 points for each full dollar of the sale, shared out. */
    static final List<Long> EARNED_BY_LINE = List.of(7L, 25L, 38L);

    static final long EARNED = 70;
    static final long REDEEMED = 37;

    /** How many lots each customer starts with, and how much each holds; the first customer's never run out. */
    static final int LOTS = 2;

    static final long IN_A_LOT = 500;
    static final long IN_A_HOT_LOT = 1_000_000_000_000L;

    private static final long IDS = 0x0190000000007000L;

    private Sample() {}

    /** No customer ever climbs, so that every sale writes the same rows. */
    static LoyaltyProgram program() {
        Period year = Period.ofMonths(12);
        return LoyaltyProgram.startingAt(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC, Money.currencyOf("USD"))
                .with(EarningRule.perStep("base", 2, Money.of(1, "USD")))
                .expiring(PeriodEnd.endOfMonth(year))
                .with(new TierLadder(
                        List.of(Tier.of("Green", 0), new Tier("Gold", Long.MAX_VALUE / 4, Ratio.of("1.5"))),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(year),
                        PeriodEnd.startOfDay(year),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO));
    }

    static UUID id(int customer) {
        return new UUID(IDS, Long.MIN_VALUE | customer);
    }

    static CustomerId customer(int index) {
        return new CustomerId(id(index));
    }

    /** Returns the first instant at which points earned on a day are gone. */
    static Instant goneOf(LocalDate earned) {
        return YearMonth.from(earned)
                .plusMonths(13)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}

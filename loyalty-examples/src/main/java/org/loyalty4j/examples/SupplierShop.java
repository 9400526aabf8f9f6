package org.loyalty4j.examples;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Source;
import org.loyalty4j.history.BusinessCalendar;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the supplier of the story has decided: who works there, how deals go, and what its customers get. */
final class SupplierShop {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Currency EURO = Currency.getInstance("EUR");
    static final int YEAR = 2025;

    /** Sells, and leaves at the end of August. */
    static final Actor TOM = new Actor("tom");

    /** Looks after what was sold, and sells as well once Tom has left. */
    static final Actor IDA = new Actor("ida");

    /** Answers for it all. */
    static final Actor CLARA = new Actor("clara");

    static final Source OFFICE = new Source("office");
    static final Source MAIL = new Source("mail gateway");

    static final Pipeline DEALS = Pipeline.of("deal", "lead")
            .leading("lead", "offer", "lost")
            .leading("offer", "talks", "lost")
            .leading("talks", "won", "lost");

    /** From Monday to Friday. */
    static final BusinessCalendar WEEKDAYS = day -> day.getDayOfWeek().getValue() <= 5;

    private static final int PARTNER_CENTS = 5_000_00;
    private static final int PREMIUM_CENTS = 15_000_00;
    private static final Period TWELVE_MONTHS = Period.ofMonths(12);

    private SupplierShop() {}

    /** A point for every ten full euros, three tiers by the spend of twelve months. */
    static LoyaltyProgram program() {
        TierLadder ladder = new TierLadder(
                List.of(
                        Tier.of("Basic", 0),
                        new Tier("Partner", PARTNER_CENTS, Ratio.of("1.25")),
                        new Tier("Premium", PREMIUM_CENTS, Ratio.of("1.5"))),
                TierLadder.Metric.SPEND,
                TierLadder.Window.rolling(TWELVE_MONTHS),
                PeriodEnd.startOfDay(TWELVE_MONTHS),
                TierLadder.Downgrade.ONE_STEP,
                Period.ZERO);
        return LoyaltyProgram.startingAt(day(1, 1), ZONE, EURO)
                .with(EarningRule.perStep("base", 1, euros("10.00")))
                .expiring(PeriodEnd.endOfMonth(TWELVE_MONTHS))
                .with(ladder);
    }

    static LocalDate date(int month, int day) {
        return LocalDate.of(YEAR, month, day);
    }

    /** Returns the first instant of a day. */
    static Instant day(int month, int day) {
        return date(month, day).atStartOfDay(ZONE).toInstant();
    }

    static Instant at(int month, int day, int hour, int minute) {
        return date(month, day).atTime(hour, minute).atZone(ZONE).toInstant();
    }

    static Money euros(String amount) {
        return Money.of(amount, EURO.getCurrencyCode());
    }

    /** As the terminal calls somebody. */
    static String name(Actor who) {
        return who.id().substring(0, 1).toUpperCase(Locale.ROOT) + who.id().substring(1);
    }
}

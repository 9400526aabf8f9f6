package org.loyalty4j.examples;

import static org.loyalty4j.examples.Wording.count;
import static org.loyalty4j.examples.Wording.counted;
import static org.loyalty4j.examples.Wording.share;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What each chart means, in one plain sentence. */
final class ReportSentences {

    private final ReplayFigures figures;

    ReportSentences(ReplayFigures figures) {
        this.figures = figures;
    }

    String owed() {
        if (figures.byExpiry().isEmpty()) {
            return "You owe your customers no points.";
        }
        Map.Entry<LocalDate, Long> next =
                figures.byExpiry().entrySet().iterator().next();
        return "You owe your customers " + counted(figures.outstanding(), "point") + "; the next "
                + count(next.getValue()) + " of them can be used until "
                + Wording.day(next.getKey().minusDays(1)) + " and are gone the day after.";
    }

    String flow() {
        if (figures.earned() == 0) {
            return "No points have been earned yet.";
        }
        return "Of every 100 points earned so far, " + hundredth(figures.redeemed()) + " were redeemed, "
                + hundredth(figures.expired()) + " expired unused, and " + hundredth(figures.outstanding())
                + " are still waiting to be used.";
    }

    String spend() {
        if (figures.purchases() == 0 || figures.months().isEmpty()) {
            return "No purchases have been made yet.";
        }
        Map.Entry<YearMonth, ReplayFigures.Month> best = bestMonth();
        return "The strongest month was " + Wording.month(best.getKey()) + " with "
                + counted(best.getValue().purchases(), "purchase") + " for "
                + Measure.DOLLARS.full(best.getValue().spend()) + ", "
                + share(best.getValue().spend(), figures.spend()) + " of all that was spent.";
    }

    String tiers() {
        List<Map.Entry<String, Long>> tiers = List.copyOf(figures.tiers().entrySet());
        if (tiers.isEmpty() || figures.customers() == 0) {
            return "No customers stand in a tier yet.";
        }
        Map.Entry<String, Long> highest = tiers.get(tiers.size() - 1);
        return "Of " + counted(figures.customers(), "customer") + ", " + count(highest.getValue()) + " ("
                + share(highest.getValue(), figures.customers()) + ") stand in the highest tier, " + highest.getKey()
                + ".";
    }

    String top() {
        if (topPoints() == 0) {
            return "No customer has points to use yet.";
        }
        String who = figures.top().size() == 1
                ? "The customer with the most points has "
                : "These " + figures.top().size() + " customers together have ";
        return who + counted(topPoints(), "point") + ", " + share(topPoints(), figures.outstanding())
                + " of all you owe.";
    }

    long topPoints() {
        return figures.top().stream()
                .mapToLong(ReplayFigures.TopCustomer::points)
                .sum();
    }

    /** The first of them when several are equal. */
    private Map.Entry<YearMonth, ReplayFigures.Month> bestMonth() {
        return Collections.max(
                figures.months().entrySet(),
                Comparator.comparing(month -> month.getValue().spend()));
    }

    private String hundredth(long points) {
        String percent = share(BigDecimal.valueOf(points), BigDecimal.valueOf(figures.earned()));
        return percent.substring(0, percent.length() - 1);
    }
}

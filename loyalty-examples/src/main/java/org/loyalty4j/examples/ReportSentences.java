package org.loyalty4j.examples;

import static org.loyalty4j.examples.Wording.count;
import static org.loyalty4j.examples.Wording.counted;
import static org.loyalty4j.examples.Wording.share;

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
        if (figures.staying() > 0) {
            return "You owe your customers " + counted(figures.outstanding(), "point") + "; "
                    + (figures.byExpiry().isEmpty()
                            ? "points do not expire."
                            : count(figures.staying()) + " never go.");
        }
        if (figures.byExpiry().isEmpty()) {
            return "You owe your customers no points.";
        }
        Map.Entry<LocalDate, Long> next =
                figures.byExpiry().entrySet().iterator().next();
        String lastDay = Wording.day(next.getKey().minusDays(1));
        String soonest = figures.byExpiry().size() == 1
                ? ", which can be used until "
                : "; the next " + count(next.getValue()) + " of them can be used until ";
        return "You owe your customers " + counted(figures.outstanding(), "point") + soonest + lastDay
                + " and will be gone the day after.";
    }

    String flow() {
        if (figures.earned() == 0) {
            return "No points have been earned yet.";
        }
        return "Of all points earned so far, " + ofEarned(figures.redeemed()) + " were redeemed, "
                + ofEarned(figures.expired()) + " expired unused, and " + ofEarned(figures.outstanding())
                + " can still be used.";
    }

    String spend() {
        if (figures.purchases() == 0 || figures.months().isEmpty()) {
            return "No purchases have been made yet.";
        }
        Map.Entry<YearMonth, ReplayFigures.Month> best = bestMonth();
        return "The strongest month was " + Wording.month(best.getKey()) + " with "
                + counted(best.getValue().purchases(), "purchase") + " for "
                + Measure.of(figures.currency()).full(best.getValue().spend()) + ", "
                + share(best.getValue().spend(), figures.spend()) + " of all that was spent.";
    }

    String tiers() {
        List<Map.Entry<String, Long>> tiers = List.copyOf(figures.tiers().entrySet());
        if (tiers.isEmpty() || figures.customers() == 0) {
            return "No customers stand in a tier yet.";
        }
        Map.Entry<String, Long> highest = tiers.get(tiers.size() - 1);
        return "The highest tier, " + highest.getKey() + ", has " + count(highest.getValue()) + " of "
                + counted(figures.customers(), "customer") + " (" + share(highest.getValue(), figures.customers())
                + ").";
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

    private String ofEarned(long points) {
        return share(points, figures.earned());
    }
}

package org.loyalty4j.examples;

import java.util.Locale;
import org.loyalty4j.AuditReport;

/** Writes two programs beside each other for the terminal. */
final class ComparisonSummary {

    private final Comparison comparison;
    private final StringBuilder text = new StringBuilder();

    private ComparisonSummary(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Returns the text.
     *
     * @param audit of the replay of the other program
     */
    static String text(Comparison comparison, AuditReport audit) {
        return new ComparisonSummary(comparison).write(audit);
    }

    private String write(AuditReport audit) {
        title("Another program on the same purchases, in memory");
        name("Today", comparison.today());
        name("Tried", comparison.tried());
        title("What they cost");
        row("", "today", "tried", "change");
        comparison.costs().forEach(this::row);
        title("Customers per tier under both");
        row("", "today", "tried", "change");
        comparison.tiers().forEach(this::row);
        title("From the tier of today to the tier tried");
        comparison
                .moves()
                .forEach(move -> line(
                        ReplaySummary.shown(move.from()) + " -> " + ReplaySummary.shown(move.to()),
                        Wording.count(move.customers())));
        title("Who wins and who loses, in " + (comparison.inMoney() ? "money" : "points") + " spent or still to spend");
        group("Winners", comparison.winners());
        group("Losers", comparison.losers());
        line("As before", Wording.count(comparison.same()));
        most("Most to win", comparison.winners());
        most("Most to lose", comparison.losers());
        title("Audit of the tried program: " + (audit.clean() ? "clean" : "BROKEN"));
        return text.toString();
    }

    private void most(String title, Comparison.Group group) {
        if (!group.most().isEmpty()) {
            title(title);
            row("", "today", "tried", "change");
            group.most().forEach(change -> row(comparison.row(change)));
        }
    }

    private void group(String name, Comparison.Group group) {
        line(name, Wording.count(group.customers()) + "  " + comparison.gains().change(group.together()));
    }

    private void title(String title) {
        text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
    }

    private void name(String name, Comparison.Side side) {
        text.append(String.format(
                Locale.ROOT,
                "  %s: %s%n",
                name,
                ReplaySummary.shown(side.program().name())));
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-28s %18s%n", name, value));
    }

    private void row(Comparison.Row row) {
        row(ReplaySummary.shown(row.name()), row.today(), row.tried(), row.change());
    }

    private void row(String name, String today, String tried, String change) {
        text.append(String.format(Locale.ROOT, "  %-20s %16s %16s %16s%n", name, today, tried, change));
    }
}

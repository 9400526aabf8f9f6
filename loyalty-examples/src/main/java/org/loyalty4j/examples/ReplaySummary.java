package org.loyalty4j.examples;

import java.time.YearMonth;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loyalty4j.AuditReport;

/** Writes figures for the terminal. */
final class ReplaySummary {

    private final StringBuilder text = new StringBuilder();

    private ReplaySummary() {}

    static String text(ReplayFigures figures, AuditReport audit) {
        ReplaySummary summary = new ReplaySummary();
        summary.title(figures.source() + (figures.asOf() == null ? "" : ", as of " + figures.asOf()));
        summary.number("Customers", figures.customers());
        summary.number("Purchases", figures.purchases());
        summary.line("Spend", String.format(Locale.ROOT, "%,.2f", figures.spend()));
        summary.number("Points earned", figures.earned());
        summary.number("Points redeemed", figures.redeemed());
        summary.number("Points expired", figures.expired());
        summary.number("Points outstanding", figures.outstanding());
        summary.number("Lapsed (90 days)", figures.lapsed90());
        summary.title("Customers per tier");
        figures.tiers().forEach(summary::number);
        summary.title("Points by the month in which they go");
        SortedMap<YearMonth, Long> byMonth = new TreeMap<>();
        figures.byExpiry().forEach((day, points) -> byMonth.merge(YearMonth.from(day), points, Long::sum));
        byMonth.forEach((month, points) -> summary.number(month.toString(), points));
        if (figures.staying() > 0) {
            summary.number("never", figures.staying());
        }
        summary.title("Most points");
        figures.top().forEach(customer -> summary.number(shown(customer.customer()), customer.points()));
        summary.audit(audit);
        return summary.text.toString();
    }

    private void audit(AuditReport audit) {
        title("Audit: " + (audit.clean() ? "clean" : "BROKEN"));
        number("Accounts", audit.accounts());
        number("Postings", audit.postings());
        number("Findings", audit.found());
        audit.findings()
                .forEach(finding -> text.append(String.format(
                        Locale.ROOT,
                        "  %s, customer %s, posting %d: %s%n",
                        finding.invariant(),
                        finding.customer(),
                        finding.posting(),
                        finding.message())));
    }

    private void title(String title) {
        text.append(text.isEmpty() ? "" : System.lineSeparator()).append(title).append(System.lineSeparator());
    }

    private void number(String name, long number) {
        line(name, String.format(Locale.ROOT, "%,d", number));
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-20s %18s%n", name, value));
    }

    /** An id may hold anything; what would move the cursor is not shown. */
    static String shown(String customer) {
        String quoted = BadLine.shown(customer);
        return quoted.substring(1, quoted.length() - 1);
    }
}

package org.loyalty4j.examples;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes figures as a page of HTML that needs nothing but itself. */
final class ReplayReport {

    private final StringBuilder page = new StringBuilder();

    private ReplayReport() {}

    static String html(ReplayFigures figures) {
        ReplayReport report = new ReplayReport();
        String title = escaped("Loyalty report: " + figures.source());
        report.page
                .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(title)
                .append("</title>\n</head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n");
        report.table("Figures", totals(figures));
        report.table("Customers per tier", figures.tiers());
        report.table("Points by the first day on which they are gone", figures.byExpiry());
        Map<String, Object> top = new LinkedHashMap<>();
        figures.top().forEach(customer -> top.put(customer.customer(), customer.points()));
        report.table("Most points", top);
        report.months(figures);
        return report.page.append("</body>\n</html>\n").toString();
    }

    private static Map<String, Object> totals(ReplayFigures figures) {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("As of", figures.asOf() == null ? "" : figures.asOf());
        totals.put("Customers", figures.customers());
        totals.put("Purchases", figures.purchases());
        totals.put("Spend", figures.spend());
        totals.put("Points earned", figures.earned());
        totals.put("Points redeemed", figures.redeemed());
        totals.put("Points expired", figures.expired());
        totals.put("Points outstanding", figures.outstanding());
        totals.put("Lapsed for more than 90 days", figures.lapsed90());
        return totals;
    }

    private void table(String title, Map<?, ?> rows) {
        page.append("<h2>").append(title).append("</h2>\n<table>\n");
        rows.forEach((name, value) -> page.append("<tr><th>")
                .append(escaped(String.valueOf(name)))
                .append("</th><td>")
                .append(value)
                .append("</td></tr>\n"));
        page.append("</table>\n");
    }

    private void months(ReplayFigures figures) {
        page.append("<h2>Months</h2>\n<table>\n<tr><th>Month</th><th>Purchases</th><th>Spend</th><th>Earned</th>"
                + "<th>Redeemed</th><th>Expired</th></tr>\n");
        figures.months()
                .forEach((month, sums) -> page.append(String.format(
                        Locale.ROOT,
                        "<tr><th>%s</th><td>%d</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td></tr>%n",
                        month,
                        sums.purchases(),
                        sums.spend(),
                        sums.earned(),
                        sums.redeemed(),
                        sums.expired())));
        page.append("</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

package org.loyalty4j.examples;

import static org.loyalty4j.examples.Wording.count;
import static org.loyalty4j.examples.Wording.share;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;

/** The questions that a shop owner asks, each answered from the figures of a replay. */
final class ReportSections {

    private static final List<ColumnChart.Series> OWED = List.of(new ColumnChart.Series("points", "points", false));
    private static final List<ColumnChart.Series> SPEND = List.of(new ColumnChart.Series("spent", "money", false));
    private static final List<ColumnChart.Series> FLOW = List.of(
            new ColumnChart.Series("earned", "points", false),
            new ColumnChart.Series("redeemed", "spent", true),
            new ColumnChart.Series("expired", "gone", true));

    private final ReplayFigures figures;
    private final ReportSentences sentences;
    private final Measure money;

    ReportSections(ReplayFigures figures) {
        this.figures = figures;
        sentences = new ReportSentences(figures);
        money = Measure.of(figures.currency());
    }

    /** What is owed comes first: it is the figure that costs money. */
    List<ReportSection> all() {
        return List.of(owed(), flow(), spend(), tiers(), top());
    }

    private ReportSection owed() {
        SortedMap<LocalDate, Long> byExpiry = figures.byExpiry();
        List<YearMonth> months = byExpiry.keySet().stream().map(YearMonth::from).toList();
        ColumnChart chart = new ColumnChart(MonthAxis.of(months), Measure.POINTS, OWED);
        ReportTable table = new ReportTable("Gone on", "Last day to use", "Points");
        byExpiry.forEach((day, points) -> {
            chart.add(YearMonth.from(day), List.of(BigDecimal.valueOf(points)));
            table.row(Wording.day(day), Wording.day(day.minusDays(1)), count(points));
        });
        if (figures.staying() > 0) {
            table.row("Never", "", count(figures.staying()));
        }
        table.total("All", "", count(figures.outstanding()));
        return section("owed", "Points you owe, and when they go", sentences.owed(), List.of(), chart, table);
    }

    private ReportSection flow() {
        ColumnChart chart = new ColumnChart(axis(), Measure.POINTS, FLOW);
        ReportTable table = new ReportTable("Month", "Earned", "Redeemed", "Expired");
        figures.months().forEach((month, of) -> {
            chart.add(
                    month,
                    List.of(
                            BigDecimal.valueOf(of.earned()),
                            BigDecimal.valueOf(of.redeemed()),
                            BigDecimal.valueOf(of.expired())));
            table.row(Wording.month(month), count(of.earned()), count(of.redeemed()), count(of.expired()));
        });
        table.total("All", count(figures.earned()), count(figures.redeemed()), count(figures.expired()));
        return section("flow", "Points coming in and going out", sentences.flow(), FLOW, chart, table);
    }

    private ReportSection spend() {
        ColumnChart chart = new ColumnChart(axis(), money, SPEND);
        ReportTable table = new ReportTable("Month", "Purchases", "Spent");
        figures.months().forEach((month, of) -> {
            chart.add(month, List.of(of.spend()));
            table.row(Wording.month(month), count(of.purchases()), money.full(of.spend()));
        });
        table.total("All", count(figures.purchases()), money.full(figures.spend()));
        return section("spend", "What customers spent", sentences.spend(), List.of(), chart, table);
    }

    private ReportSection tiers() {
        ReportTable table = new ReportTable("Tier", "Customers", "Share");
        figures.tiers()
                .forEach((tier, customers) -> table.row(tier, count(customers), share(customers, figures.customers())));
        table.total("All", count(figures.customers()), "");
        List<RankChart.Bar> bars = figures.tiers().entrySet().stream()
                .map(tier ->
                        new RankChart.Bar(tier.getKey(), tier.getValue(), share(tier.getValue(), figures.customers())))
                .toList();
        var caption = new Drawing.Caption("Customers in each tier", sentences.tiers());
        return new ReportSection(
                "tiers", caption, List.of(), page -> RankChart.draw(page, "tiers", caption, "people", bars), table);
    }

    private ReportSection top() {
        ReportTable table = new ReportTable("Customer", "Points");
        figures.top().forEach(customer -> table.row(customer.customer(), count(customer.points())));
        table.total("Together", count(sentences.topPoints()));
        List<RankChart.Bar> bars = figures.top().stream()
                .map(customer -> new RankChart.Bar(customer.customer(), customer.points(), ""))
                .toList();
        var caption = new Drawing.Caption("Customers with the most points", sentences.top());
        return new ReportSection(
                "top", caption, List.of(), page -> RankChart.draw(page, "top", caption, "points", bars), table);
    }

    private MonthAxis axis() {
        return MonthAxis.of(List.copyOf(figures.months().keySet()));
    }

    private static ReportSection section(
            String id,
            String title,
            String sentence,
            List<ColumnChart.Series> legend,
            ColumnChart chart,
            ReportTable table) {
        var caption = new Drawing.Caption(title, sentence);
        return new ReportSection(id, caption, legend, page -> chart.draw(page, id, caption), table);
    }
}

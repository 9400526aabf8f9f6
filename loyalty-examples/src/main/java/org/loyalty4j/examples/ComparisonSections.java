package org.loyalty4j.examples;

import static org.loyalty4j.examples.Wording.count;
import static org.loyalty4j.examples.Wording.counted;

import java.util.List;

/** What a shop owner asks about another program, each question answered beside the program of today. */
final class ComparisonSections {

    private static final String OF_WHAT = ", in what they spent or can still spend";

    private final Comparison comparison;

    ComparisonSections(Comparison comparison) {
        this.comparison = comparison;
    }

    List<ReportSection> all() {
        return List.of(costs(), moves(), winners(), losers());
    }

    private ReportSection costs() {
        ReplayFigures today = comparison.today().figures();
        ReplayFigures tried = comparison.tried().figures();
        ReportTable table = table("What");
        comparison.costs().forEach(row -> add(table, row));
        List<RankChart.Bar> bars = List.of(
                new RankChart.Bar("Issued today", today.earned(), ""),
                new RankChart.Bar("Issued, tried", tried.earned(), ""),
                new RankChart.Bar("Spent today", today.redeemed(), ""),
                new RankChart.Bar("Spent, tried", tried.redeemed(), ""),
                new RankChart.Bar("Expired today", today.expired(), ""),
                new RankChart.Bar("Expired, tried", tried.expired(), ""),
                new RankChart.Bar("Outstanding today", today.outstanding(), ""),
                new RankChart.Bar("Outstanding, tried", tried.outstanding(), ""));
        String sentence = "On the same purchases, the program “"
                + comparison.tried().program().name()
                + "” would have issued " + counted(tried.earned(), "point") + " where “"
                + comparison.today().program().name() + "” issued " + count(today.earned())
                + ", and you would owe your customers " + count(tried.outstanding()) + " instead of "
                + count(today.outstanding()) + ".";
        return section("costs", "Another program: what it costs", sentence, "points", bars, table);
    }

    private ReportSection moves() {
        ReportTable table = table("Tier");
        comparison.tiers().forEach(row -> add(table, row));
        List<RankChart.Bar> bars = comparison.moves().stream()
                .map(move -> new RankChart.Bar(move.from() + " → " + move.to(), move.customers(), ""))
                .toList();
        String sentence = "Each bar counts the customers who stand in one tier today and in the tier after the arrow"
                + " under the program tried.";
        return section("moves", "Another program: where customers stand", sentence, "people", bars, table);
    }

    private ReportSection winners() {
        Comparison.Group group = comparison.winners();
        String sentence = group.customers() == 0
                ? "No customer gains from the program tried."
                : counted(group.customers(), "customer") + (group.customers() == 1 ? " gains " : " gain ")
                        + gained(group) + " together" + OF_WHAT + ".";
        return section("winners", "Another program: who wins", sentence, "points", bars(group), most(group));
    }

    private ReportSection losers() {
        Comparison.Group group = comparison.losers();
        String sentence = group.customers() == 0
                ? "No customer loses from the program tried"
                : counted(group.customers(), "customer") + (group.customers() == 1 ? " loses " : " lose ")
                        + gained(group) + " together" + OF_WHAT;
        return section(
                "losers",
                "Another program: who loses",
                sentence + "; for " + count(comparison.same()) + " it comes to the same.",
                "gone",
                bars(group),
                most(group));
    }

    private String gained(Comparison.Group group) {
        return comparison.gains().full(group.together().abs()) + (comparison.inMoney() ? "" : " points");
    }

    private List<RankChart.Bar> bars(Comparison.Group group) {
        return group.most().stream()
                .map(change -> new RankChart.Bar(change.customer(), change.by().abs(), comparison.gains(), ""))
                .toList();
    }

    private ReportTable most(Comparison.Group group) {
        ReportTable table = table("Customer");
        group.most().forEach(change -> add(table, comparison.row(change)));
        if (group.customers() > 0) {
            table.total(
                    "All " + count(group.customers()),
                    "",
                    "",
                    comparison.gains().change(group.together()));
        }
        return table;
    }

    private static ReportTable table(String what) {
        return new ReportTable(what, "Today", "Tried", "Change");
    }

    private static void add(ReportTable table, Comparison.Row row) {
        table.row(row.name(), row.today(), row.tried(), row.change());
    }

    private static ReportSection section(
            String id, String title, String sentence, String paint, List<RankChart.Bar> bars, ReportTable table) {
        var caption = new Drawing.Caption(title, sentence);
        return new ReportSection(id, caption, List.of(), page -> RankChart.draw(page, id, caption, paint, bars), table);
    }
}

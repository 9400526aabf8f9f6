package org.loyalty4j.examples;

import java.util.List;
import java.util.function.Consumer;

/**
 * One question of the report: a chart, what it means, and its numbers beside it.
 *
 * @param id a name within the page
 * @param legend the colours that need a name; empty when there is one only
 * @param chart draws itself
 */
record ReportSection(
        String id,
        Drawing.Caption caption,
        List<ColumnChart.Series> legend,
        Consumer<Markup> chart,
        ReportTable numbers) {

    void write(Markup page) {
        page.open("section", "class", "card", "aria-labelledby", id + "-head");
        page.leaf("h2", caption.title(), "id", id + "-head");
        page.open("div", "class", "pair").open("figure");
        if (!legend.isEmpty()) {
            page.open("ul", "class", "legend");
            legend.forEach(series -> page.leaf("li", series.name(), "class", series.paint()));
            page.close();
        }
        chart.accept(page);
        page.leaf("figcaption", caption.sentence()).close();
        numbers.write(page, caption.title());
        page.close().close();
    }
}

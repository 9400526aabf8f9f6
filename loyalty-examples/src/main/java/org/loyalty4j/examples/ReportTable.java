package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.List;

/** The numbers of a chart, written out. */
final class ReportTable {

    private final List<String> heads;
    private final boolean words;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<List<String>> totals = new ArrayList<>();

    /** The first column names the row, the others hold numbers. */
    ReportTable(String... heads) {
        this(false, heads);
    }

    private ReportTable(boolean words, String... heads) {
        this.heads = List.of(heads);
        this.words = words;
    }

    /** The first column names the row, the others hold texts. */
    static ReportTable ofWords(String... heads) {
        return new ReportTable(true, heads);
    }

    ReportTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The last row, set apart. */
    ReportTable total(String... cells) {
        totals.add(List.of(cells));
        return this;
    }

    void write(Markup page, String caption) {
        // A long table scrolls in its own box; with a tab stop it does so without a mouse as well.
        page.open(
                "div",
                "class",
                words ? "numbers words" : "numbers",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                words ? caption : caption + ": the numbers");
        page.open("table").leaf("caption", caption);
        page.open("thead").open("tr");
        heads.forEach(head -> page.leaf("th", head, "scope", "col"));
        page.close().close();
        page.open("tbody");
        rows.forEach(row -> writeRow(page, row));
        if (rows.isEmpty()) {
            page.open("tr").leaf("td", "Nothing yet", "class", "none", "colspan", "" + heads.size());
            page.close();
        }
        page.close();
        if (!totals.isEmpty()) {
            page.open("tfoot");
            totals.forEach(row -> writeRow(page, row));
            page.close();
        }
        page.close().close();
    }

    private void writeRow(Markup page, List<String> cells) {
        page.open("tr");
        // Set apart, so that a name written from right to left does not turn the row around.
        page.open("th", "scope", "row").leaf("bdi", cells.get(0)).close();
        cells.stream().skip(1).forEach(cell -> {
            if (words) {
                page.open("td").leaf("bdi", cell).close();
            } else {
                page.leaf("td", cell);
            }
        });
        page.close();
    }
}

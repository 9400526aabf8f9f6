package org.loyalty4j.examples;

/**
 * A part of a page that is told by a table of texts.
 *
 * @param id a name within the page
 * @param title what it is about
 * @param sentence what it means, or empty
 */
record WordSection(String id, String title, String sentence, ReportTable table) {

    void write(Markup page) {
        page.open("section", "class", "card", "aria-labelledby", id + "-head");
        page.leaf("h2", title, "id", id + "-head");
        if (!sentence.isEmpty()) {
            page.leaf("p", sentence, "class", "meaning");
        }
        table.write(page, title);
        page.close();
    }
}

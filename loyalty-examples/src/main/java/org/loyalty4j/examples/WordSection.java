package org.loyalty4j.examples;

/**
 * A part of a page that is told by a table of texts.
 *
 * @param id a name within the page
 * @param title what it is about
 * @param sentence what it means, or empty
 * @param name whose name ends the sentence, or empty
 */
record WordSection(String id, String title, String sentence, String name, ReportTable table) {

    void write(Markup page) {
        page.open("section", "class", "card", "aria-labelledby", id + "-head");
        page.leaf("h2", title, "id", id + "-head");
        if (!sentence.isEmpty()) {
            page.open("p", "class", "meaning").text(sentence);
            if (!name.isEmpty()) {
                page.text(" ").leaf("bdi", name);
            }
            page.close();
        }
        table.write(page, title);
        page.close();
    }
}

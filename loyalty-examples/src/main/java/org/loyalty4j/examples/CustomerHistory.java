package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Page;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;

/**
 * A timeline, read page by page: each page gives the cursor of the next one.
 *
 * @param query what is asked for
 * @param size how many stand on a page
 */
record CustomerHistory(Loyalty loyalty, TimelineQuery query, int size) {

    /** Returns all pages; for a story of known length. */
    List<List<TimelineEntry>> pages() {
        List<List<TimelineEntry>> pages = new ArrayList<>();
        read(page -> {
            if (!page.isEmpty()) {
                pages.add(page);
            }
        });
        return pages;
    }

    /** Reads page after page, the last that happened on the first; keeps none. */
    void read(Consumer<List<TimelineEntry>> reader) {
        Page<TimelineEntry> page = loyalty.history().timeline(query, size);
        reader.accept(page.items());
        Optional<String> next = page.next();
        while (next.isPresent()) {
            page = loyalty.history().timeline(query, next.get(), size);
            reader.accept(page.items());
            next = page.next();
        }
    }
}

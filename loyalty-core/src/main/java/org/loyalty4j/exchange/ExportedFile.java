package org.loyalty4j.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a file that this library exports begins: a row that says what it is, then the headers. */
final class ExportedFile {

    /** The first cell of the first row. */
    static final String MARK = "#loyalty4j";

    /** The version that is written, and the newest that is read. */
    static final int VERSION = 1;

    static final List<String> CUSTOMERS =
            List.of("customer", "kind", "name", "joined", "left", "identifiers", "attributes");

    static final List<String> BALANCES = List.of("customer", "lot", "points", "earned", "gone");

    static final List<String> INTERACTIONS = List.of(
            "customer",
            "space",
            "number",
            "status",
            "channel",
            "direction",
            "touchpoint",
            "started",
            "ended",
            "participants",
            "purposes",
            "summary",
            "outcome",
            "next step",
            "thread",
            "links",
            "media",
            "author",
            "source");

    private ExportedFile() {}

    static List<String> headers(ImportPlan.Kind kind) {
        return switch (kind) {
            case CUSTOMERS -> CUSTOMERS;
            case BALANCES -> BALANCES;
            case INTERACTIONS -> INTERACTIONS;
        };
    }

    /** Returns the first row. */
    static List<String> mark(ImportPlan.Kind kind, @Nullable String purse) {
        String what = kind.name().toLowerCase(java.util.Locale.ROOT);
        return purse == null
                ? List.of(MARK, what, String.valueOf(VERSION))
                : List.of(MARK, what, String.valueOf(VERSION), purse);
    }
}

package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is there of our tables.
 *
 * @param columns the columns of each table whose name begins as ours do, all in small letters
 * @param version the highest version that a script has ended with, 0 for none
 */
record SchemaState(Map<String, Set<String>> columns, int version) {

    static final String PREFIX = "loyalty_";
    static final String VERSION_TABLE = "loyalty_schema_version";

    /** Says whether there is no table of ours. */
    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Returns the tables and columns that are needed and not there. */
    List<String> missing(Map<String, List<String>> needed) {
        List<String> missing = new ArrayList<>();
        needed.forEach((table, wanted) -> {
            Set<String> found = columns.get(table.toLowerCase(Locale.ROOT));
            if (found == null) {
                missing.add("table " + table);
                return;
            }
            wanted.stream()
                    .filter(column -> !found.contains(column.toLowerCase(Locale.ROOT)))
                    .forEach(column -> missing.add("column " + table + "." + column));
        });
        missing.sort(null);
        return missing;
    }
}

package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.jpa.LoyaltySchema.Database;

/** That the mapped classes and the scripts are one truth. */
class TablesTest {

    @ParameterizedTest
    @EnumSource
    void the_scripts_make_every_mapped_column_and_no_other(Database database) {
        Map<String, List<String>> scripted = SchemaText.tables(database);
        scripted.remove("loyalty_schema_version"); // the scripts' own

        assertThat(sorted(Tables.expected())).isEqualTo(sorted(scripted));
    }

    private static Map<String, Set<String>> sorted(Map<String, List<String>> tables) {
        Map<String, Set<String>> sorted = new TreeMap<>();
        tables.forEach((table, columns) -> sorted.put(table, new TreeSet<>(columns)));
        return sorted;
    }
}

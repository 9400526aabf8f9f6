package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.jpa.LoyaltySchema.Database;

class SchemaScriptsTest {

    @Test
    void all_databases_have_the_same_tables_and_columns() {
        Map<String, List<String>> tables = SchemaText.tables(Database.POSTGRESQL);
        assertThat(tables).hasSize(51).containsKey("loyalty_posting");
        assertThat(SchemaText.tables(Database.MARIADB)).isEqualTo(tables);
        assertThat(SchemaText.tables(Database.H2)).isEqualTo(tables);
    }

    @Test
    void scripts_are_named_as_flyway_wants_them_and_numbered_without_a_gap() {
        for (int version = 1; version <= LoyaltySchema.VERSION; version++) {
            assertThat(SchemaScripts.LIBRARY.name(version)).matches("V" + version + "__[a-z_]+\\.sql");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_script_ends_by_writing_its_own_row(Database database) {
        for (int version = 1; version <= LoyaltySchema.VERSION; version++) {
            List<String> statements = SchemaScripts.LIBRARY.statements(database, version);
            assertThat(statements.get(statements.size() - 1))
                    .startsWith("insert into loyalty_schema_version")
                    .contains("'" + SchemaScripts.LIBRARY.name(version) + "'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_table_has_its_rights_and_the_ledger_is_not_changed(Database database) {
        StringBuilder printed = new StringBuilder();
        LoyaltySchema.writeGrants(database, "till", printed);

        String grants = printed.toString();
        for (String table : SchemaText.tables(database).keySet()) {
            assertThat(grants).containsOnlyOnce(" on " + table + " to till;");
        }
        assertThat(grants)
                .contains("grant select, insert on loyalty_posting to till;")
                .contains("grant select, insert, update"
                        + (database == Database.H2 ? "" : " (actor, reason, grounds, salt, seal)")
                        + " on loyalty_command to till;")
                .contains("grant select, insert, update on loyalty_account to till;")
                .contains("grant select, insert, update, delete on loyalty_lot to till;")
                .contains("grant select on loyalty_schema_version to till;");
    }

    @ParameterizedTest
    @EnumSource
    void tools_of_the_host_find_the_scripts_though_the_module_hides_its_packages(Database database) {
        String path = SchemaScripts.folder(database) + "/" + SchemaScripts.LIBRARY.name(1);
        assertThat(SchemaScripts.class.getModule().isNamed()).isTrue();
        assertThat(ClassLoader.getSystemResource(path)).isNotNull();
    }

    @Test
    void a_role_is_one_name() {
        for (String role : List.of("", " ", "till; drop table x", "till\nx")) {
            assertThatThrownBy(() -> LoyaltySchema.writeGrants(Database.H2, role, new StringBuilder()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

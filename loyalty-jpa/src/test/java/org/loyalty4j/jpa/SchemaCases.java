package org.loyalty4j.jpa;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.jpa.LoyaltySchema.Mode;
import org.loyalty4j.store.SchemaMismatchException;
import org.loyalty4j.store.StoreException;

/** What has to be true of the scripts and of what looks at the tables, on every database. */
abstract class SchemaCases extends SchemaFixture {

    @Test
    void tables_that_are_not_there_stop_the_start_and_the_script_is_named() {
        assertThatThrownBy(() -> prepare(Mode.VALIDATE))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("no tables of Loyalty4j")
                .hasMessageContaining("version " + NOW)
                .hasMessageContaining("V1__first_tables.sql")
                .hasMessageContaining("Mode.CREATE");
        assertThat(ourTables()).isEmpty();
    }

    @Test
    void tables_are_made_once_and_then_found_good() {
        prepare(Mode.CREATE);
        run("insert into loyalty_program_version (version, valid_from, publication, document) values"
                + " (1, '2026-01-01 00:00:00', " + id(1) + ", '')");

        prepare(Mode.CREATE);
        prepare(Mode.MIGRATE);
        prepare(Mode.VALIDATE);

        assertThat(rows("select version from loyalty_program_version")).containsExactly("1");
        assertThat(rows("select script from loyalty_schema_version order by version"))
                .containsExactlyElementsOf(SchemaScripts.LIBRARY.names());
    }

    @Test
    void nothing_is_looked_at_when_nothing_was_asked_for() {
        assertThatCode(() -> prepare(Mode.NONE)).doesNotThrowAnyException();
    }

    @Test
    void a_script_can_be_run_again_and_leaves_what_is_there() {
        for (int times = 0; times < 2; times++) {
            for (int version = 1; version <= NOW; version++) {
                SchemaScripts.LIBRARY.statements(database(), version).forEach(this::run);
            }
        }
        assertThat(rows("select version from loyalty_schema_version order by version"))
                .containsExactlyElementsOf(versions(NOW));
    }

    @Test
    void what_was_printed_makes_the_tables() {
        StringBuilder printed = new StringBuilder();
        LoyaltySchema.write(database(), printed);

        for (String statement : printed.toString().split(";\n", -1)) {
            if (!statement.isBlank()) {
                run(statement);
            }
        }

        assertThatCode(() -> prepare(Mode.VALIDATE)).doesNotThrowAnyException();
    }

    @Test
    void columns_and_tables_that_are_missing_are_named() {
        prepare(Mode.CREATE);
        run("alter table loyalty_posting drop column program_version");
        run("drop table loyalty_tender");

        for (Mode mode : List.of(Mode.VALIDATE, Mode.CREATE, Mode.MIGRATE)) {
            assertThatThrownBy(() -> prepare(mode))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContaining("column loyalty_posting.program_version")
                    .hasMessageContaining("table loyalty_tender");
        }
    }

    @Test
    void a_column_more_does_no_harm() {
        prepare(Mode.CREATE);
        run("alter table loyalty_customer add column shoe_size integer");
        assertThatCode(() -> prepare(Mode.VALIDATE)).doesNotThrowAnyException();
    }

    @Test
    void a_newer_version_is_not_good_either() {
        prepare(Mode.CREATE);
        int newer = NOW + 1;
        run("update loyalty_schema_version set version = " + newer + " where version = " + NOW);

        for (Mode mode : List.of(Mode.VALIDATE, Mode.CREATE, Mode.MIGRATE)) {
            assertThatThrownBy(() -> prepare(mode))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContaining("have version " + newer + ", needed is version " + NOW)
                    .hasMessageContaining("newer");
        }
    }

    @Test
    void an_older_version_is_named_and_only_brought_up_when_that_was_asked_for() {
        prepare(Mode.CREATE);

        for (Mode mode : List.of(Mode.VALIDATE, Mode.CREATE)) {
            assertThatThrownBy(() -> prepare(null, mode, withOneMoreScript()))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContaining("have version " + NOW + ", needed is version " + NEXT)
                    .hasMessageContaining(ONE_MORE)
                    .hasMessageNotContaining("V1__first_tables.sql")
                    .hasMessageContaining("Mode.MIGRATE");
        }
        prepare(null, Mode.MIGRATE, withOneMoreScript());

        assertThat(rows("select version from loyalty_schema_version order by version"))
                .containsExactlyElementsOf(versions(NEXT));
        assertThat(rows("select count(*) from loyalty_extra")).containsExactly("0");
    }

    @Test
    void accounts_of_the_first_version_stay_true_when_the_tables_are_brought_up() {
        SchemaScripts.LIBRARY.statements(database(), 1).forEach(this::run);
        anAccount();
        run(posting(1, "EARN", "5"));
        run("update loyalty_account set last_number = 1, balance = 5");
        run("insert into loyalty_tier_change (account_id, number, revision, from_at, tier, cause, evidence)"
                + " values (1, 1, 0, '2026-01-01 00:00:00', 'gold', 'REACHED', 500)");

        assertThatThrownBy(() -> prepare(Mode.VALIDATE))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("have version 1, needed is version " + NOW)
                .hasMessageContaining(SchemaScripts.LIBRARY.name(2));
        prepare(Mode.MIGRATE);

        prepare(Mode.VALIDATE);
        assertThat(rows("select balance from loyalty_account")).containsExactly("5");
        assertThat(rows("select held + pending + debt from loyalty_account")).containsExactly("0");
        assertThat(rows("select count(*) from loyalty_account where window_sums is null and tier_changed is null"))
                .containsExactly("1");
        assertThat(rows("select count(*) from loyalty_tier_change where counts is null and until_at is null"))
                .containsExactly("1");
        assertThat(rows("select sequence from loyalty_tier_change")).containsExactly("0");
        assertThat(rows("select count(*) from loyalty_account where tier_given is null and tier_upcoming is null"))
                .containsExactly("1");
        assertThat(rows("select count(*) from loyalty_account where tier_entered is null"))
                .containsExactly("1");
    }

    @Test
    void lots_of_the_second_version_go_as_their_program_says_when_the_tables_are_brought_up() {
        SchemaScripts.LIBRARY.statements(database(), 1).forEach(this::run);
        SchemaScripts.LIBRARY.statements(database(), 2).forEach(this::run);
        anAccount();
        run(posting(1, "BONUS", "5"));
        run("insert into loyalty_lot_terms (account_id, lot, program_version, waiting) values (1, 1, 1, 'DATED')");

        prepare(Mode.MIGRATE);

        prepare(Mode.VALIDATE);
        assertThat(rows("select expiry_level from loyalty_lot_terms where expiry_code is null"))
                .containsExactly("PROGRAM");
    }

    @Test
    void commands_of_the_third_version_name_their_purse_when_the_tables_are_brought_up() {
        for (int version = 1; version <= 3; version++) {
            SchemaScripts.LIBRARY.statements(database(), version).forEach(this::run);
        }
        anAccount();
        run(command(1, ""));

        prepare(Mode.MIGRATE);

        prepare(Mode.VALIDATE);
        assertThat(rows("select purse from loyalty_command")).containsExactly("points");
        assertThatThrownBy(() -> run(command(2, "points"))).hasRootCauseInstanceOf(SQLException.class);
        run(command(2, "stamps"));
        assertThat(rows("select count(*) from loyalty_command where request_key = 'receipt'"))
                .containsExactly("2");
    }

    @Test
    void a_script_that_stopped_is_named_and_can_go_on() {
        run(SchemaScripts.LIBRARY.statements(database(), 1).get(0));

        assertThatThrownBy(() -> prepare(Mode.VALIDATE))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("have no version, needed is version " + NOW)
                .hasMessageContaining("loyalty_schema_version")
                .hasMessageContaining("Mode.MIGRATE");

        prepare(Mode.MIGRATE);
        assertThat(rows("select version from loyalty_schema_version order by version"))
                .containsExactlyElementsOf(versions(NOW));
    }

    @Test
    void the_statement_at_which_a_script_stopped_is_named() {
        run("create table loyalty_customer (kind varchar(20))");

        assertThatThrownBy(() -> prepare(Mode.CREATE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("V1__first_tables.sql stopped at its statement")
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void a_schema_that_is_not_there_is_named_or_made() {
        assertThatThrownBy(() -> prepare("Tenant_7", Mode.VALIDATE, SchemaScripts.LIBRARY))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("no schema Tenant_7")
                .hasMessageContaining("V1__first_tables.sql");

        prepare("Tenant_7", Mode.CREATE, SchemaScripts.LIBRARY);

        assertThatCode(() -> prepare("Tenant_7", Mode.VALIDATE, SchemaScripts.LIBRARY))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> prepare(Mode.VALIDATE)).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void a_name_of_a_schema_is_letters_digits_and_underscores() {
        for (String name : List.of("", "a b", "a\"; drop table x", "a.b", "é", "x".repeat(64))) {
            assertThatThrownBy(() -> prepare(name, Mode.VALIDATE, SchemaScripts.LIBRARY))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("schema");
        }
        assertThat(LoyaltySchema.checkedName("7_of_9")).isEqualTo("7_of_9");
    }

    @Test
    void two_tenants_with_equal_ids_do_not_see_each_other() throws Exception {
        for (String tenant : List.of("anna", "bert")) {
            prepare(tenant, Mode.MIGRATE, SchemaScripts.LIBRARY);
            try (Connection connection = connect()) {
                enter(connection, tenant);
                insertProgram(connection, 1, tenant);
            }
        }
        for (String tenant : List.of("anna", "bert")) {
            try (Connection connection = connect()) {
                enter(connection, tenant);
                assertThat(rows(connection, "select document from loyalty_program_version"))
                        .containsExactly(tenant);
            }
        }
    }

    @Test
    void a_connection_is_left_as_it_was() throws Exception {
        prepare("tenant", Mode.CREATE, SchemaScripts.LIBRARY);
        for (boolean autoCommit : List.of(true, false)) {
            for (int isolation :
                    List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_READ_COMMITTED)) {
                try (Connection connection = connect()) {
                    connection.setTransactionIsolation(isolation);
                    connection.setAutoCommit(autoCommit);
                    staysAsItIs(connection, "tenant", Mode.VALIDATE);
                    staysAsItIs(connection, "tenant", Mode.MIGRATE);
                    staysAsItIs(connection, "nowhere", Mode.VALIDATE);
                    staysAsItIs(connection, null, Mode.VALIDATE);
                }
            }
        }
    }

    @Test
    void ten_nodes_that_start_at_once_make_the_tables_once() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService nodes = Executors.newFixedThreadPool(10);
        AtomicInteger winners = new AtomicInteger();
        SchemaScripts both = withOneMoreScript();
        SchemaScripts counted = new SchemaScripts(both.names(), (database, name) -> {
            if (name.equals(ONE_MORE)) {
                winners.incrementAndGet();
            }
            return both.texts().apply(database, name);
        });
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int node = 0; node < 10; node++) {
                done.add(nodes.submit(() -> {
                    start.await();
                    prepare("tenant", Mode.MIGRATE, counted);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> node : done) {
                node.get(120, SECONDS);
            }
        } finally {
            nodes.shutdownNow();
        }
        try (Connection connection = connect()) {
            enter(connection, "tenant");
            assertThat(rows(connection, "select version from loyalty_schema_version order by version"))
                    .containsExactlyElementsOf(versions(NEXT));
        }
        assertThat(winners).hasValue(1);
    }

    @Test
    void every_table_and_column_has_a_comment() throws Exception {
        prepare(Mode.CREATE);
        try (Connection connection = connect()) {
            Map<String, String> comments = SchemaText.comments(connection);
            List<String> expected = new ArrayList<>(tables.keySet());
            tables.forEach((table, columns) -> columns.forEach(column -> expected.add(table + "." + column)));
            assertThat(comments.keySet()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(comments)
                    .allSatisfy((name, comment) ->
                            assertThat(comment).as(name).isNotBlank().endsWith("."));
        }
    }

    @Test
    void an_index_is_named_for_its_table_and_has_no_column_that_changes_with_every_command() throws Exception {
        List<String> changing = List.of(
                "loyalty_lot.remaining",
                "loyalty_account.balance",
                "loyalty_account.held",
                "loyalty_account.pending",
                "loyalty_account.debt",
                "loyalty_account.last_number",
                "loyalty_account.commands",
                "loyalty_account.last_recorded_at",
                "loyalty_account.last_hash",
                "loyalty_account.due_at",
                "loyalty_account.status",
                "loyalty_account.tier");
        prepare(Mode.CREATE);
        try (Connection connection = connect()) {
            Map<String, List<String>> columnsOfIndexes = new TreeMap<>();
            for (String table : tables.keySet()) {
                columnsOfIndexes.putAll(SchemaText.indexes(connection, table));
            }
            assertThat(columnsOfIndexes).hasSizeGreaterThan(8);
            columnsOfIndexes.forEach((index, columns) -> {
                String table = columns.get(0).substring(0, columns.get(0).indexOf('.'));
                assertThat(index).startsWith(table + "_");
                assertThat(columns).as(index).doesNotContainAnyElementsOf(changing);
            });
        }
    }

    @Test
    void what_cannot_be_true_of_a_ledger_is_refused_and_kinds_to_come_are_not() {
        prepare(Mode.CREATE);
        anAccount();
        run(posting(1, "EARN", "5"));
        run(posting(2, "KIND_TO_COME", "-5"));

        assertThat(List.of(
                        posting(2, "EARN", "5"),
                        posting(0, "EARN", "5"),
                        posting(3, "EARN", "-5"),
                        posting(3, "REDEEM", "5"),
                        posting(3, "KIND_TO_COME", "0"),
                        "insert into loyalty_tier_change (account_id, number, revision, from_at, tier, cause, evidence)"
                                + " values (99, 1, 0, '2026-01-01 00:00:00', 'gold', 'REACHED', 0)",
                        "update loyalty_account set status = 'ASLEEP'",
                        "update loyalty_account set last_number = -1",
                        "update loyalty_account set held = -1",
                        "update loyalty_account set last_number = 2, balance = 5, debt = 1"))
                .allSatisfy(statement ->
                        assertThatThrownBy(() -> run(statement)).hasRootCauseInstanceOf(SQLException.class));
        assertThatCode(() -> run("update loyalty_account set last_number = 2, balance = -10, debt = 10"))
                .doesNotThrowAnyException();
    }
}

package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.loyalty4j.jpa.LoyaltySchema.Mode;
import org.loyalty4j.store.SchemaMismatchException;

/** A database of its own for every test, and short ways to ask it. */
abstract class SchemaFixture {

    /** What tests call schemas; a database whose schemas are the server's must not have them from the test before. */
    static final List<String> SCHEMAS = List.of("Tenant_7", "tenant", "anna", "bert", "nowhere");

    /** The version of the tables now, and the one that a script to come makes. */
    static final int NOW = SchemaScripts.LIBRARY.newest();

    static final int NEXT = NOW + 1;

    static final String ONE_MORE = "V" + NEXT + "__one_more_table.sql";

    /** What the tables are called, and their columns, as the scripts have them. */
    final Map<String, List<String>> tables = SchemaText.tables(database());

    private DataSource fresh;

    abstract Database database();

    /** Returns a database with nothing in it. */
    abstract DataSource freshDatabase() throws Exception;

    /** Makes a schema the current one, by what the driver has for it. */
    void enter(Connection connection, String schema) throws SQLException {
        connection.setSchema(schema);
    }

    /** Returns how the connection finds tables whose names stand alone. */
    @Nullable
    String whereTablesAreFound(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    @BeforeEach
    void makeTheDatabase() throws Exception {
        fresh = freshDatabase();
    }

    /** Makes a customer with an account whose number is 1. */
    void anAccount() {
        String id = database() == Database.MARIADB
                ? "unhex('00000000000000000000000000000001')"
                : "'00000000-0000-0000-0000-000000000001'";
        run("insert into loyalty_customer (id, kind, joined_at, recorded_at) values (" + id
                + ", 'PERSON', '2026-01-01 00:00:00', '2026-01-01 00:00:00')");
        run("insert into loyalty_account (id, customer_id, purse, status, balance, last_number, commands,"
                + " last_recorded_at, last_hash) values (1, " + id + ", 'points', 'OPEN', 0, 0, 0,"
                + " '2026-01-01 00:00:00', " + SchemaText.zeros(database(), 32) + ")");
    }

    /** Returns what adds a sale under one key to the account; of a version that has no purses where none is named. */
    String command(int sequence, String purse) {
        return "insert into loyalty_command (account_id, sequence, id, operation, request_key, customer_id, fingerprint,"
                + " earned, redeemed, restored, reversed, shortfall, lapsed, expired, balance, first_number, last_number,"
                + " recorded_at" + (purse.isEmpty() ? "" : ", purse") + ") values (1, " + sequence + ", "
                + id(100 + sequence) + ", 'SALE', 'receipt', " + id(1) + ", " + SchemaText.zeros(database(), 8)
                + ", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '2026-01-01 00:00:00'"
                + (purse.isEmpty() ? "" : ", '" + purse + "'") + ")";
    }

    String posting(int number, String kind, String amount) {
        String id = database() == Database.MARIADB
                ? "unhex('00000000000000000000000000000002')"
                : "'00000000-0000-0000-0000-000000000002'";
        return "insert into loyalty_posting (account_id, number, kind, amount, balance_after, command_id,"
                + " program_version, counts_at, recorded_at, hash) values (1, " + number + ", '" + kind + "', " + amount
                + ", 0, " + id + ", 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', "
                + SchemaText.zeros(database(), 32) + ")";
    }

    void staysAsItIs(Connection connection, @Nullable String schema, Mode mode) throws SQLException {
        String before = settings(connection);
        try {
            new SchemaPreparation(database(), schema, SchemaScripts.LIBRARY, tables).run(connection, mode);
        } catch (SchemaMismatchException expected) {
            assertThat(mode).isEqualTo(Mode.VALIDATE);
        }
        assertThat(settings(connection)).isEqualTo(before);
    }

    String settings(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        String settings = autoCommit + " " + connection.getTransactionIsolation() + " " + connection.isReadOnly() + " "
                + whereTablesAreFound(connection);
        if (!autoCommit) {
            connection.rollback();
        }
        return settings;
    }

    SchemaScripts withOneMoreScript() {
        String script = "-- one more\n"
                + "create table if not exists loyalty_extra (\n    id bigint not null,\n    primary key (id)\n);\n"
                + "insert into loyalty_schema_version (version, installed_at, script)\n"
                + "    select " + NEXT + ", current_timestamp, '" + ONE_MORE + "'\n"
                + "    where not exists (select 1 from loyalty_schema_version where version = " + NEXT + ");\n";
        SchemaScripts ours = SchemaScripts.LIBRARY;
        List<String> names = new ArrayList<>(ours.names());
        names.add(ONE_MORE);
        return new SchemaScripts(
                names,
                (database, name) ->
                        name.equals(ONE_MORE) ? script : ours.texts().apply(database, name));
    }

    /** Returns the numbers of all versions up to one, as rows have them. */
    static List<String> versions(int newest) {
        return IntStream.rangeClosed(1, newest).mapToObj(Integer::toString).toList();
    }

    void prepare(Mode mode) {
        prepare(null, mode, SchemaScripts.LIBRARY);
    }

    void prepare(@Nullable String schema, Mode mode, SchemaScripts scripts) {
        try (Connection connection = connect()) {
            new SchemaPreparation(database(), schema, scripts, tables).run(connection, mode);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns an id as the database's SQL writes it. */
    String id(int number) {
        String digits = String.format("%032d", number);
        return database() == Database.MARIADB ? "unhex('" + digits + "')" : "cast('" + digits + "' as uuid)";
    }

    void insertProgram(Connection connection, int version, String document) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into loyalty_program_version (version, valid_from, publication,"
                        + " document) values (?, current_timestamp, " + id(version) + ", ?)")) {
            insert.setInt(1, version);
            insert.setString(2, document);
            insert.execute();
        }
    }

    final void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    final Connection connect() throws SQLException {
        return fresh.getConnection();
    }

    /** Returns the names of our tables that are in the current schema. */
    final Set<String> ourTables() {
        try (Connection connection = connect()) {
            return SchemaText.comments(connection).keySet();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    final List<String> rows(String question) {
        try (Connection connection = connect()) {
            return rows(connection, question);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> rows(Connection connection, String question) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(question)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}

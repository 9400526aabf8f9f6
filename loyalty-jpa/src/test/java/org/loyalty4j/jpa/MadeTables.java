package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables as MariaDB has them when all scripts have run: making them at once takes a tenth of the time of the scripts,
 * which change and copy them many times. Safe for use by many threads.
 */
final class MadeTables {

    private static final MadeTables ON_MARIADB = new MadeTables();

    private @Nullable List<String> statements;

    private MadeTables() {}

    /** Makes all tables that are not there. */
    static void in(FreshDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            if (database.kind() == TestDatabase.MARIADB) {
                ON_MARIADB.make(connection);
            } else {
                prepare(
                        connection,
                        LoyaltySchema.Database.valueOf(database.kind().name()));
            }
        }
    }

    private static void prepare(Connection connection, LoyaltySchema.Database kind) {
        LoyaltySchema.prepare(connection, kind, null, LoyaltySchema.Mode.CREATE, Tables.expected());
    }

    private synchronized void make(Connection connection) throws SQLException {
        List<String> known = statements;
        if (known == null) {
            prepare(connection, LoyaltySchema.Database.MARIADB);
            statements = read(connection);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0"); // in any order
            for (String sql : known) {
                statement.execute(sql);
            }
            statement.execute("set foreign_key_checks = 1");
        }
    }

    private static List<String> read(Connection connection) throws SQLException {
        List<String> sql = new ArrayList<>();
        List<String> tables = new ArrayList<>(Tables.expected().keySet());
        tables.add("loyalty_schema_version");
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("show create table " + table)) {
                    row.next();
                    sql.add(row.getString(2).replaceFirst("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"));
                }
            }
            try (ResultSet rows = statement.executeQuery("select version, script from loyalty_schema_version")) {
                while (rows.next()) {
                    sql.add("insert ignore into loyalty_schema_version (version, installed_at, script) values ("
                            + rows.getInt(1) + ", utc_timestamp(6), '" + rows.getString(2) + "')");
                }
            }
        }
        return sql;
    }
}

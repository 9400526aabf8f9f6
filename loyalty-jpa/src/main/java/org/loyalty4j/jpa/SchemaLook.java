package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.jpa.LoyaltySchema.Database;

/**
 * Looks at the tables without changing anything of the connection: it may be the host's, with a transaction on it. Used by
 * one thread.
 */
final class SchemaLook {

    private final Connection connection;
    private final Database database;
    private final @Nullable String schema;

    SchemaLook(Connection connection, Database database, @Nullable String schema) {
        this.connection = connection;
        this.database = database;
        this.schema = schema;
    }

    SchemaState state() throws SQLException {
        Map<String, Set<String>> columns = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(columnsQuery())) {
            if (schema != null) {
                statement.setString(1, schema);
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    String table = found.getString(1).toLowerCase(Locale.ROOT);
                    if (table.startsWith(SchemaState.PREFIX)) {
                        columns.computeIfAbsent(table, first -> new TreeSet<>())
                                .add(found.getString(2).toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        boolean told = columns.getOrDefault(SchemaState.VERSION_TABLE, Set.of()).contains("version");
        return new SchemaState(columns, told ? version() : 0);
    }

    private int version() throws SQLException {
        String table = (schema == null ? "" : database.quoted(schema) + ".") + SchemaState.VERSION_TABLE;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select max(version) from " + table)) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    private String columnsQuery() {
        return switch (database) {
            case POSTGRESQL ->
                "select t.relname, c.attname from pg_class t join pg_attribute c on c.attrelid = t.oid"
                        + " join pg_namespace n on n.oid = t.relnamespace"
                        + " where t.relname like 'loyalty%' and t.relkind in ('r', 'p', 'v') and "
                        + (schema == null ? "pg_table_is_visible(t.oid)" : "n.nspname = ?")
                        + " and c.attnum > 0 and not c.attisdropped";
            case MARIADB -> ofInformationSchema(schema == null ? "database()" : "?");
            case H2 -> ofInformationSchema(schema == null ? "current_schema" : "?");
        };
    }

    private static String ofInformationSchema(String schema) {
        return "select table_name, column_name from information_schema.columns where table_schema = " + schema
                + " and lower(table_name) like 'loyalty%'";
    }
}

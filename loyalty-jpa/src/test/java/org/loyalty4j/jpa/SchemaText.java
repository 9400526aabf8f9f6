package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loyalty4j.jpa.LoyaltySchema.Database;

/** What scripts and drivers say about the tables, in small letters. */
final class SchemaText {

    private SchemaText() {}

    private static final Pattern MORE = Pattern.compile("alter table (\\w+) add column if not exists (\\w+) ");

    /** Returns the tables of the first script with their columns. */
    static Map<String, List<String>> tables(Database database) {
        Map<String, List<String>> tables = new TreeMap<>();
        String start = "create table if not exists ";
        for (int version = 1; version <= SchemaScripts.LIBRARY.newest(); version++) {
            for (String statement : SchemaScripts.LIBRARY.statements(database, version)) {
                Matcher more = MORE.matcher(statement);
                if (statement.startsWith(start)) {
                    String name = statement.substring(start.length(), statement.indexOf(' ', start.length()));
                    tables.put(name, columns(statement));
                } else if (more.lookingAt()) {
                    tables.computeIfPresent(more.group(1), (table, columns) -> and(columns, more.group(2)));
                }
            }
        }
        return tables;
    }

    private static List<String> and(List<String> columns, String more) {
        List<String> all = new ArrayList<>(columns);
        all.add(more);
        return all;
    }

    private static List<String> columns(String statement) {
        return statement
                .lines()
                .skip(1)
                .filter(line ->
                        line.matches(" {4}[a-z`].*") && !line.matches(" {4}(constraint|index|engine|comment) .*"))
                .map(line -> line.substring(4, line.indexOf(' ', 4)).replace("`", ""))
                .toList();
    }

    /** Returns the comments of our tables and of their columns, which are named with their table. */
    static Map<String, String> comments(Connection connection) throws SQLException {
        Map<String, String> comments = new TreeMap<>();
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet found = data.getTables(connection.getCatalog(), connection.getSchema(), null, null)) {
            while (found.next()) {
                String table = small(found.getString("TABLE_NAME"));
                if (table.startsWith("loyalty_")
                        && found.getString("TABLE_TYPE").endsWith("TABLE")) {
                    comments.put(table, String.valueOf(found.getString("REMARKS")));
                }
            }
        }
        try (ResultSet found = data.getColumns(connection.getCatalog(), connection.getSchema(), null, null)) {
            while (found.next()) {
                String table = small(found.getString("TABLE_NAME"));
                if (comments.containsKey(table)) {
                    comments.put(
                            table + "." + small(found.getString("COLUMN_NAME")),
                            String.valueOf(found.getString("REMARKS")));
                }
            }
        }
        return comments;
    }

    /** Returns the indexes of a table by name, each with its columns; not those that a database names itself. */
    static Map<String, List<String>> indexes(Connection connection, String table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String asStored = data.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        Map<String, List<String>> indexes = new TreeMap<>();
        try (ResultSet found =
                data.getIndexInfo(connection.getCatalog(), connection.getSchema(), asStored, false, true)) {
            while (found.next()) {
                String index = small(String.valueOf(found.getString("INDEX_NAME")));
                if (index.startsWith("loyalty")) {
                    indexes.computeIfAbsent(index, name -> new ArrayList<>())
                            .add(table + "." + small(found.getString("COLUMN_NAME")));
                } else if (!index.startsWith("primary") && !index.equals("null")) {
                    throw new AssertionError(table + " has an index that is not named for it: " + index);
                }
            }
        }
        return indexes;
    }

    /** Returns as many zero bytes as a database's SQL writes them. */
    static String zeros(Database database, int bytes) {
        String digits = "00".repeat(bytes);
        return database == Database.POSTGRESQL ? "decode('" + digits + "', 'hex')" : "X'" + digits + "'";
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

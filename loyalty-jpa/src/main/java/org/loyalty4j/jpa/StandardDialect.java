package org.loyalty4j.jpa;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What databases with ids, instants and arrays of their own have in common. */
abstract class StandardDialect extends Dialect {

    StandardDialect(LoyaltySchema.Database database, @Nullable String schema) {
        super(database, schema);
    }

    /** Returns the database's name of a type. */
    abstract String typeName(ColumnType type);

    /** Returns the place of a value that is an array of a type. */
    abstract String arrayPlace(ColumnType type);

    @Override
    final int nullType(ColumnType type) {
        return switch (type) {
            case LONG -> Types.BIGINT;
            case INT -> Types.INTEGER;
            case TEXT -> Types.VARCHAR;
            case ID -> Types.OTHER;
            case INSTANT -> Types.TIMESTAMP_WITH_TIMEZONE;
            case DATE -> Types.DATE;
            case BYTES -> Types.BINARY;
            case DECIMAL -> Types.DECIMAL;
        };
    }

    @Override
    final void bindId(PreparedStatement statement, int place, UUID id) throws SQLException {
        statement.setObject(place, id);
    }

    @Override
    final void bindInstant(PreparedStatement statement, int place, Instant instant) throws SQLException {
        statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    final @Nullable UUID readId(ResultSet result, int place) throws SQLException {
        return result.getObject(place, UUID.class);
    }

    @Override
    final @Nullable Instant readInstant(ResultSet result, int place) throws SQLException {
        OffsetDateTime value = result.getObject(place, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    @Override
    int rowsInText(int rows) {
        return 0;
    }

    /** Gives the rows as one array for each column. */
    @Override
    String text(Relation.Columns columns, int rows, String alias) {
        return columns.list().stream()
                .map(column -> arrayPlace(column.type()))
                .collect(Collectors.joining(", ", "unnest(", ")" + named(columns, alias)));
    }

    /** Returns what names a relation and its columns. */
    static String named(Relation.Columns columns, String alias) {
        return " as " + alias + "(" + columns.names() + ")";
    }
}

package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What databases with ids and instants of their own have in common. */
abstract class StandardDialect extends Dialect {

    StandardDialect(@Nullable String schema) {
        super(schema);
    }

    @Override
    void bind(PreparedStatement statement, int place, ColumnType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(place, nullType(type));
            return;
        }
        switch (type) {
            case LONG -> statement.setLong(place, (Long) value);
            case INT -> statement.setInt(place, (Integer) value);
            case TEXT -> statement.setString(place, (String) value);
            case BYTES -> statement.setBytes(place, (byte[]) value);
            case INSTANT -> statement.setObject(place, ((Instant) value).atOffset(ZoneOffset.UTC));
            case ID, DATE, DECIMAL -> statement.setObject(place, value);
        }
    }

    private static int nullType(ColumnType type) {
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
    @Nullable
    Object read(ResultSet result, int place, ColumnType type) throws SQLException {
        return switch (type) {
            case LONG -> {
                long value = result.getLong(place);
                yield result.wasNull() ? null : value;
            }
            case INT -> {
                int value = result.getInt(place);
                yield result.wasNull() ? null : value;
            }
            case TEXT -> result.getString(place);
            case BYTES -> result.getBytes(place);
            case ID -> result.getObject(place, UUID.class);
            case INSTANT -> {
                OffsetDateTime value = result.getObject(place, OffsetDateTime.class);
                yield value == null ? null : value.toInstant();
            }
            case DATE -> result.getObject(place, LocalDate.class);
            case DECIMAL -> plain(result.getBigDecimal(place));
        };
    }

    /** A column may add zeros behind the point: the plain form has none. */
    static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}

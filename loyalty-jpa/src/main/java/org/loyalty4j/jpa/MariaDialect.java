package org.loyalty4j.jpa;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MariaDB: instants are dates and times of UTC, ids are sixteen bytes. */
final class MariaDialect extends Dialect {

    MariaDialect(@Nullable String schema) {
        super(schema);
    }

    @Override
    LoyaltySchema.Database database() {
        return LoyaltySchema.Database.MARIADB;
    }

    @Override
    void bind(PreparedStatement statement, int place, ColumnType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(place, Types.NULL);
            return;
        }
        switch (type) {
            case LONG -> statement.setLong(place, (Long) value);
            case INT -> statement.setInt(place, (Integer) value);
            case TEXT -> statement.setString(place, (String) value);
            case BYTES -> statement.setBytes(place, (byte[]) value);
            case ID -> statement.setBytes(place, bytes((UUID) value));
            case INSTANT -> statement.setObject(place, LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC));
            case DATE, DECIMAL -> statement.setObject(place, value);
        }
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
            case ID -> {
                byte[] value = result.getBytes(place);
                yield value == null ? null : id(value);
            }
            case INSTANT -> {
                LocalDateTime value = result.getObject(place, LocalDateTime.class);
                yield value == null ? null : value.toInstant(ZoneOffset.UTC);
            }
            case DATE -> result.getObject(place, LocalDate.class);
            case DECIMAL -> StandardDialect.plain(result.getBigDecimal(place));
        };
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID id(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** A text that comes from nowhere would be compared by the connection's rules, not by those of our columns. */
    private static String cell(ColumnType type) {
        return switch (type) {
            case TEXT -> "cast(? as char(255) character set utf8mb4) collate utf8mb4_nopad_bin";
            case LONG, INT -> "cast(? as signed)";
            case ID -> "cast(? as binary(16))";
            case INSTANT -> "cast(? as datetime(6))";
            case DATE -> "cast(? as date)";
            case BYTES, DECIMAL -> "?";
        };
    }

    @Override
    void relation(Ask ask, Relation relation, String alias) {
        ask.sql("(");
        for (int row = 0; row < relation.rows(); row++) {
            ask.sql(row == 0 ? "select " : " union all select ");
            for (int i = 0; i < relation.parts().size(); i++) {
                Relation.Part part = relation.parts().get(i);
                ask.sql(i == 0 ? "" : ", ").sql(cell(part.type())).sql(" as ").sql(part.name());
                ask.value(part.type(), part.values().get(row));
            }
        }
        ask.sql(") " + alias);
    }

    /** The default would show old rows to plain questions and lock the gaps between rows. */
    @Override
    List<Ask> beforeTransaction() {
        return List.of(Ask.quiet().sql("set transaction isolation level read committed"));
    }

    @Override
    String lockingHeads(Duration longest) {
        return " for update wait " + Math.max(1, (longest.toMillis() + 999) / 1000);
    }

    /** An index alone answers a select of ids, so nobody who locks a row by its primary key is waited for. */
    @Override
    String seeingNewRows() {
        return " lock in share mode";
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return insert(table) + " on duplicate key update " + table.key().get(0).name() + " = "
                + table.key().get(0).name();
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return insert(table) + " on duplicate key update "
                + table.rest().stream()
                        .map(column -> column.name() + " = value(" + column.name() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String insert(RowTable<?> table) {
        List<RowTable.RowColumn> columns = table.inserted();
        return "insert into " + table.name() + " (" + RowTable.names(columns) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }
}

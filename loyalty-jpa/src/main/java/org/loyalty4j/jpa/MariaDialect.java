package org.loyalty4j.jpa;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MariaDB: instants are dates and times of UTC, ids are sixteen bytes. */
final class MariaDialect extends Dialect {

    MariaDialect(@Nullable String schema) {
        super(LoyaltySchema.Database.MARIADB, schema);
    }

    @Override
    int nullType(ColumnType type) {
        return Types.NULL;
    }

    @Override
    void bindId(PreparedStatement statement, int place, UUID id) throws SQLException {
        statement.setBytes(place, bytes(id));
    }

    @Override
    void bindInstant(PreparedStatement statement, int place, Instant instant) throws SQLException {
        statement.setObject(place, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    @Override
    @Nullable
    UUID readId(ResultSet result, int place) throws SQLException {
        byte[] value = result.getBytes(place);
        return value == null ? null : id(value);
    }

    @Override
    @Nullable
    Instant readInstant(ResultSet result, int place) throws SQLException {
        LocalDateTime value = result.getObject(place, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
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
    int rowsInText(int rows) {
        return rows;
    }

    @Override
    String text(Relation.Columns columns, int rows, String alias) {
        String row = columns.list().stream()
                .map(column -> cell(column.type()) + " as " + column.name())
                .collect(Collectors.joining(", ", "select ", ""));
        return "(" + String.join(" union all ", Collections.nCopies(rows, row)) + ") " + alias;
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

    @Override
    String sharing(Duration longest) {
        return " lock in share mode";
    }

    /** An index alone answers a select of ids, so nobody who locks a row by its primary key is waited for. */
    @Override
    String seeingNewRows() {
        return " lock in share mode";
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return table.insert() + " on duplicate key update " + table.key().get(0).name() + " = "
                + table.key().get(0).name();
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return table.insert() + " on duplicate key update "
                + RowTable.each(table.rest(), name -> name + " = value(" + name + ")", ", ");
    }
}

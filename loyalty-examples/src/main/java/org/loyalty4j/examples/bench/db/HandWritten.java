package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The best that can be written by hand for just this sale and this redemption: the account is locked, and one statement
 * writes all rows. It decides nothing else: no tiers, no other program, no repeats.
 */
final class HandWritten implements Contender {

    private static final String LOCK = "select id, balance, last_number, commands, last_hash, due_at, window_sum"
            + " from loyalty_account where customer_id = ? and purse = 'points' for no key update";

    private static final String HEAD = "with a as (update loyalty_account set balance = ?, last_number = ?,"
            + " commands = ?, last_recorded_at = ?, last_hash = ?";

    private static final String COMMAND = "insert into loyalty_command (account_id, sequence, id, operation,"
            + " request_key, customer_id, fingerprint, earned, redeemed, restored, reversed, shortfall, lapsed, expired,"
            + " balance, first_number, last_number, recorded_at, salt)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?, ?, ?, ?)";

    private static final String POSTING = "insert into loyalty_posting (account_id, number, kind, amount,"
            + " balance_after, lot_earned_at, lot_gone_at, attributions, command_id, program_version, counts_at,"
            + " recorded_at, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)";

    private static final String SALE = HEAD + ", due_at = ?, tier = 'Green', tier_since = '1970-01-01Z',"
            + " ladder_version = 1, window_start = ?, window_day = ?, window_sum = ?, tier_changes = 0,"
            + " tier_revision = 0 where id = ?), c as (" + COMMAND + "), p as (" + POSTING
            + "), s as (insert into loyalty_purchase (account_id, sequence, counts_at, currency, total, rounding)"
            + " values (?, ?, ?, 'USD', ?, 0)), n as (insert into loyalty_purchase_line (account_id, sequence, place,"
            + " line_id, kind, quantity, net, tax, discount) values (?, ?, 1, '1', 'GOODS', 1, ?, 0, 0),"
            + " (?, ?, 2, '2', 'GOODS', 1, ?, 0, 0), (?, ?, 3, '3', 'GOODS', 1, ?, 0, 0)),"
            + " l as (insert into loyalty_lot (account_id, gone_at, earned_at, number, remaining)"
            + " values (?, ?, ?, ?, ?)), d as (insert into loyalty_qualifying_day as q (account_id, local_date, spend,"
            + " points, purchases, peak) values (?, ?, ?, ?, 1, 'Green') on conflict (account_id, local_date) do update"
            + " set spend = q.spend + excluded.spend, points = q.points + excluded.points,"
            + " purchases = q.purchases + 1) select 1";

    private static final String WALK = "select gone_at, earned_at, number, remaining from loyalty_lot"
            + " where account_id = ? order by gone_at, earned_at, number limit 3";

    private final String name;
    private final String schema;
    private final HikariDataSource pool;

    HandWritten(String name, String schema, HikariDataSource pool) {
        this.name = name;
        this.schema = schema;
        this.pool = pool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String schema() {
        return schema;
    }

    private record Head(
            long id,
            long balance,
            long lastNumber,
            long commands,
            byte[] hash,
            @Nullable OffsetDateTime dueAt,
            long windowSum) {}

    private record Part(OffsetDateTime gone, OffsetDateTime earned, long number, long remaining, long used) {}

    /** Binds the values of a statement in their order. */
    private static final class Binding {
        private final PreparedStatement statement;
        private int place;

        Binding(PreparedStatement statement) {
            this.statement = statement;
        }

        Binding number(long value) throws SQLException {
            statement.setLong(++place, value);
            return this;
        }

        Binding text(@Nullable String value) throws SQLException {
            statement.setString(++place, value);
            return this;
        }

        Binding bytes(byte[] value) throws SQLException {
            statement.setBytes(++place, value);
            return this;
        }

        Binding time(@Nullable OffsetDateTime value) throws SQLException {
            if (value == null) {
                statement.setNull(++place, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setObject(++place, value);
            }
            return this;
        }

        Binding object(Object value) throws SQLException {
            statement.setObject(++place, value);
            return this;
        }
    }

    /** Some work in a transaction, with the account locked. */
    private interface Work {
        void on(Connection connection, Head head) throws SQLException;
    }

    private void inTransaction(int customer, Work work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.on(connection, locked(connection, customer));
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The hand-written way failed", failure);
        }
    }

    private static Head locked(Connection connection, int customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, Sample.id(customer));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no such account");
                }
                return new Head(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getBytes(5),
                        row.getObject(6, OffsetDateTime.class),
                        row.getLong(7));
            }
        }
    }

    @Override
    public void sell(int customer, String key) {
        inTransaction(customer, (connection, head) -> {
            Instant now = Hashes.now();
            OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
            LocalDate today = at.toLocalDate();
            OffsetDateTime gone = Sample.goneOf(today).atOffset(ZoneOffset.UTC);
            long number = head.lastNumber + 1;
            long sequence = head.commands + 1;
            long balance = head.balance + Sample.EARNED;
            UUID id = Hashes.id(now);
            long salt = java.util.concurrent.ThreadLocalRandom.current().nextLong();
            String attributions = Hashes.attributions();
            byte[] hash = Hashes.chain(
                    head.hash,
                    new Hashes.Written(
                            Sample.id(customer), number, "EARN", Sample.EARNED, balance, id, now, attributions),
                    salt,
                    key);
            try (PreparedStatement statement = connection.prepareStatement(SALE)) {
                Binding values = new Binding(statement)
                        .number(balance)
                        .number(number)
                        .number(sequence)
                        .time(at)
                        .bytes(hash)
                        .time(head.dueAt != null && head.dueAt.isBefore(gone) ? head.dueAt : gone)
                        .object(today.minusMonths(12))
                        .object(today)
                        .number(head.windowSum + Sample.TOTAL)
                        .number(head.id);
                command(values, head, sequence, id, "SALE", key, customer);
                values.number(Sample.EARNED)
                        .number(0)
                        .number(balance)
                        .number(number)
                        .number(number);
                values.time(at).number(salt);
                values.number(head.id)
                        .number(number)
                        .text("EARN")
                        .number(Sample.EARNED)
                        .number(balance);
                values.time(at)
                        .time(gone)
                        .text(attributions)
                        .object(id)
                        .time(at)
                        .time(at)
                        .bytes(hash);
                values.number(head.id).number(sequence).time(at).number(Sample.TOTAL);
                values.number(head.id).number(sequence).number(Sample.BREAD.minor());
                values.number(head.id).number(sequence).number(Sample.CHEESE.minor());
                values.number(head.id).number(sequence).number(Sample.WINE.minor());
                values.number(head.id).time(gone).time(at).number(number).number(Sample.EARNED);
                values.number(head.id).object(today).number(Sample.TOTAL).number(Sample.EARNED);
                statement.execute();
            }
        });
    }

    private static void command(
            Binding values, Head head, long sequence, UUID id, String operation, String key, int customer)
            throws SQLException {
        values.number(head.id)
                .number(sequence)
                .object(id)
                .text(operation)
                .text(key)
                .object(Sample.id(customer));
        values.bytes(Hashes.fingerprint(customer, operation));
    }

    @Override
    public void redeem(int customer, String key) {
        inTransaction(customer, (connection, head) -> {
            List<Part> parts = walk(connection, head);
            Instant now = Hashes.now();
            OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
            long number = head.lastNumber + 1;
            long sequence = head.commands + 1;
            long balance = head.balance - Sample.REDEEMED;
            UUID id = Hashes.id(now);
            long salt = java.util.concurrent.ThreadLocalRandom.current().nextLong();
            byte[] hash = Hashes.chain(
                    head.hash,
                    new Hashes.Written(
                            Sample.id(customer),
                            number,
                            "REDEEM",
                            -Sample.REDEEMED,
                            balance,
                            id,
                            now,
                            parts.toString()),
                    salt,
                    key);
            try (PreparedStatement statement = connection.prepareStatement(redemption(parts))) {
                Binding values = new Binding(statement)
                        .number(balance)
                        .number(number)
                        .number(sequence)
                        .time(at)
                        .bytes(hash)
                        .number(head.id);
                command(values, head, sequence, id, "REDEEM", key, customer);
                values.number(0)
                        .number(Sample.REDEEMED)
                        .number(balance)
                        .number(number)
                        .number(number);
                values.time(at).number(salt);
                values.number(head.id)
                        .number(number)
                        .text("REDEEM")
                        .number(-Sample.REDEEMED)
                        .number(balance);
                values.time(null)
                        .time(null)
                        .text(null)
                        .object(id)
                        .time(at)
                        .time(at)
                        .bytes(hash);
                for (Part part : parts) {
                    values.number(head.id)
                            .number(number)
                            .number(part.number)
                            .time(part.earned)
                            .time(part.gone);
                    values.number(-part.used);
                    if (part.remaining > part.used) {
                        values.number(part.remaining - part.used);
                    }
                    values.number(head.id).time(part.gone).time(part.earned).number(part.number);
                }
                statement.execute();
            }
        });
    }

    private static List<Part> walk(Connection connection, Head head) throws SQLException {
        List<Part> parts = new ArrayList<>();
        long wanted = Sample.REDEEMED;
        try (PreparedStatement statement = connection.prepareStatement(WALK)) {
            statement.setLong(1, head.id);
            try (ResultSet row = statement.executeQuery()) {
                while (wanted > 0 && row.next()) {
                    long used = Math.min(wanted, row.getLong(4));
                    wanted -= used;
                    parts.add(new Part(
                            row.getObject(1, OffsetDateTime.class),
                            row.getObject(2, OffsetDateTime.class),
                            row.getLong(3),
                            row.getLong(4),
                            used));
                }
            }
        }
        if (wanted > 0) {
            throw new IllegalStateException("There are not that many points");
        }
        return parts;
    }

    private static String redemption(List<Part> parts) {
        StringBuilder sql =
                new StringBuilder(HEAD).append(" where id = ?), c as (" + COMMAND + "), p as (" + POSTING + ")");
        for (int i = 0; i < parts.size(); i++) {
            sql.append(", m").append(i).append(" as (insert into loyalty_lot_allocation (account_id, posting_number,");
            sql.append(" place, lot, earned_at, gone_at, amount) values (?, ?, ")
                    .append(i + 1)
                    .append(", ?, ?, ?, ?))");
            sql.append(", l").append(i).append(" as (");
            sql.append(
                    parts.get(i).remaining == parts.get(i).used
                            ? "delete from loyalty_lot"
                            : "update loyalty_lot set remaining = ?");
            sql.append(" where account_id = ? and gone_at = ? and earned_at = ? and number = ?)");
        }
        return sql.append(" select 1").toString();
    }

    @Override
    public long repeats() {
        return 0;
    }

    @Override
    public void close() {
        pool.close();
    }
}

package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.loyalty4j.money.Money;
import org.loyalty4j.sale.Purchase;

/** An import of sales, side by side with the same rows as JDBC batches that the driver rewrites. */
final class Import {

    private static final int UNIT = 512;
    private static final double GOAL = 2;

    private final Server server;
    private final int sales;
    private final PrintWriter out;

    Import(Server server, int sales, PrintWriter out) {
        this.server = server;
        this.sales = sales;
        this.out = out;
    }

    /** Both in turn, a tenth each time, so that other work on the machine meets both. */
    void run() throws SQLException {
        Filling filling = new Filling(server, sales);
        filling.empty("bench_import_ours");
        filling.empty("bench_import_jdbc");
        long ours = 0;
        long batches = 0;
        try (OurTill till = new OurTill(
                        "import", "bench_import_ours", server.pool("bench_import_ours", 1, null, false), store -> store);
                HikariDataSource pool = server.pool("bench_import_jdbc", 1, null, true)) {
            int slice = Math.max(1, sales / 10);
            for (int from = 0; from < sales; from += slice) {
                int to = Math.min(sales, from + slice);
                long start = System.nanoTime();
                record(till, from, to);
                long between = System.nanoTime();
                batches(pool, from, to);
                ours += between - start;
                batches += System.nanoTime() - between;
            }
        }
        new RowCheck(server, out).check(List.of("bench_import_ours", "bench_import_jdbc"));
        out.printf(
                Locale.ROOT,
                "import of %,d sales: ours %.1f s, rewritten batches %.1f s, ratio %.2f, goal at most %.1f%s%n",
                sales,
                ours / 1e9,
                batches / 1e9,
                (double) ours / batches,
                GOAL,
                ours > GOAL * batches ? "  missed" : "");
        out.flush();
    }

    private static void record(OurTill till, int from, int to) {
        for (int start = from; start < to; start += UNIT * 16) {
            List<Purchase> purchases = new ArrayList<>();
            for (int i = start; i < Math.min(to, start + UNIT * 16); i++) {
                purchases.add(OurTill.purchase(i, "import-" + i));
            }
            till.loyalty().till().recordAll(purchases).forEach(outcome -> outcome.orThrow());
        }
    }

    private static void batches(HikariDataSource pool, int from, int to) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            for (int start = from; start < to; start += UNIT) {
                unit(connection, start, Math.min(to, start + UNIT));
                connection.commit();
            }
        }
    }

    private static void unit(Connection connection, int from, int to) throws SQLException {
        Instant now = Hashes.now();
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        LocalDate today = at.toLocalDate();
        OffsetDateTime gone = Sample.goneOf(today).atOffset(ZoneOffset.UTC);
        String attributions = Hashes.attributions();
        Map<String, List<Object[]>> tables = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            UUID id = Hashes.id(now);
            long account = i + 1L;
            byte[] hash = Hashes.chain(
                    new byte[32],
                    new Hashes.Written(Sample.id(i), 1, "EARN", Sample.EARNED, Sample.EARNED, id, now, attributions),
                    i,
                    "import-" + i);
            add(tables, HEAD, at, hash, gone, today.minusMonths(12), today, account);
            byte[] print = Hashes.fingerprint(i, "SALE");
            add(tables, COMMAND, account, id, "import-" + i, Sample.id(i), print, at, (long) i);
            add(tables, SALE, account, at);
            int place = 0;
            for (Money price : List.of(Sample.BREAD, Sample.CHEESE, Sample.WINE)) {
                add(tables, LINE, account, ++place, String.valueOf(place), price.minor());
            }
            add(tables, POSTING, account, at, gone, attributions, id, at, at, hash);
            add(tables, LOT, account, gone, at);
            add(tables, DAY, account, today);
            add(tables, AGENDA, gone, account);
        }
        for (Map.Entry<String, List<Object[]>> table : tables.entrySet()) {
            write(connection, table.getKey(), table.getValue());
        }
    }

    private static void add(Map<String, List<Object[]>> tables, String sql, Object... values) {
        tables.computeIfAbsent(sql, first -> new ArrayList<>()).add(values);
    }

    private static void write(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static final String HEAD = "update loyalty_account set balance = 70, last_number = 1, commands = 1,"
            + " last_recorded_at = ?, last_hash = ?, due_at = ?, tier = 'Green', tier_since = '1970-01-01Z',"
            + " ladder_version = 1, window_start = ?, window_day = ?, window_sum = 3598, tier_changes = 0,"
            + " tier_revision = 0 where id = ?";

    private static final String COMMAND = "insert into loyalty_command (account_id, sequence, id, operation,"
            + " request_key, customer_id, fingerprint, earned, redeemed, restored, reversed, shortfall, lapsed, expired,"
            + " balance, first_number, last_number, recorded_at, salt)"
            + " values (?, 1, ?, 'SALE', ?, ?, ?, 70, 0, 0, 0, 0, 0, 0, 70, 1, 1, ?, ?)";

    private static final String SALE = "insert into loyalty_purchase (account_id, sequence, counts_at, currency, total,"
            + " rounding) values (?, 1, ?, 'USD', 3598, 0)";

    private static final String LINE = "insert into loyalty_purchase_line (account_id, sequence, place, line_id, kind,"
            + " quantity, net, tax, discount) values (?, 1, ?, ?, 'GOODS', 1, ?, 0, 0)";

    private static final String POSTING = "insert into loyalty_posting (account_id, number, kind, amount,"
            + " balance_after, lot_earned_at, lot_gone_at, attributions, command_id, program_version, counts_at,"
            + " recorded_at, hash) values (?, 1, 'EARN', 70, 70, ?, ?, ?, ?, 1, ?, ?, ?)";

    private static final String LOT = "insert into loyalty_lot (account_id, gone_at, earned_at, number, remaining)"
            + " values (?, ?, ?, 1, 70)";

    private static final String DAY = "insert into loyalty_qualifying_day (account_id, local_date, spend, points,"
            + " purchases, peak) values (?, ?, 3598, 70, 1, 'Green')";

    private static final String AGENDA = "insert into loyalty_agenda (due_at, account_id) values (?, ?)";
}

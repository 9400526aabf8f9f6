package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;

/**
 * What other systems saw, taken in by many at once, side by side with the same rows as JDBC batches that the driver rewrites;
 * then pages of a long timeline, and customer cards.
 */
final class Histories {

    private static final int UNIT = 512;
    private static final int ENTRIES = 8_000;
    private static final int PURCHASES = 1_000;
    private static final int ASKED = 1_000;
    private static final double INTAKE_GOAL = 0.5;
    private static final double PAGE_GOAL = 5;
    private static final double CARD_GOAL = 10;
    private static final Source WEB = new Source("web");

    private final Server server;
    private final Options options;
    private final PrintWriter out;

    Histories(Server server, Options options, PrintWriter out) {
        this.server = server;
        this.options = options;
        this.out = out;
    }

    void run() throws SQLException {
        Filling filling = new Filling(server, options.accounts());
        filling.empty("bench_history_ours");
        filling.empty("bench_history_jdbc");
        try (OurTill till = new OurTill(
                        "history",
                        "bench_history_ours",
                        server.pool("bench_history_ours", 1, null, false),
                        store -> store);
                HikariDataSource pool = server.pool("bench_history_jdbc", 1, null, true)) {
            intake(till.loyalty(), pool);
            timeline(till);
        }
    }

    private void intake(Loyalty loyalty, HikariDataSource pool) throws SQLException {
        int events = options.sales();
        int slice = Math.max(UNIT, events / 20);
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int from = 0; from < events; from += slice) {
            int to = Math.min(events, from + slice);
            long start = System.nanoTime();
            for (int at = from; at < to; at += UNIT) {
                loyalty.history().addAll(seen(at, Math.min(to, at + UNIT))).forEach(outcome -> outcome.orThrow());
            }
            long between = System.nanoTime();
            batches(pool, from, to);
            long end = System.nanoTime();
            // The first slice warms both up.
            if (from > 0 || to == events) {
                ratios.add((double) (end - between) / (between - start));
                rates.add((to - from) * 1e9 / (between - start));
            }
        }
        Spread ratio = Spread.of(ratios, Double::doubleValue);
        out.printf(
                Locale.ROOT,
                "%nintake of %,d events: %,.0f a second; of the rate of rewritten batches %.2f (%.2f .. %.2f), goal at least"
                        + " %.1f%s%n",
                events,
                Spread.of(rates, Double::doubleValue).median(),
                ratio.median(),
                ratio.least(),
                ratio.most(),
                INTAKE_GOAL,
                ratio.median() < INTAKE_GOAL ? "  missed" : "");
        out.flush();
    }

    private CustomerId customer(int number) {
        return Sample.customer(1 + Math.floorMod(number * 7_919, Math.max(1, options.accounts() - 1)));
    }

    private List<NewEntry<Interaction>> seen(int from, int to) {
        Instant now = Instant.now();
        List<NewEntry<Interaction>> seen = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            seen.add(NewEntry.from(
                    WEB,
                    "visit-" + i,
                    customer(i),
                    Interaction.held("web", Interaction.Direction.NONE, now).at("product page")));
        }
        return seen;
    }

    private void batches(HikariDataSource pool, int from, int to) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            for (int at = from; at < to; at += UNIT) {
                unit(connection, at, Math.min(to, at + UNIT));
                connection.commit();
            }
        }
    }

    private void unit(Connection connection, int from, int to) throws SQLException {
        Instant instant = Instant.now();
        OffsetDateTime now = instant.atOffset(ZoneOffset.UTC);
        try (PreparedStatement statement =
                connection.prepareStatement("insert into loyalty_entry (id, customer_id, kind,"
                        + " revision, state, happened_at, recorded_at, changed_at, origin_space, origin_id, fingerprint, source,"
                        + " document) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = from; i < to; i++) {
                long random = ThreadLocalRandom.current().nextLong();
                UUID id = new UUID(
                        (instant.toEpochMilli() << 16) | 0x7000 | (random & 0xFFF), (random >>> 2) | Long.MIN_VALUE);
                statement.setObject(1, id);
                statement.setObject(2, customer(i).value());
                statement.setString(3, "INTERACTION");
                statement.setInt(4, 1);
                statement.setString(5, "HELD");
                statement.setObject(6, now);
                statement.setObject(7, now);
                statement.setObject(8, now);
                statement.setString(9, "web");
                statement.setString(10, "visit-" + i);
                statement.setBytes(11, new byte[24]);
                statement.setString(12, "web");
                statement.setString(
                        13,
                        "{\"status\":\"HELD\",\"channel\":\"web\",\"direction\":\"NONE\",\"touchpoint\":\"product page\","
                                + "\"startedAt\":\"" + instant + "\"}");
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void timeline(OurTill till) {
        Loyalty loyalty = till.loyalty();
        CustomerId anna = Sample.customer(0);
        Instant start = Instant.now().minus(Duration.ofDays(400));
        for (int i = 0; i < ENTRIES; i += UNIT) {
            List<NewEntry<Interaction>> calls = new ArrayList<>();
            for (int j = i; j < Math.min(ENTRIES, i + UNIT); j++) {
                calls.add(NewEntry.from(
                        WEB,
                        "call-" + j,
                        anna,
                        Interaction.held("phone", Interaction.Direction.INBOUND, start.plus(Duration.ofHours(j)))));
            }
            loyalty.history().addAll(calls).forEach(outcome -> outcome.orThrow());
        }
        AtomicInteger bought = new AtomicInteger();
        Loyalty then = till.at(() -> start.plus(Duration.ofHours(9L * bought.get())));
        for (int i = 0; i < PURCHASES; i++) {
            then.till().record(OurTill.purchase(0, "timeline-" + i)).orThrow();
            bought.incrementAndGet();
        }
        TimelineQuery query = TimelineQuery.of(anna);
        List<String> cursors = new ArrayList<>();
        Page<TimelineEntry> page = loyalty.history().timeline(query, 50);
        int rows = page.items().size();
        while (page.next().isPresent()) {
            cursors.add(page.next().get());
            page = loyalty.history().timeline(query, page.next().get(), 50);
            rows += page.items().size();
        }
        String deep = cursors.get(cursors.size() * 9 / 10);
        print(
                rows + " rows, first page of 50",
                PAGE_GOAL,
                () -> loyalty.history().timeline(query, 50));
        print(
                rows + " rows, page at nine tenths",
                PAGE_GOAL,
                () -> loyalty.history().timeline(query, deep, 50));
        print("card of that customer", CARD_GOAL, () -> loyalty.history().card(anna));
    }

    private void print(String what, double goal, Runnable question) {
        double[] millis = new double[ASKED];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < ASKED; i++) {
                long start = System.nanoTime();
                question.run();
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        double late = millis[ASKED * 99 / 100];
        out.printf(
                Locale.ROOT,
                "%s: median %.2f ms, 99 of 100 within %.2f ms, goal at most %.0f ms%s%n",
                what,
                millis[ASKED / 2],
                late,
                goal,
                late > goal ? "  missed" : "");
        out.flush();
    }
}

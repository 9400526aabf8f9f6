package org.loyalty4j.examples.bench.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.loyalty4j.Maintenance;

/** Lots that are due, written down by maintenance, while somebody watches how long accounts stay locked. */
final class Expiry {

    private static final String SCHEMA = "bench_expiry";
    private static final double SECONDS_FOR_A_MILLION = 300;
    private static final double LOCK_MILLIS = 250;
    private static final long LOOK_NANOS = 2_000_000;

    private final Server server;
    private final int lots;
    private final PrintWriter out;

    Expiry(Server server, int lots, PrintWriter out) {
        this.server = server;
        this.lots = lots;
        this.out = out;
    }

    void run() throws SQLException, InterruptedException {
        Instant gone = Instant.parse("2026-02-01T00:00:00Z");
        new Filling(server, lots).due(SCHEMA, gone);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService watch = Executors.newSingleThreadExecutor();
        try (OurTill till = new OurTill("expiry", SCHEMA, server.pool(SCHEMA, 2, null, false), store -> store)) {
            Future<Double> longest = watch.submit(() -> longestTransaction(over));
            long start = System.nanoTime();
            Maintenance.Report report;
            try {
                report = till.loyalty().maintenance().run(Instant.now());
            } finally {
                over.set(true);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double goal = SECONDS_FOR_A_MILLION * lots / 1_000_000;
            double locked = longest.get();
            out.printf(
                    Locale.ROOT,
                    "%nexpiry of %,d lots (%s, heap of %,d MB): %.1f s, goal at most %.0f%s;"
                            + " longest transaction %.0f ms, goal at most %.0f%s%n",
                    lots,
                    report,
                    Runtime.getRuntime().maxMemory() >> 20,
                    seconds,
                    goal,
                    seconds > goal ? "  missed" : "",
                    locked,
                    LOCK_MILLIS,
                    locked > LOCK_MILLIS ? "  missed" : "");
            out.flush();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("The watch broke", broken);
        } finally {
            watch.shutdown();
        }
    }

    /** No lock is held for longer than its transaction lasts, which begins with the lock. */
    private double longestTransaction(AtomicBoolean over) throws SQLException {
        double longest = 0;
        try (Connection connection = server.connect("public");
                PreparedStatement statement = connection.prepareStatement(
                        "select 1000 * max(extract(epoch from clock_timestamp() - xact_start)) from pg_stat_activity"
                                + " where application_name = ? and backend_xid is not null")) {
            statement.setString(1, SCHEMA);
            while (!over.get()) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    longest = Math.max(longest, row.getDouble(1));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        return longest;
    }
}

package org.loyalty4j.examples.bench.db;

import java.io.PrintWriter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Measures the library over a PostgreSQL server, side by side with other ways to write the same rows. */
public final class DatabaseBenchmark {

    private DatabaseBenchmark() {}

    /**
     * Runs it. Schemas whose names start with {@code bench_} are dropped and made anew.
     *
     * @param url the address of the server, {@code jdbc:postgresql://HOST:PORT/DATABASE}
     * @param user who may create schemas; the checks of foreign keys are switched off while tables are filled, which
     *     takes a superuser
     * @throws SQLException if the database does not do what it is asked for
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException if the contenders did not write the same rows
     */
    public static void run(String url, String user, @Nullable String password, Options options, PrintWriter out)
            throws SQLException, InterruptedException {
        Server server = Server.at(url, user, password);
        server.describe(out);
        for (Options.Part part : options.parts()) {
            switch (part) {
                case SPEED -> new Comparison(server, options, out).run();
                case BALANCE -> new Balances(server, options, out).run();
                case IMPORT -> new Import(server, options.sales(), out).run();
                case EXPIRY -> new Expiry(server, options.due(), out).run();
                case HISTORY -> new Histories(server, options, out).run();
            }
        }
    }
}

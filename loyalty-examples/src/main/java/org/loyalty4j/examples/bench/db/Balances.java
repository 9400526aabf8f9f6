package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A balance for a display, from the cache, against the same number read by the primary key of its row over a connection
 * that is open already: the quickest question that there is.
 */
final class Balances {

    private static final String SCHEMA = "bench_balance";

    /** As many customers as a shop's displays show again and again. */
    private static final int CUSTOMERS = 1_000;

    private static final int AT_ONCE = 100;
    private static final double GOAL = 20;

    private final Server server;
    private final Options options;
    private final PrintWriter out;

    Balances(Server server, Options options, PrintWriter out) {
        this.server = server;
        this.options = options;
        this.out = out;
    }

    /** Reads the balance of one customer. */
    private interface Reader {
        long balance(int customer) throws SQLException;
    }

    void run() throws SQLException {
        new Filling(server, CUSTOMERS).withPoints(SCHEMA);
        HikariDataSource pool = server.pool(SCHEMA, 1, null, false);
        try (OurTill till = new OurTill("balance", SCHEMA, pool, store -> store);
                Connection connection = server.connect(SCHEMA);
                PreparedStatement statement =
                        connection.prepareStatement("select balance from loyalty_account where id = ?")) {
            Reader shown = customer -> till.loyalty()
                    .accounts()
                    .shownBalance(Sample.customer(customer))
                    .available()
                    .minor();
            Reader keyed = customer -> {
                statement.setLong(1, customer + 1L);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            };
            long warmUp = options.warmUpMillis() * 500_000;
            perSecond(shown, warmUp);
            perSecond(keyed, warmUp);
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                long nanos = options.roundMillis() * 1_000_000;
                ratios.add(perSecond(shown, nanos) / perSecond(keyed, nanos));
            }
            Spread ratio = Spread.of(ratios, Double::doubleValue);
            out.printf(
                    Locale.ROOT,
                    "%nshown balance / read by primary key, 1 thread: %,.0f (%,.0f .. %,.0f), goal at least %.0f%s%n",
                    ratio.median(),
                    ratio.least(),
                    ratio.most(),
                    GOAL,
                    ratio.median() < GOAL ? "  missed" : "");
            out.flush();
        }
    }

    private static double perSecond(Reader reader, long nanos) throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long count = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < nanos) {
            for (int i = 0; i < AT_ONCE; i++) {
                int customer = random.nextInt(CUSTOMERS);
                long balance = reader.balance(customer);
                // The first customer has far more.
                if (balance < Sample.LOTS * Sample.IN_A_LOT) {
                    throw new IllegalStateException("The balance is " + balance);
                }
            }
            count += AT_ONCE;
            now = System.nanoTime();
        }
        return count * 1e9 / (now - start);
    }
}

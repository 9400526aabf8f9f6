package org.loyalty4j.examples.bench.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Sees to it that all contenders wrote the same rows, and that their points add up. */
final class RowCheck {

    private static final String COMMANDS = "(select count(*) from loyalty_command where operation = '%s')";

    private final Server server;
    private final PrintWriter out;

    RowCheck(Server server, PrintWriter out) {
        this.server = server;
        this.out = out;
    }

    void check(List<String> schemas) throws SQLException {
        String sales = String.format(COMMANDS, "SALE");
        String redemptions = String.format(COMMANDS, "REDEEM");
        out.println();
        for (String schema : schemas) {
            try (Connection connection = server.connect(schema);
                    Statement statement = connection.createStatement()) {
                long sold = one(statement, "select " + sales);
                long redeemed = one(statement, "select " + redemptions);
                same(statement, schema, "purchase", "loyalty_purchase", sold);
                same(statement, schema, "line", "loyalty_purchase_line", 3 * sold);
                same(statement, schema, "earning", "loyalty_posting where kind = 'EARN'", sold);
                same(statement, schema, "use", "loyalty_posting where kind = 'REDEEM'", redeemed);
                same(statement, schema, "change of tier", "loyalty_tier_change", 0);
                equal(schema, "purchases of days", sold, one(statement, "select coalesce(sum(purchases), 0)"
                        + " from loyalty_qualifying_day"));
                equal(schema, "points used of lots", redeemed * Sample.REDEEMED, one(statement, "select"
                        + " coalesce(-sum(amount), 0) from loyalty_lot_allocation"));
                equal(schema, "accounts that do not add up", 0, one(statement, DIFFERENT));
                out.printf(Locale.ROOT, "%s: %,d sales, %,d redemptions, all adds up%n", schema, sold, redeemed);
            }
        }
    }

    private static final String DIFFERENT = "select count(*) from loyalty_account a"
            + " join (select account_id, sum(amount) as postings, max(number) as last from loyalty_posting"
            + " group by account_id) p on p.account_id = a.id"
            + " left join (select account_id, sum(remaining) as lots from loyalty_lot group by account_id) l"
            + " on l.account_id = a.id"
            + " where a.balance <> p.postings or a.balance <> coalesce(l.lots, 0) or a.last_number <> p.last";

    private static long one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void same(Statement statement, String schema, String what, String from, long expected)
            throws SQLException {
        equal(schema, "rows: " + what, expected, one(statement, "select count(*) from " + from));
    }

    private static void equal(String schema, String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(schema + ", " + what + ": " + found + " instead of " + expected);
        }
    }
}

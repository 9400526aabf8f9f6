package org.loyalty4j.examples.bench.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.loyalty4j.jpa.LoyaltySchema;

/** Makes a schema with customers who have an account with points, or with points that are gone. */
final class Filling {

    private static final String ID = "('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid";

    private final Server server;
    private final int accounts;

    Filling(Server server, int accounts) {
        this.server = server;
        this.accounts = accounts;
    }

    /** Makes a schema anew, with customers who have {@value Sample#LOTS} lots each that last. */
    void withPoints(String schema) throws SQLException {
        fill(schema, Sample.LOTS, Sample.IN_A_LOT, Sample.goneOf(java.time.LocalDate.now(java.time.ZoneOffset.UTC)));
    }

    /** Makes a schema anew, with customers who have one lot each that is gone by an instant. */
    void due(String schema, Instant gone) throws SQLException {
        fill(schema, 1, Sample.IN_A_LOT, gone);
    }

    /** Makes a schema anew, with customers who have nothing yet. */
    void empty(String schema) throws SQLException {
        fill(schema, 0, 0, Instant.EPOCH);
    }

    private void fill(String schema, int lots, long points, Instant gone) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + schema + " cascade; create schema " + schema);
            statement.execute(tables());
            // What is filled in is right; checking each foreign key takes longer than writing the rows.
            statement.execute("set session_replication_role = replica");
            for (String sql : rows(lots, points, gone).split(";\n", -1)) {
                statement.execute(sql);
            }
            statement.execute("select setval(pg_get_serial_sequence('loyalty_account', 'id'), " + (accounts + 1) + ")");
            // Not the tables without rows: plans are made for what the server believes of them, and kept.
            statement.execute("vacuum (analyze) loyalty_customer, loyalty_account"
                    + (lots == 0 ? "" : ", loyalty_command, loyalty_posting, loyalty_lot, loyalty_agenda"));
        }
    }

    private static String tables() {
        StringBuilder script = new StringBuilder();
        LoyaltySchema.write(LoyaltySchema.Database.POSTGRESQL, script);
        return script.toString();
    }

    private String rows(int lots, long points, Instant gone) {
        String each = "generate_series(0, " + (accounts - 1) + ") i";
        String amount = "case when i = 0 then greatest(" + points + ", " + (lots > 1 ? Sample.IN_A_HOT_LOT : 0)
                + ") else " + points + " end";
        String command = lots == 0 ? "0" : "1";
        String due = lots == 0 ? "null" : "'" + gone + "'::timestamptz";
        String parts = each + ", generate_series(1, " + lots + ") n";
        String earned = "'2026-01-01Z'::timestamptz + n * interval '1 day'";
        return ("insert into loyalty_customer (id, kind, joined_at, recorded_at)"
                        + " select #id, 'PERSON', '2020-01-01Z', '2020-01-01Z' from #each;\n"
                        + "insert into loyalty_account (id, customer_id, purse, status, balance, last_number, commands,"
                        + " last_recorded_at, last_hash, due_at) select i + 1, #id, 'points', 'OPEN', #lots * (#amount),"
                        + " #lots, #command, '2026-01-10Z', decode(repeat('00', 32), 'hex'), #due from #each;\n"
                        + "insert into loyalty_command (account_id, sequence, id, operation, request_key, customer_id,"
                        + " fingerprint, earned, redeemed, restored, reversed, shortfall, lapsed, expired, balance,"
                        + " first_number, last_number, recorded_at, salt) select i + 1, 1, #id, 'BONUS', 'fill-' || i,"
                        + " #id, decode('0000000000000000', 'hex'), #lots * (#amount), 0, 0, 0, 0, 0, 0, #lots * (#amount),"
                        + " 1, #lots, '2026-01-10Z', 0 from #each where #lots > 0;\n"
                        + "insert into loyalty_posting (account_id, number, kind, amount, balance_after, lot_earned_at,"
                        + " lot_gone_at, command_id, program_version, counts_at, recorded_at, hash) select i + 1, n,"
                        + " 'BONUS', #amount, n * (#amount), #earned, #due, #id, 1, #earned, '2026-01-10Z',"
                        + " decode(repeat('00', 32), 'hex') from #parts;\n"
                        + "insert into loyalty_lot (account_id, gone_at, earned_at, number, remaining) select i + 1, #due,"
                        + " #earned, n, #amount from #parts;\n"
                        + "insert into loyalty_agenda (due_at, account_id) select #due, i + 1 from #each where #lots > 0")
                .replace("#id", ID)
                .replace("#lots", String.valueOf(lots))
                .replace("#amount", amount)
                .replace("#command", command)
                .replace("#due", due)
                .replace("#earned", earned)
                .replace("#each", each)
                .replace("#parts", parts);
    }
}

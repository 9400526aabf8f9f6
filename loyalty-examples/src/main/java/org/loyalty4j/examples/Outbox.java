package org.loyalty4j.examples;

import static java.time.ZoneOffset.UTC;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.event.Event;
import org.loyalty4j.jpa.ConnectionSource;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.jpa.LoyaltySchema;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;

/**
 * A shop that tells other systems what has changed: events go into the shop's own outbox in one transaction with how far they
 * were read, so that each stands there once, however often the relay stops half way.
 */
public final class Outbox {

    private Outbox() {}

    /**
     * Sells twice, and has a relay fill the outbox, fail, and fill it again.
     *
     * @param dataSource an empty database
     */
    public static void relay(DataSource dataSource, PrintStream out) throws SQLException {
        var program = LoyaltyProgram.startingAt(Instant.parse("2026-01-01T00:00:00Z"), UTC, Money.currencyOf("EUR"))
                .with(EarningRule.perStep("base", 1, Money.of("1.00", "EUR")));
        try (var owning = JpaStore.owning(dataSource).schema(LoyaltySchema.Mode.CREATE)) {
            var till = Loyalty.over(owning).program(program).writingEvents().build();
            var anna = till.customers()
                    .enroll(NewCustomer.person(CommandKey.of("enroll-1")).card("2900000000018"))
                    .orThrow()
                    .id();
            till.till().record(Purchase.of("order-1", anna, Money.of("10.00", "EUR")));

            try (Connection connection = dataSource.getConnection();
                    var joined = JpaStore.overConnection(ConnectionSource.of(connection))) {
                createOutbox(connection);
                connection.setAutoCommit(false);
                var relay = Loyalty.over(joined).build();

                relay.events().consume("outbox", 100, events -> insert(connection, events));
                connection.rollback(); // the relay stopped: nothing stands in the outbox, and nothing counts as read
                out.println(rows(connection));

                relay.events().consume("outbox", 100, events -> insert(connection, events));
                connection.commit(); // both, or neither
                out.println(rows(connection));

                till.till().record(Purchase.of("order-2", anna, Money.of("20.00", "EUR")));
                int told = relay.events().consume("outbox", 100, events -> insert(connection, events));
                connection.commit();
                out.println(told + " more: " + rows(connection));
            }
        }
    }

    private static void createOutbox(Connection connection) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("create table shop_outbox (event_id uuid primary key, type varchar(60), customer_id uuid)");
        }
    }

    private static void insert(Connection connection, List<Event> events) {
        try (PreparedStatement insert = connection.prepareStatement("insert into shop_outbox values (?, ?, ?)")) {
            for (Event event : events) {
                insert.setObject(1, event.id().value());
                insert.setString(2, event.type());
                insert.setObject(
                        3, event.customer() == null ? null : event.customer().value());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException("The outbox could not be written", failed);
        }
    }

    private static String rows(Connection connection) throws SQLException {
        StringBuilder types = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select type from shop_outbox order by type")) {
            while (rows.next()) {
                types.append(types.isEmpty() ? "" : ", ").append(rows.getString(1));
            }
        }
        return "[" + types + "]";
    }
}

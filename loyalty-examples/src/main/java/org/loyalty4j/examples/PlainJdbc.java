package org.loyalty4j.examples;

import static java.time.ZoneOffset.UTC;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.jpa.ConnectionSource;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.jpa.LoyaltySchema;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;

/** A shop with plain JDBC: transactions of the library's own, and the shop's own transaction with its order in it. */
public final class PlainJdbc {

    private PlainJdbc() {}

    /**
     * Sells three times and prints the points after each sale.
     *
     * @param dataSource an empty database
     */
    public static void sell(DataSource dataSource, PrintStream out) throws SQLException {
        var program = LoyaltyProgram.startingAt(Instant.parse("2026-01-01T00:00:00Z"), UTC, Money.currencyOf("EUR"))
                .with(EarningRule.perStep("base", 1, Money.of("1.00", "EUR")));
        try (var owning = JpaStore.owning(dataSource).schema(LoyaltySchema.Mode.CREATE)) {
            var loyalty = Loyalty.over(owning).program(program).build();
            var anna = loyalty.customers()
                    .enroll(NewCustomer.person(CommandKey.of("enroll-1")).card("2900000000018"))
                    .orThrow()
                    .id();
            loyalty.till().record(Purchase.of("order-1", anna, Money.of("10.00", "EUR")));
            out.println(loyalty.accounts().balance(anna).available());

            try (Connection connection = dataSource.getConnection()) {
                createOrders(connection);
                connection.setAutoCommit(false);
                try (var joined = JpaStore.overConnection(ConnectionSource.of(connection))) {
                    var inShop = Loyalty.over(joined).build();
                    insertOrder(connection, 2);
                    inShop.till().record(Purchase.of("order-2", anna, Money.of("20.00", "EUR")));
                    connection.commit(); // the order and its points; the library neither commits nor closes
                    out.println(loyalty.accounts().balance(anna).available());

                    insertOrder(connection, 3);
                    inShop.till().record(Purchase.of("order-3", anna, Money.of("30.00", "EUR")));
                    connection.rollback(); // neither
                    out.println(loyalty.accounts().balance(anna).available());
                }
            }
        }
    }

    private static void createOrders(Connection connection) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("create table shop_order (id bigint primary key)");
        }
    }

    private static void insertOrder(Connection connection, long order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into shop_order (id) values (?)")) {
            insert.setLong(1, order);
            insert.executeUpdate();
        }
    }
}

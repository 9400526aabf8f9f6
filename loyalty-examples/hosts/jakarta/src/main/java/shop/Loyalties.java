package shop;

import jakarta.persistence.EntityManager;
import jakarta.transaction.SystemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import org.loyalty4j.jpa.ConnectionSource;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.jpa.LoyaltySchema;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;

/** The two ways in for a host with JTA. */
final class Loyalties {

    private Loyalties() {}

    /** Over the connection that the pool has enlisted in the transaction: closing it gives back the handle only. */
    static JpaStore overConnection(Server server) {
        return JpaStore.overConnection(new ConnectionSource() {
                    @Override
                    public Connection acquire() throws SQLException {
                        return server.dataSource().getConnection();
                    }

                    @Override
                    public void release(Connection connection) throws SQLException {
                        connection.close();
                    }

                    @Override
                    public boolean inTransaction() {
                        return server.inTransaction();
                    }

                    @Override
                    public void rollbackOnly() {
                        try {
                            server.transactions().setRollbackOnly();
                        } catch (SystemException broken) {
                            throw new IllegalStateException(broken);
                        }
                    }
                })
                .schema(LoyaltySchema.Mode.CREATE);
    }

    /** Over the session of a JTA entity manager, as a container injects it. */
    static JpaStore joining(EntityManager manager) {
        return JpaStore.joining(manager).schema(LoyaltySchema.Mode.CREATE);
    }

    /** One point for every full euro. */
    static LoyaltyProgram program() {
        return LoyaltyProgram.startingAt(
                        Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC, Currency.getInstance("EUR"))
                .with(EarningRule.perStep("base", 1, Money.of("1.00", "EUR")));
    }
}

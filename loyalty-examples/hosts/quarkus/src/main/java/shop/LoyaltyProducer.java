package shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.jpa.ConnectionSource;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.jpa.LoyaltySchema;

/** The library over the connections of Agroal, which Narayana's transactions commit. */
@ApplicationScoped
public class LoyaltyProducer {

    @Produces
    @Singleton
    JpaStore store(DataSource dataSource, TransactionManager transactions) {
        return JpaStore.overConnection(new ConnectionSource() {
                    @Override
                    public Connection acquire() throws SQLException {
                        return dataSource.getConnection();
                    }

                    @Override
                    public void release(Connection connection) throws SQLException {
                        connection.close(); // the handle; the connection stays with its transaction
                    }

                    @Override
                    public boolean inTransaction() {
                        try {
                            return transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
                        } catch (SystemException broken) {
                            throw new IllegalStateException(broken);
                        }
                    }

                    @Override
                    public void rollbackOnly() {
                        try {
                            transactions.setRollbackOnly();
                        } catch (SystemException broken) {
                            throw new IllegalStateException(broken);
                        }
                    }
                })
                .schema(LoyaltySchema.Mode.CREATE); // in a shop: the scripts, by Flyway
    }

    void close(@Disposes JpaStore store) {
        store.close();
    }

    @Produces
    @Singleton
    Loyalty loyalty(JpaStore store) {
        return Loyalty.over(store).build();
    }
}

package shop;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.engine.transaction.jta.platform.internal.NarayanaJtaPlatform;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** What an application server does: JTA transactions by Narayana, an XA pool that takes part in them, and the shop's unit. */
final class Server implements AutoCloseable {

    private final TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final AgroalDataSource dataSource;
    private final EntityManagerFactory orders;

    Server(String url) throws SQLException {
        NarayanaTransactionIntegration jta = new NarayanaTransactionIntegration(
                transactions,
                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry());
        dataSource = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .transactionIntegration(jta)
                        .connectionFactoryConfiguration(connection -> connection
                                .connectionProviderClass(JdbcDataSource.class)
                                .jdbcUrl(url))));
        orders = new HibernatePersistenceConfiguration("shop")
                .managedClass(ShopOrder.class)
                .transactionType(PersistenceUnitTransactionType.JTA)
                .property("jakarta.persistence.jtaDataSource", dataSource)
                .property("hibernate.transaction.jta.platform", new NarayanaJtaPlatform())
                .property("hibernate.hbm2ddl.auto", "create")
                .createEntityManagerFactory();
    }

    TransactionManager transactions() {
        return transactions;
    }

    AgroalDataSource dataSource() {
        return dataSource;
    }

    EntityManagerFactory orders() {
        return orders;
    }

    boolean inTransaction() {
        try {
            return transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        orders.close();
        dataSource.close();
    }
}

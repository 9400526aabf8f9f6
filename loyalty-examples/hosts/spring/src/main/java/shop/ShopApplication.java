package shop;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.jpa.ConnectionSource;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A shop on Spring Boot. The library is a part of every {@code @Transactional} method. */
@SpringBootApplication
public class ShopApplication {

    /** The store over the connection of Spring's transaction; starts after the tables are made. */
    @Bean
    @DependsOnDatabaseInitialization
    JpaStore loyaltyStore(DataSource dataSource) {
        return JpaStore.overConnection(ConnectionSource.of(
                () -> DataSourceUtils.getConnection(dataSource),
                connection -> DataSourceUtils.releaseConnection(connection, dataSource),
                TransactionSynchronizationManager::isActualTransactionActive));
    }

    @Bean
    Loyalty loyalty(JpaStore loyaltyStore) {
        return Loyalty.over(loyaltyStore).build();
    }

    /** One point for every full euro. */
    static LoyaltyProgram program() {
        return LoyaltyProgram.startingAt(
                        Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC, Currency.getInstance("EUR"))
                .with(EarningRule.perStep("base", 1, Money.of("1.00", "EUR")));
    }
}

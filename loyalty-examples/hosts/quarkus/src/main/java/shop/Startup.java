package shop;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;

/** Makes the tables and publishes the program when the shop opens. */
@Singleton
class Startup {

    void open(@Observes StartupEvent event, Loyalty loyalty, Checkout checkout, DataSource dataSource)
            throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists shop_order (id bigint primary key)");
        }
        loyalty.programs().history(); // the first use makes the library's tables, outside any transaction
        checkout.publish();
    }
}

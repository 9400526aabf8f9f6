package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.NoTransactionException;

class JtaTest {

    private Server server;
    private EntityManager orders;

    @BeforeEach
    void start() throws Exception {
        server = new Server("jdbc:h2:mem:jta;DB_CLOSE_DELAY=-1");
        orders = server.orders().createEntityManager();
    }

    @AfterEach
    void stop() throws Exception {
        orders.close();
        try (var connection = server.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
        server.close();
    }

    private <R> R inTransaction(Callable<R> work) throws Exception {
        server.transactions().begin();
        orders.joinTransaction();
        boolean done = false;
        try {
            R answer = work.call();
            done = true;
            return answer;
        } finally {
            if (done) {
                server.transactions().commit();
            } else {
                server.transactions().rollback();
            }
            orders.clear();
        }
    }

    private long orderCount() throws Exception {
        try (var connection = server.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from ShopOrder")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sellsAndFails(JpaStore store) throws Exception {
        Loyalty loyalty = Loyalty.over(store).build();
        loyalty.programs().history(); // the first use makes the tables, outside any transaction
        assertThatThrownBy(() -> loyalty.programs().publish(Loyalties.program()))
                .isInstanceOf(NoTransactionException.class);
        CustomerId anna = inTransaction(() -> {
            loyalty.programs().publish(Loyalties.program());
            return loyalty.customers()
                    .enroll(NewCustomer.person(CommandKey.of("enroll-anna")).reference("anna"))
                    .orThrow()
                    .id();
        });

        inTransaction(() -> sell(loyalty, anna, 1));
        assertThatThrownBy(() -> inTransaction(() -> {
                    sell(loyalty, anna, 2);
                    throw new IllegalStateException("The card terminal said no");
                }))
                .isInstanceOf(IllegalStateException.class);
        boolean used = inTransaction(() -> {
            sell(loyalty, anna, 3);
            return loyalty.rewards()
                    .redeem(Redemption.of(CommandKey.of("r1"), anna, Points.of(500)))
                    .settled();
        });

        assertThat(used).isFalse();
        assertThat(orderCount()).isEqualTo(2);
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.of(60));
        assertThat(loyalty.audit().clean()).isTrue();
        store.close();
    }

    private boolean sell(Loyalty loyalty, CustomerId customer, long number) {
        orders.persist(new ShopOrder(number, new BigDecimal("30.00")));
        return loyalty.till()
                .record(Purchase.of("order-" + number, customer, Money.of("30.00", "EUR")))
                .settled();
    }

    @Test
    void an_order_and_its_points_stand_or_fall_together_over_the_pools_connection() throws Exception {
        sellsAndFails(Loyalties.overConnection(server));
    }

    @Test
    void an_order_and_its_points_stand_or_fall_together_in_the_entity_managers_session() throws Exception {
        sellsAndFails(Loyalties.joining(orders));
    }
}

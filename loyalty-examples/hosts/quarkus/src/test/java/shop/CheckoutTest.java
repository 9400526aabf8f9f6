package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.store.NoTransactionException;

@QuarkusTest
class CheckoutTest {

    @Inject
    Checkout checkout;

    @Inject
    Loyalty loyalty;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void open() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists shop_order (id bigint primary key)");
        }
        checkout.open();
    }

    private long orders(long number) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from shop_order where id = " + number)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Points points(CustomerId customer) {
        return loyalty.accounts().balance(customer).available();
    }

    @Test
    void a_sale_keeps_the_order_and_the_points_and_a_refusal_does_not_harm_it() throws SQLException {
        CustomerId anna = checkout.enroll("40001");

        assertThat(checkout.sell(1, anna, "30.00", 500)).isFalse();

        assertThat(orders(1)).isEqualTo(1);
        assertThat(points(anna)).isEqualTo(Points.of(30));
    }

    @Test
    void a_sale_that_fails_keeps_neither() throws SQLException {
        CustomerId ben = checkout.enroll("40002");

        assertThatThrownBy(() -> checkout.sellAndFail(2, ben, "30.00")).isInstanceOf(IllegalStateException.class);

        assertThat(orders(2)).isZero();
        assertThat(points(ben)).isEqualTo(Points.of(0));
        assertThat(loyalty.audit().clean()).isTrue();
    }

    @Test
    void without_a_transaction_the_library_says_what_is_missing() {
        assertThatThrownBy(() -> loyalty.customers()
                        .enroll(org.loyalty4j.customer.NewCustomer.person(
                                        org.loyalty4j.command.CommandKey.of("e3"))
                                .card("40003")))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("@Transactional");
    }
}

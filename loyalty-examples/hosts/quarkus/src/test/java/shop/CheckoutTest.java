package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.NoTransactionException;

@QuarkusTest
class CheckoutTest {

    @Inject
    Checkout checkout;

    @Inject
    Loyalty loyalty;

    @Inject
    DataSource dataSource;

    private long orders(long number) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from shop_order where id = " + number)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long points(CustomerId customer) {
        return loyalty.accounts().balance(customer).available().minor();
    }

    @Test
    void a_sale_keeps_the_order_and_the_points() throws SQLException {
        CustomerId anna = checkout.enroll("40001");

        checkout.sell(1, anna, "30.00", 0);

        assertThat(orders(1)).isEqualTo(1);
        assertThat(points(anna)).isEqualTo(30);
        assertThat(loyalty.audit().clean()).isTrue();
    }

    @Test
    void a_sale_that_fails_keeps_neither_and_uses_up_no_number() throws SQLException {
        CustomerId anna = checkout.enroll("40002");

        assertThatThrownBy(() -> checkout.sellAndFail(2, anna, "30.00")).isInstanceOf(IllegalStateException.class);

        assertThat(orders(2)).isZero();
        assertThat(points(anna)).isZero();
        assertThat(loyalty.audit().clean()).isTrue();
        checkout.sell(2, anna, "20.00", 0);
        assertThat(orders(2)).isEqualTo(1);
        assertThat(points(anna)).isEqualTo(20);
    }

    @Test
    void a_sale_that_is_sent_twice_earns_once() throws SQLException {
        CustomerId anna = checkout.enroll("40003");

        checkout.sell(3, anna, "30.00", 0);
        checkout.sell(3, anna, "30.00", 0);

        assertThat(orders(3)).isEqualTo(1);
        assertThat(points(anna)).isEqualTo(30);
    }

    @Test
    void points_are_used_if_there_are_enough_and_are_no_reason_not_to_sell() throws SQLException {
        CustomerId anna = checkout.enroll("40004");

        assertThat(checkout.sell(4, anna, "30.00", 500)).isFalse();
        assertThat(checkout.sell(5, anna, "10.00", 25)).isTrue();

        assertThat(orders(4) + orders(5)).isEqualTo(2);
        assertThat(points(anna)).isEqualTo(30 - 25 + 10);
    }

    @Test
    void without_a_transaction_the_library_says_what_is_missing_and_writes_nothing() {
        CustomerId anna = checkout.enroll("40006");

        assertThatThrownBy(() -> loyalty.customers()
                        .enroll(NewCustomer.person(CommandKey.of("enroll-40007")).card("40007")))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("@Transactional");
        assertThatThrownBy(() -> loyalty.till().record(Purchase.of("order-6", anna, Money.of("30.00", "EUR"))))
                .isInstanceOf(NoTransactionException.class);

        assertThat(loyalty.customers().find(Identifier.card("40007"))).isEmpty();
        assertThat(points(anna)).isZero();
    }
}

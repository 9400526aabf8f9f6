package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.NoTransactionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What holds however the library joins, and on whatever database. */
abstract class CheckoutCases {

    private static final AtomicLong NUMBERS = new AtomicLong();

    @Autowired
    Checkout checkout;

    @Autowired
    Loyalty loyalty;

    @Autowired
    JdbcTemplate jdbc;

    private final long order = NUMBERS.incrementAndGet();

    private long orders() {
        return jdbc.queryForObject("select count(*) from shop_order where id = ?", Long.class, order);
    }

    private long points(CustomerId customer) {
        return loyalty.accounts().balance(customer).available().minor();
    }

    @Test
    void a_sale_keeps_the_order_and_the_points() {
        CustomerId anna = checkout.enroll("4000" + order);

        checkout.sell(order, anna, new BigDecimal("30.00"), 0);

        assertThat(orders()).isEqualTo(1);
        assertThat(points(anna)).isEqualTo(30);
    }

    @Test
    void a_sale_that_fails_keeps_neither() {
        CustomerId anna = checkout.enroll("4000" + order);

        assertThatThrownBy(() -> checkout.sellAndFail(order, anna, new BigDecimal("30.00")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(orders()).isZero();
        assertThat(points(anna)).isZero();
        assertThat(loyalty.audit().clean()).isTrue();
    }

    @Test
    void too_few_points_are_no_reason_not_to_sell() {
        CustomerId anna = checkout.enroll("4000" + order);

        assertThat(checkout.sell(order, anna, new BigDecimal("30.00"), 500)).isFalse();

        assertThat(orders()).isEqualTo(1);
        assertThat(points(anna)).isEqualTo(30);
    }

    @Test
    void without_a_transaction_the_library_says_what_is_missing() {
        assertThatThrownBy(() -> loyalty.programs().publish(ShopApplication.program()))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("@Transactional");
    }
}

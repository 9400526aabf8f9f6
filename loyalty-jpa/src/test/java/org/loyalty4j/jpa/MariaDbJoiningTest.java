package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Together;

class MariaDbJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.MARIADB;
    }

    /** MariaDB's default is repeatable read. */
    @Override
    boolean seesOldRows() {
        return true;
    }

    /** MariaDB undoes the transaction that did less, so the other one does much. */
    private boolean deadlocksWithTheHost(CountDownLatch hostHasItsOrder, CountDownLatch otherHasTheHead)
            throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            for (int i = 0; i < 200; i++) {
                statement.execute("insert into shop_order (id) values (" + (1000 + i) + ")");
            }
            statement.execute("select id from loyalty_account for update");
            otherHasTheHead.countDown();
            hostHasItsOrder.await();
            statement.execute("update shop_order set note = 'seen' where id = 1");
            other.rollback();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void after_a_deadlock_the_host_may_not_go_on() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);
        CountDownLatch order = new CountDownLatch(1);
        CountDownLatch head = new CountDownLatch(1);

        Together.run(
                2,
                thread -> () -> thread == 0
                        ? deadlocksWithTheHost(order, head)
                        : host.run(() -> {
                            host.order(1);
                            order.countDown();
                            awaited(head);
                            StoreBusyException busy = catchThrowableOfType(
                                    StoreBusyException.class,
                                    () -> loyalty.till().record(sale("s2", anna, 10)));
                            assertThat(busy.hostMayGoOn()).isFalse();
                            assertThat(host.isMarkedForRollback()).isTrue();
                            return true;
                        }));

        assertThat(count("shop_order")).isZero();
        assertThat(available(loyalty, anna)).isEqualTo(30);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The wait was interrupted", interrupted);
        }
    }
}

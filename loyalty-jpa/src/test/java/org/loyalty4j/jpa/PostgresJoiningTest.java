package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;

class PostgresJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.POSTGRESQL;
    }

    private String lockTimeout() {
        try (Statement statement = host.own().createStatement();
                ResultSet row = statement.executeQuery("show lock_timeout")) {
            row.next();
            return row.getString(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void the_host_waits_for_its_own_locks_as_long_as_it_said() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);

        host.run(() -> {
            try (Statement statement = host.own().createStatement()) {
                statement.execute("set local lock_timeout = '12345ms'");
            } catch (SQLException failed) {
                throw new AssertionError(failed);
            }
            loyalty.till().record(sale("s2", anna, 10)).orThrow();
            assertThat(lockTimeout()).isEqualTo("12345ms");
            assertThat(loyalty.rewards().redeem(redemption("r1", anna, 99)).settled())
                    .isFalse();
            assertThat(lockTimeout()).isEqualTo("12345ms");
        });
    }
}

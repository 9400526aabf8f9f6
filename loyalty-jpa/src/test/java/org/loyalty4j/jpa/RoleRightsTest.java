package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database user with the rights that the library prints reads everything and cannot rewrite the ledger. */
class RoleRightsTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @EnumSource
    void what_the_ledger_says_is_not_the_applications_to_change(TestDatabase kind) throws SQLException {
        FreshDatabase database = kind.fresh();
        databases.closing(() -> {
            database.close();
            Role.forget(database);
        });
        StoreOver.withTables(database);
        String till = Role.granted(database);

        try (Connection connection =
                        database.pool(PoolSettings.USUAL.user(till)).getConnection();
                Statement statement = connection.createStatement()) {
            for (String allowed : List.of("update loyalty_account set balance = 0", "delete from loyalty_lot")) {
                statement.execute(allowed);
            }
            for (String forbidden : List.of(
                    "update loyalty_posting set amount = 6",
                    "delete from loyalty_posting",
                    "update loyalty_lot_allocation set amount = 6",
                    "delete from loyalty_account",
                    "update loyalty_schema_version set version = 2",
                    "drop table loyalty_posting")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?is).*(denied|not enough rights|must be owner).*");
            }
            try (ResultSet row = statement.executeQuery("select count(*) from loyalty_posting")) {
                assertThat(row.next()).isTrue();
            }
        }
    }
}

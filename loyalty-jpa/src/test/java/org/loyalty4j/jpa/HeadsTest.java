package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.points.RewardAccount;

/** How the heads of accounts are made. */
class HeadsTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** Who holds a head that it did not ask for in order may wait in a circle with who locks in order. */
    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void a_head_that_is_there_is_not_locked_by_who_would_have_made_it(TestDatabase kind) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        RewardAccount account = scene.sound.accounts().account(scene.aCustomer());
        Dialect dialect = Dialect.of(LoyaltySchema.Database.valueOf(kind.name()), null);
        try (Connection maker = scene.database.connect();
                Connection other = scene.database.connect();
                Statement lock = other.createStatement()) {
            maker.setAutoCommit(false);
            other.setAutoCommit(false);
            new Writer(dialect, maker)
                    .write(
                            List.of(),
                            List.of(new Batch<>(
                                    Tables.ACCOUNTS,
                                    Batch.What.INSERT_IF_ABSENT,
                                    List.of(AccountRow.opened(account.id())))),
                            List.of());

            try (ResultSet head = lock.executeQuery("select last_number from loyalty_account for update"
                    + (kind == TestDatabase.H2 ? " wait 0.1" : " nowait"))) {
                assertThat(head.next()).isTrue();
                assertThat(head.getLong(1)).isEqualTo(1);
                assertThat(head.next()).isFalse();
            }
            other.rollback();
            maker.rollback();
        }
    }
}

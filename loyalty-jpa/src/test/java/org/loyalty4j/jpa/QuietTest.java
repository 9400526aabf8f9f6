package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store says while it starts and works: nothing that would have an operator look. */
class QuietTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private static final class Listening extends Handler {

        final List<LogRecord> said = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            said.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void a_store_that_starts_and_sells_warns_of_nothing(TestDatabase kind) {
        FreshDatabase database = databases.fresh(kind);
        StoreOver.withTables(database);
        Logger hibernate = Logger.getLogger("org.hibernate");
        Listening listening = new Listening();
        hibernate.addHandler(listening);
        try {
            FaultScene scene = new FaultScene(databases, database);
            scene.sentAgain(scene.aPurchase(scene.aCustomer()));
        } finally {
            hibernate.removeHandler(listening);
        }

        assertThat(listening.said).isNotEmpty(); // or it would not be heard here
        assertThat(listening.said).noneMatch(line -> line.getLevel().intValue() >= Level.WARNING.intValue());
    }

    @Test
    void hibernate_has_no_connections_of_its_own() {
        NoConnections none = new NoConnections();

        assertThatThrownBy(none::getConnection).isInstanceOf(SQLException.class);
        assertThat(none.isUnwrappableAs(NoConnections.class)).isTrue();
        assertThat(Collections.singleton(none.unwrap(NoConnections.class))).containsExactly(none);
    }
}

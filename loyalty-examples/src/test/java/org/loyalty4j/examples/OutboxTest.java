package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class OutboxTest {

    @Test
    void an_event_stands_in_the_outbox_once_however_often_the_relay_stops() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Outbox.relay(database, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "[]",
                        "[account.sale, customer.enroll, program.publish]",
                        "1 more: [account.sale, account.sale, customer.enroll, program.publish]");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }
}

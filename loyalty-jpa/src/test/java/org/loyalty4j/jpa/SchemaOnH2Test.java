package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.loyalty4j.jpa.LoyaltySchema.Mode;
import org.loyalty4j.store.StoreBusyException;

class SchemaOnH2Test extends SchemaCases {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

    @Override
    Database database() {
        return Database.H2;
    }

    @Override
    DataSource freshDatabase() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url + ";DB_CLOSE_DELAY=-1");
        source.setUser("owner");
        return source;
    }

    @Test
    void a_node_waits_for_another_one_until_it_is_interrupted() {
        run("create global temporary table loyalty4j_lock (nothing integer)");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> prepare(Mode.MIGRATE)).isInstanceOf(StoreBusyException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ourTables()).isEmpty();

        run("drop table loyalty4j_lock");
        assertThatCode(() -> prepare(Mode.MIGRATE)).doesNotThrowAnyException();
    }

    @Test
    void an_application_with_the_printed_rights_writes_the_ledger_and_cannot_rewrite_it() throws SQLException {
        prepare(Mode.CREATE);
        anAccount();
        run("create user till password ''");
        StringBuilder grants = new StringBuilder();
        LoyaltySchema.writeGrants(Database.H2, "till", grants);
        run(grants.toString());

        try (Connection till = DriverManager.getConnection(url, "till", "");
                Statement statement = till.createStatement()) {
            new SchemaPreparation(Database.H2, null, SchemaScripts.LIBRARY, tables).run(till, Mode.VALIDATE);
            new SchemaPreparation(Database.H2, null, SchemaScripts.LIBRARY, tables).run(till, Mode.MIGRATE);
            statement.execute(posting(1, "EARN", "5"));
            statement.execute("update loyalty_account set last_number = 1, balance = 5");
            for (String forbidden : new String[] {
                "update loyalty_posting set amount = 6",
                "delete from loyalty_posting",
                "delete from loyalty_account",
                // H2 knows no rights on columns, so that who may take words from a command may change its numbers.
                "delete from loyalty_command",
                "update loyalty_schema_version set version = 2"
            }) {
                assertThatThrownBy(() -> statement.execute(forbidden)).hasMessageContaining("Not enough rights");
            }
        }
    }
}

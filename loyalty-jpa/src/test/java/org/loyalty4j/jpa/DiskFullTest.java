package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.StoreBusyException;

/** F-22: the library's tables are on a real disk that is full, the host's on another one. */
class DiskFullTest {

    private static final int MEGABYTES = 24;

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @TempDir
    Path folder;

    @Test
    void f_22_on_postgresql_a_full_disk_is_busy_until_it_is_freed() throws SQLException {
        SmallDisk disk = databases.closing(SmallDisk.at(folder, MEGABYTES));
        TestServer server = TestDatabase.POSTGRESQL.server();
        server.administer("public", "create tablespace small location '" + folder + "'");
        databases.closing((AutoCloseable) () -> server.administer("public", "drop tablespace small"));
        FaultScene scene = new FaultScene(databases, TestDatabase.POSTGRESQL);
        moveTo(scene.database, "small");

        fillsUpAndIsFreed(scene, disk, "53100");
    }

    private static void moveTo(FreshDatabase database, String tablespace) throws SQLException {
        List<String> moves = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select c.relkind, c.relname from pg_class c"
                        + " where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'i')")) {
            while (row.next()) {
                moves.add("alter " + ("r".equals(row.getString(1)) ? "table " : "index ") + row.getString(2)
                        + " set tablespace " + tablespace);
            }
        }
        database.administer(moves.toArray(String[]::new));
    }

    @Test
    void f_22_on_mariadb_a_full_disk_is_busy_until_it_is_freed() throws SQLException {
        FreshDatabase database = databases.fresh(TestDatabase.MARIADB);
        String data = answer(database, "select @@datadir");
        SmallDisk disk = databases.closing(SmallDisk.at(Path.of(data, database.schema()), MEGABYTES));
        FaultScene scene = new FaultScene(databases, database);
        databases.closing((AutoCloseable) () -> dropTables(database)); // while they are there

        fillsUpAndIsFreed(scene, disk, "1114");
    }

    private static void dropTables(FreshDatabase database) {
        List<String> drops = new ArrayList<>(List.of("set foreign_key_checks = 0"));
        Tables.expected().keySet().forEach(table -> drops.add("drop table " + table));
        database.administer(drops.toArray(String[]::new));
    }

    private static String answer(FreshDatabase database, String question) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private void fillsUpAndIsFreed(FaultScene scene, SmallDisk disk, String code) throws SQLException {
        String beside = scene.database.anotherSchema();
        scene.database.administer("create table " + beside + ".shop_order (id bigint primary key)");
        CustomerId anna = scene.aCustomer();
        disk.fill();

        Purchase refused = null;
        long sold = 0;
        while (refused == null) {
            Purchase purchase = scene.aPurchase(anna);
            try {
                scene.sound.till().record(purchase).orThrow();
                sold++;
                assertThat(sold).isLessThan(20_000);
            } catch (StoreBusyException full) {
                assertThat(full).hasMessageContaining(code).hasMessageContaining("nothing was changed");
                refused = purchase;
            }
        }

        assertThat(scene.sound.till().find(refused.key())).isEmpty();
        assertThat(scene.available(anna)).isEqualTo(100 + 10 * sold);
        theHostsSaleGoesOn(scene, beside, refused, code);
        scene.assertSound();
        disk.free();
        assertThat(scene.sound.till().record(refused).orThrow().replayed()).isFalse();
        assertThat(scene.sound.till().record(refused).orThrow().replayed()).isTrue();
        assertThat(scene.available(anna)).isEqualTo(100 + 10 * (sold + 1));
        scene.assertSound();
    }

    /** In the host's transaction, what the host writes on the other disk stays. */
    private void theHostsSaleGoesOn(FaultScene scene, String beside, Purchase purchase, String code)
            throws SQLException {
        try (Connection host = scene.database.connect();
                Statement statement = host.createStatement()) {
            host.setAutoCommit(false);
            Loyalty joined = scene.loyalty(databases.closing(JpaStore.overConnection(ConnectionSource.of(host))));
            statement.execute("insert into " + beside + ".shop_order values (1)");
            StoreBusyException busy = catchThrowableOfType(
                    StoreBusyException.class, () -> joined.till().record(purchase));
            assertThat(busy).hasMessageContaining(code);
            assertThat(busy.hostMayGoOn()).isTrue();
            statement.execute("insert into " + beside + ".shop_order values (2)");
            host.commit();
        }
        assertThat(answer(scene.database, "select count(*) from " + beside + ".shop_order"))
                .isEqualTo("2");
    }
}

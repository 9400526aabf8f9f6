package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.testkit.Shop;

/** A host whose tables are all made by Flyway, as the README says it. */
class FlywayTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Test
    void the_scripts_are_run_beside_the_tables_of_the_host_and_the_store_finds_its_own() {
        FreshDatabase database = databases.fresh(TestDatabase.H2);
        database.administer("create table shop_order (id bigint primary key)");

        int made = Flyway.configure()
                .dataSource(database.pool())
                .locations("classpath:org/loyalty4j/jpa/sql-scripts/h2")
                .table("loyalty_flyway_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate()
                .migrationsExecuted;

        assertThat(made).isEqualTo(SchemaScripts.LIBRARY.newest());
        JpaStore store = databases.closing(JpaStore.owning(database.pool()));
        Shop shop = Shop.over(store, program -> program);
        assertThat(shop.available(shop.aCustomer("Anna"))).isZero();
    }
}

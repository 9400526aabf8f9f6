package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.jpa.TestDatabase.POSTGRESQL;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.SchemaMismatchException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.testkit.Shop;

/** F-23, F-24 and missing rights: what a database refuses, and that the words of it name no caller. */
class RefusedTest {

    private static final String SECRET = "4711 0815 SECRET";

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_23_a_database_that_takes_no_writes_is_called_read_only(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Loyalty till = scene.over(scene.database.pool(PoolSettings.USUAL.firstSql(
                kind == POSTGRESQL ? "set default_transaction_read_only = on" : "set session transaction read only")));
        Purchase purchase = scene.aPurchase(scene.aCustomer());

        assertThatThrownBy(() -> till.till().record(purchase))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("The store is read-only")
                .hasMessageContaining("25006");

        assertThat(till.accounts().balance(purchase.customer()).available().minor())
                .isEqualTo(100);
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @Test
    void f_23_a_file_that_takes_no_writes_is_called_read_only(@TempDir Path folder) {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:file:" + folder.resolve("shop"));
        CustomerId anna;
        try (JpaStore store = JpaStore.owning(file).schema(LoyaltySchema.Mode.CREATE)) {
            anna = Shop.over(store, program -> program).aCustomer("Anna");
        }
        file.setURL("jdbc:h2:file:" + folder.resolve("shop") + ";ACCESS_MODE_DATA=r");
        try (JpaStore store = JpaStore.owning(file)) {
            Loyalty till = Loyalty.over(store).build();
            assertThat(till.customers().find(anna)).isPresent();
            assertThatThrownBy(() -> till.till().record(Purchase.of("receipt 1", anna, Shop.euro("10.00"))))
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("The store is read-only");
        }
    }

    @ParameterizedTest
    @EnumSource
    void f_24_tables_that_are_not_there_stop_the_start_and_not_the_first_sale(TestDatabase kind) {
        JpaStore store = databases.closing(JpaStore.owning(databases.fresh(kind).pool()));

        assertThatThrownBy(() ->
                        Loyalty.over(store).program(Shop.onePointPerEuro()).build())
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("version " + LoyaltySchema.VERSION)
                .hasMessageContaining("V1__first_tables.sql");
    }

    @ParameterizedTest
    @EnumSource
    void f_24_tables_and_columns_that_go_later_are_told_as_such_and_nothing_is_half_done(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        scene.database.administer("alter table loyalty_purchase rename to purchase_away");
        assertThatThrownBy(() -> scene.sound.till().record(purchase)).isInstanceOf(SchemaMismatchException.class);
        scene.database.administer("alter table purchase_away rename to loyalty_purchase");

        scene.database.administer(
                kind == TestDatabase.H2
                        ? "alter table loyalty_posting alter column counts_at rename to counted_at"
                        : "alter table loyalty_posting rename column counts_at to counted_at");
        assertThatThrownBy(() -> scene.sound.till().record(purchase)).isInstanceOf(SchemaMismatchException.class);
        scene.database.administer(
                kind == TestDatabase.H2
                        ? "alter table loyalty_posting alter column counted_at rename to counts_at"
                        : "alter table loyalty_posting rename column counted_at to counts_at");
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_right_that_is_missing_is_told_as_such(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        String role = Role.granted(scene.database);
        try {
            Loyalty till = scene.over(scene.database.pool(PoolSettings.USUAL.user(role)));
            Purchase purchase = scene.aPurchase(scene.aCustomer());
            scene.database.administer("revoke insert on loyalty_posting from " + role);

            assertThatThrownBy(() -> till.till().record(purchase))
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("LoyaltySchema.writeGrants");
            assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        } finally {
            scene.database.close();
            Role.forget(scene.database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_user_who_is_not_known_is_not_told_to_try_again(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        JpaStore store = databases.closing(JpaStore.owning(
                scene.database.pool(PoolSettings.USUAL.user("nobody").patience(Duration.ofSeconds(1)))));

        assertThatThrownBy(() -> StoreOver.started(store))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("user and password");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_that_is_thrown_or_caused_it_repeats_what_the_caller_said(TestDatabase kind) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        CustomerId anna = scene.aCustomer();
        scene.sound.till().record(Purchase.of(SECRET, anna, Shop.euro("1.00"))).orThrow();
        scene.sound
                .customers()
                .enroll(NewCustomer.person(CommandKey.of(SECRET)).named(SECRET).card(SECRET))
                .orThrow();
        scene.database.administer("alter table loyalty_command add constraint loyalty_command_ck_mean check"
                + " (request_key <> 'other " + SECRET + "')");

        assertThatThrownBy(() -> scene.sound.till().record(Purchase.of("other " + SECRET, anna, Shop.euro("1.00"))))
                .satisfies(thrown -> assertThat(FaultsTest.textOf(thrown)).doesNotContain(SECRET));
        scene.assertSound();
    }
}

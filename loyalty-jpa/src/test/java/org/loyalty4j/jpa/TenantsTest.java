package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;

/** S-10, I-58: two stores in two schemas of one database, with equal ids and keys. */
class TenantsTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private Shop tenant(FreshDatabase database, HikariDataSource pool) {
        String name = database.anotherSchema();
        String schema = database.kind() == TestDatabase.H2 ? name.toUpperCase(Locale.ROOT) : name;
        return Shop.over(
                databases.closing(JpaStore.owning(pool).in(schema).schema(LoyaltySchema.Mode.CREATE)),
                program -> program);
    }

    @ParameterizedTest
    @EnumSource
    void a_tenant_may_have_a_name_of_capital_and_small_letters(TestDatabase kind) {
        FreshDatabase database = databases.fresh(kind);
        String name = "North_" + database.schema().replaceAll("[^A-Za-z0-9_]", "_");
        LoyaltySchema.Database sql = LoyaltySchema.Database.valueOf(kind.name());
        databases.closing(() -> database.administer(
                "drop schema " + sql.quoted(name) + (kind == TestDatabase.MARIADB ? "" : " cascade")));
        Shop shop = Shop.over(
                databases.closing(JpaStore.owning(database.pool()).in(name).schema(LoyaltySchema.Mode.CREATE)),
                program -> program);
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(shop.loyalty().till().record(shop.buys(anna, "10.00")).settled())
                .isTrue();

        assertThat(shop.available(anna)).isEqualTo(10);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tenants_with_equal_ids_and_keys_do_not_see_each_other(TestDatabase kind) {
        FreshDatabase database = databases.fresh(kind);
        Shop north = tenant(database, database.pool());
        Shop south = tenant(database, database.pool());
        CustomerId anna = north.aCustomer("Anna");
        CustomerId berta = south.aCustomer("Berta");
        assertThat(berta).isEqualTo(anna);

        north.loyalty()
                .till()
                .record(Purchase.of("receipt 1", anna, Shop.euro("10.00")))
                .orThrow();
        var southern = south.loyalty()
                .till()
                .record(Purchase.of("receipt 1", berta, Shop.euro("99.00")))
                .orThrow();
        north.loyalty()
                .rewards()
                .redeem(Redemption.of(CommandKey.of("redeem 1"), anna, Points.of(4)))
                .orThrow();

        assertThat(southern.replayed()).isFalse();
        assertThat(north.available(anna)).isEqualTo(6);
        assertThat(south.available(berta)).isEqualTo(99);
        assertThat(north.loyalty().customers().find(Identifier.reference("Berta")))
                .isEmpty();
        assertThat(south.loyalty().customers().find(Identifier.reference("Anna")))
                .isEmpty();
        for (Shop shop : List.of(north, south)) {
            assertThat(shop.loyalty().customers().page(500).items()).hasSize(1);
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }
}

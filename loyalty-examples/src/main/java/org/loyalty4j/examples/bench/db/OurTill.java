package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;

/** The library, through its ordinary desks. */
final class OurTill implements Contender {

    private final String name;
    private final String schema;
    private final HikariDataSource pool;
    private final JpaStore store;
    private final Loyalty loyalty;

    /**
     * Starts.
     *
     * @param kind what is made of the plain store
     */
    OurTill(String name, String schema, HikariDataSource pool, UnaryOperator<JpaStore> kind) {
        this.name = name;
        this.schema = schema;
        this.pool = pool;
        this.store = kind.apply(JpaStore.owning(pool));
        this.loyalty = at(InstantSource.system());
    }

    Loyalty loyalty() {
        return loyalty;
    }

    /** Returns the library by another clock. */
    Loyalty at(InstantSource clock) {
        return Loyalty.over(store).program(Sample.program()).clock(clock).build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String schema() {
        return schema;
    }

    static Purchase purchase(int customer, String key) {
        return Purchase.of(CommandKey.of(key), Sample.customer(customer))
                .line(PurchaseLine.goods("1", Sample.BREAD))
                .line(PurchaseLine.goods("2", Sample.CHEESE))
                .line(PurchaseLine.goods("3", Sample.WINE))
                .build();
    }

    @Override
    public void sell(int customer, String key) {
        loyalty.till().record(purchase(customer, key)).orThrow();
    }

    @Override
    public void redeem(int customer, String key) {
        loyalty.rewards()
                .redeem(Redemption.of(CommandKey.of(key), Sample.customer(customer), Points.of(Sample.REDEEMED)))
                .orThrow();
    }

    @Override
    public long repeats() {
        return 0;
    }

    @Override
    public void close() {
        store.close();
        pool.close();
    }
}

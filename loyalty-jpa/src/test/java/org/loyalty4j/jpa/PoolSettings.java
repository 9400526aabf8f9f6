package org.loyalty4j.jpa;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a host has set up its connection pool.
 *
 * @param size how many connections at most
 * @param autoCommit whether a connection comes from the pool in auto-commit mode
 * @param isolation the transaction isolation, as in {@link Connection}; empty for the database's own default
 * @param firstSql what each new connection runs first, if anything
 * @param user the database user, without a password; empty for the administrator
 * @param patience how long a caller waits for a connection
 * @param driver settings of the JDBC driver, such as {@code socketTimeout}, by name
 */
record PoolSettings(
        int size,
        boolean autoCommit,
        OptionalInt isolation,
        Optional<String> firstSql,
        Optional<String> user,
        Duration patience,
        Map<String, String> driver) {

    /** Eight connections, auto-commit, the database's own isolation. */
    static final PoolSettings USUAL = new PoolSettings(
            8, true, OptionalInt.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(30), Map.of());

    PoolSettings {
        driver = Map.copyOf(driver);
    }

    PoolSettings size(int connections) {
        return new PoolSettings(connections, autoCommit, isolation, firstSql, user, patience, driver);
    }

    PoolSettings withoutAutoCommit() {
        return new PoolSettings(size, false, isolation, firstSql, user, patience, driver);
    }

    /** With one of the constants of {@link Connection}. */
    PoolSettings isolation(int level) {
        return new PoolSettings(size, autoCommit, OptionalInt.of(level), firstSql, user, patience, driver);
    }

    /** With MariaDB's check that a row locked now is the row that was read, in every session. */
    PoolSettings snapshotIsolation() {
        return firstSql("set innodb_snapshot_isolation = on");
    }

    PoolSettings firstSql(String sql) {
        return new PoolSettings(size, autoCommit, isolation, Optional.of(sql), user, patience, driver);
    }

    PoolSettings user(String name) {
        return new PoolSettings(size, autoCommit, isolation, firstSql, Optional.of(name), patience, driver);
    }

    PoolSettings patience(Duration most) {
        return new PoolSettings(size, autoCommit, isolation, firstSql, user, most, driver);
    }

    PoolSettings driver(String name, String value) {
        Map<String, String> all = new HashMap<>(driver);
        all.put(name, value);
        return new PoolSettings(size, autoCommit, isolation, firstSql, user, patience, all);
    }

    /** Returns these settings in the pool's own terms, without address and user. */
    HikariConfig toHikari() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0); // a test pays only for the connections it uses
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience.toMillis());
        config.setAutoCommit(autoCommit);
        isolation.ifPresent(level -> config.setTransactionIsolation(Integer.toString(level)));
        firstSql.ifPresent(config::setConnectionInitSql);
        driver.forEach(config::addDataSourceProperty);
        return config;
    }
}

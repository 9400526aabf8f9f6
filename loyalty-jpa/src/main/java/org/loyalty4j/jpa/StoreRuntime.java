package org.loyalty4j.jpa;

import jakarta.persistence.PersistenceUnitTransactionType;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.jpa.boot.spi.Bootstrap;
import org.hibernate.jpa.boot.spi.PersistenceConfigurationDescriptor;
import org.hibernate.jpa.boot.spi.PersistenceUnitDescriptor;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.store.StoreException;

/** What a store has once it is started: the persistence unit of its own, and what it knows of the database. */
record StoreRuntime(
        SessionFactory factory,
        Dialect dialect,
        Faults faults,
        ProgramCache programs,
        Duration lockWait,
        boolean joined) {

    /**
     * Starts a persistence unit of our own. It never connects by itself: every session is given a connection.
     *
     * @param connection tells which database it is
     */
    static StoreRuntime start(Connection connection, StoreSettings settings, boolean joined) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        LoyaltySchema.Database database = databaseOf(data.getDatabaseProductName());
        HibernatePersistenceConfiguration unit = new HibernatePersistenceConfiguration("loyalty4j");
        unit.transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL);
        Tables.entities().forEach(unit::managedClass);
        unit.property(AvailableSettings.CONNECTION_PROVIDER, new NoConnections());
        unit.property("hibernate.boot.allow_jdbc_metadata_access", false);
        unit.property(AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, data.getDatabaseProductName());
        unit.property(AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, data.getDatabaseMajorVersion());
        unit.property(AvailableSettings.JAKARTA_HBM2DDL_DB_MINOR_VERSION, data.getDatabaseMinorVersion());
        // Dates and instants never pass through the JVM's own zone or the old calendar.
        unit.property("hibernate.type.java_time_use_direct_jdbc", true);
        unit.property("hibernate.jdbc.time_zone", "UTC");
        String schema = settings.schemaName();
        if (schema != null) {
            unit.property(
                    database == LoyaltySchema.Database.MARIADB
                            ? "hibernate.default_catalog"
                            : "hibernate.default_schema",
                    database.quoted(schema));
        }
        if (database == LoyaltySchema.Database.MARIADB) {
            unit.property("hibernate.type.preferred_uuid_jdbc_type", "BINARY");
            unit.property(
                    AvailableSettings.DIALECT,
                    new MariaTypes(data.getDatabaseMajorVersion(), data.getDatabaseMinorVersion()));
        }
        return new StoreRuntime(
                built(unit),
                Dialect.of(database, schema),
                new Faults(database, joined, settings.savepoints()),
                new ProgramCache(),
                settings.lockWait(),
                joined);
    }

    /**
     * Builds the unit with our own class loader as the first that is asked for a class. Hibernate keeps the names of the
     * entities and would ask its own loader, which knows others by these names, or none, where a host has several layers;
     * and the provider would be looked for in the thread's.
     */
    private static SessionFactory built(HibernatePersistenceConfiguration unit) {
        PersistenceUnitDescriptor descriptor = new PersistenceConfigurationDescriptor(unit) {
            @Override
            public @Nullable ClassLoader getClassLoader() {
                return StoreRuntime.class.getClassLoader();
            }
        };
        return Bootstrap.getEntityManagerFactoryBuilder(descriptor, Map.of())
                .build()
                .unwrap(SessionFactory.class);
    }

    static LoyaltySchema.Database databaseOf(@Nullable String product) {
        String name = String.valueOf(product).toLowerCase(Locale.ROOT);
        if (name.contains("postgresql")) {
            return LoyaltySchema.Database.POSTGRESQL;
        }
        if (name.contains("mariadb")) {
            return LoyaltySchema.Database.MARIADB;
        }
        if (name.equals("h2")) {
            return LoyaltySchema.Database.H2;
        }
        throw new StoreException("The database " + product + " is not one of PostgreSQL, MariaDB and H2");
    }

    StatelessSession session(Connection connection) {
        return factory.withStatelessOptions().connection(connection).openStatelessSession();
    }
}

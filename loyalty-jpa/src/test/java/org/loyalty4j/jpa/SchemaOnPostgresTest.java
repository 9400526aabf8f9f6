package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.postgresql.ds.PGSimpleDataSource;

class SchemaOnPostgresTest extends SchemaCases {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Override
    Database database() {
        return Database.POSTGRESQL;
    }

    @Override
    DataSource freshDatabase() {
        SCHEMAS.forEach(schema -> TestDatabase.POSTGRESQL.drop('"' + schema + '"'));
        FreshDatabase fresh = databases.fresh(TestDatabase.POSTGRESQL);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(fresh.url(TestDatabase.POSTGRESQL.server().port()));
        source.setUser(TestDatabase.POSTGRESQL.server().administrator());
        return source;
    }

    @Override
    String whereTablesAreFound(Connection connection) throws SQLException {
        return rows(connection, "show search_path").get(0);
    }
}

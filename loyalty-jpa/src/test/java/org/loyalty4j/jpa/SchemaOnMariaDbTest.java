package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.mariadb.jdbc.MariaDbDataSource;

class SchemaOnMariaDbTest extends SchemaCases {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Override
    Database database() {
        return Database.MARIADB;
    }

    @Override
    DataSource freshDatabase() throws SQLException {
        SCHEMAS.forEach(TestDatabase.MARIADB::drop);
        FreshDatabase fresh = databases.fresh(TestDatabase.MARIADB);
        MariaDbDataSource source =
                new MariaDbDataSource(fresh.url(TestDatabase.MARIADB.server().port()));
        source.setUser(TestDatabase.MARIADB.server().administrator());
        source.setPassword("");
        return source;
    }

    @Override
    void enter(Connection connection, String schema) throws SQLException {
        connection.setCatalog(schema);
    }

    @Override
    String whereTablesAreFound(Connection connection) throws SQLException {
        return rows(connection, "select database()").get(0);
    }
}

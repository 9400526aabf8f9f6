package org.loyalty4j.jpa;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.loyalty4j.jpa.LoyaltySchema.Database;

class SchemaOnH2Test extends SchemaCases {

    @Override
    Database database() {
        return Database.H2;
    }

    @Override
    DataSource freshDatabase() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }
}

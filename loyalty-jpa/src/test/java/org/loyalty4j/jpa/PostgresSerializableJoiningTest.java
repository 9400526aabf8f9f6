package org.loyalty4j.jpa;

import java.sql.Connection;

class PostgresSerializableJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.POSTGRESQL;
    }

    @Override
    PoolSettings settings() {
        return PoolSettings.USUAL.isolation(Connection.TRANSACTION_SERIALIZABLE);
    }

    @Override
    boolean seesOldRows() {
        return true;
    }
}

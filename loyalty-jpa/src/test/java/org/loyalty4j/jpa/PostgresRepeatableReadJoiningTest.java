package org.loyalty4j.jpa;

import java.sql.Connection;

class PostgresRepeatableReadJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.POSTGRESQL;
    }

    @Override
    PoolSettings settings() {
        return PoolSettings.USUAL.isolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    boolean seesOldRows() {
        return true;
    }
}

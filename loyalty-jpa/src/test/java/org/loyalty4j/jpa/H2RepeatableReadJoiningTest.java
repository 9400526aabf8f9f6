package org.loyalty4j.jpa;

import java.sql.Connection;

class H2RepeatableReadJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.H2;
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

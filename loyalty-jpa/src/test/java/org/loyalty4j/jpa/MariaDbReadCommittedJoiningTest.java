package org.loyalty4j.jpa;

import java.sql.Connection;

/** At the isolation that hosts are advised to use. */
class MariaDbReadCommittedJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.MARIADB;
    }

    @Override
    PoolSettings settings() {
        return PoolSettings.USUAL.isolation(Connection.TRANSACTION_READ_COMMITTED);
    }
}

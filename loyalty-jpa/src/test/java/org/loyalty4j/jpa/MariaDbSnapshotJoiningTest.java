package org.loyalty4j.jpa;

/** At repeatable read, with snapshot isolation on: the default from MariaDB 11.6 on. */
class MariaDbSnapshotJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.MARIADB;
    }

    @Override
    PoolSettings settings() {
        return PoolSettings.USUAL.snapshotIsolation();
    }

    @Override
    boolean seesOldRows() {
        return true;
    }
}

package org.loyalty4j.jpa;

class MariaDbJoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.MARIADB;
    }

    /** MariaDB's default is repeatable read. */
    @Override
    boolean seesOldRows() {
        return true;
    }
}

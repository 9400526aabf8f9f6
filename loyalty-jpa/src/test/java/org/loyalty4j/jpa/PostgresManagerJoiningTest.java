package org.loyalty4j.jpa;

class PostgresManagerJoiningTest extends ManagerJoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.POSTGRESQL;
    }
}

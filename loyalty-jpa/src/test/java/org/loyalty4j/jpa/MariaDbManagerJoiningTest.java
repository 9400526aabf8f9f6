package org.loyalty4j.jpa;

class MariaDbManagerJoiningTest extends ManagerJoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.MARIADB;
    }
}

package org.loyalty4j.jpa;

class H2ManagerJoiningTest extends ManagerJoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.H2;
    }
}

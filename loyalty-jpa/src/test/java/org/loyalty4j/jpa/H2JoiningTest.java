package org.loyalty4j.jpa;

class H2JoiningTest extends JoiningCases {

    @Override
    TestDatabase kind() {
        return TestDatabase.H2;
    }
}

package org.loyalty4j.jpa;

import java.util.Arrays;

/** A database user who has the rights that {@link LoyaltySchema#writeGrants} prints, and no others. */
final class Role {

    private Role() {}

    /** Makes the user for a database whose tables are there, and returns the name. */
    static String granted(FreshDatabase database) {
        return granted(database, database.schema());
    }

    /** Makes the user of the tables in one schema of a database. */
    static String granted(FreshDatabase database, String schema) {
        String user = name(database);
        StringBuilder grants = new StringBuilder();
        LoyaltySchema.writeGrants(LoyaltySchema.Database.valueOf(database.kind().name()), user, grants);
        database.administer(
                switch (database.kind()) {
                    case POSTGRESQL -> "create role " + user + " login";
                    case MARIADB -> "create user " + user + " identified by ''";
                    case H2 -> "create user " + user + " password ''";
                });
        database.administer(Arrays.stream(grants.toString().split(";\n", -1))
                .filter(statement -> !statement.isBlank())
                .toArray(String[]::new));
        if (database.kind() == TestDatabase.POSTGRESQL) {
            database.administer("grant usage on schema " + schema + " to " + user);
        }
        return user;
    }

    /** Drops the user of a database whose tables are gone. */
    static void forget(FreshDatabase database) {
        try {
            switch (database.kind()) {
                case POSTGRESQL ->
                    TestDatabase.POSTGRESQL.server().administer("public", "drop role if exists " + name(database));
                case MARIADB ->
                    TestDatabase.MARIADB.server().administer("mysql", "drop user if exists " + name(database));
                case H2 -> {} // gone with the database
            }
        } catch (java.sql.SQLException failed) {
            throw new AssertionError("A user could not be dropped: " + failed, failed);
        }
    }

    private static String name(FreshDatabase database) {
        return "app_of_" + database.schema();
    }
}

package org.loyalty4j.jpa;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.jpa.LoyaltySchema.Database;

/**
 * What operations are told: what was found, what is needed, and what brings one to the other.
 *
 * @param schema the schema that was named, or null
 */
record SchemaAdvice(Database database, @Nullable String schema, SchemaScripts scripts) {

    String noSchema() {
        return "There is no schema " + schema + " in the database; needed are the tables of Loyalty4j in it, version "
                + scripts.newest() + ". Make the schema and " + toRun(0, "CREATE");
    }

    String noTables() {
        return "There are no tables of Loyalty4j in " + place() + "; needed is their version " + scripts.newest() + ". "
                + capital(toRun(0, "CREATE"));
    }

    String unfinished(SchemaState state) {
        return "The tables of Loyalty4j in " + place() + " have no version, needed is version " + scripts.newest()
                + ": a script stopped before its end, or the rows of " + SchemaState.VERSION_TABLE
                + " were lost. There are " + String.join(", ", state.columns().keySet())
                + ". A script can be run again, it leaves what is there: " + toRun(0, "MIGRATE");
    }

    String older(int found) {
        return "The tables of Loyalty4j in " + place() + " have version " + found + ", needed is version "
                + scripts.newest() + ". " + capital(toRun(found, "MIGRATE"));
    }

    String newer(int found) {
        return "The tables of Loyalty4j in " + place() + " have version " + found + ", needed is version "
                + scripts.newest() + ": a newer Loyalty4j made them. Start with that one; tables do not go back";
    }

    String missing(List<String> missing) {
        return "The tables of Loyalty4j in " + place() + " say they have version " + scripts.newest()
                + ", as needed, but these are missing: " + String.join(", ", missing)
                + ". Somebody took them away, or hides them from this user: put them back as the scripts in "
                + SchemaScripts.folder(database) + " of the jar have them";
    }

    String stopped(int version, int statement, String text, SQLException failure) {
        String kept = database == Database.POSTGRESQL
                ? "Nothing was changed"
                : "What the statements before it made is there; the script can be run again and goes on from there";
        return "The script " + scripts.name(version) + " stopped at its statement " + statement + ", "
                + text.lines().findFirst().orElse("") + " …: " + failure.getMessage() + ". " + kept;
    }

    private String place() {
        return schema == null ? "the current schema of the connection" : "schema " + schema;
    }

    private String toRun(int found, String mode) {
        return "run " + scripts.namesAfter(found) + " (in " + SchemaScripts.folder(database)
                + " of the jar, or printed by LoyaltySchema.write), or start once with Mode." + mode
                + " as a user who may make tables";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}

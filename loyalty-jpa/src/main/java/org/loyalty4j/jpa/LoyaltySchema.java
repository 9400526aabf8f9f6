package org.loyalty4j.jpa;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of this library: their version, the scripts that make them, and the rights an application needs on them.
 *
 * <p>The scripts are plain SQL in this jar, one folder per database, named so that Flyway can run them. They go forward
 * only. Each can be run again: what is there already stays as it is. Safe for use by many threads.
 */
public final class LoyaltySchema {

    /** The version of the tables that this library works with, and no other. */
    public static final int VERSION = SchemaScripts.LIBRARY.newest();

    private LoyaltySchema() {}

    /** What is done about the tables when a store is started. */
    public enum Mode {
        /** Nothing is changed: another version, or a table or column that is missing, stops the start. */
        VALIDATE,
        /** The tables are made where there are none, and the schema they are in, if it was named; then as above. */
        CREATE,
        /** The tables are made or brought to this version, by one of several nodes that start at once; then as above. */
        MIGRATE,
        /** Nothing is looked at. */
        NONE
    }

    /** A database that there are scripts for. */
    public enum Database {
        /** PostgreSQL. */
        POSTGRESQL("\""),
        /** MariaDB, with InnoDB. */
        MARIADB("`"),
        /** H2 in its regular mode. */
        H2("\"");

        private final String quote;

        Database(String quote) {
            this.quote = quote;
        }

        /** Returns a name as it stands in a statement that takes it letter by letter. */
        String quoted(String name) {
            return quote + name.replace(quote, quote + quote) + quote;
        }
    }

    /**
     * Writes all scripts of a database, oldest first: together they make the tables in the current schema of whoever
     * runs them.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Database database, Appendable out) {
        SchemaScripts.LIBRARY.write(database, out);
    }

    /**
     * Writes the statements that give an application the rights it needs to run with {@link Mode#VALIDATE}, and no
     * more: it can read everything, but cannot change or remove what the ledger says. They are run in the schema of the
     * tables, by their owner.
     *
     * @param role the database's role or user, as it has to stand in a statement, with quotes where it needs them
     * @throws IllegalArgumentException if the role is blank, or holds a semicolon or a line break
     * @throws UncheckedIOException if it cannot be written
     */
    public static void writeGrants(Database database, String role, Appendable out) {
        SchemaGrants.write(database, role, out);
    }

    /**
     * Does what a mode says.
     *
     * @param connection one of the caller's own: what was begun on it and not committed is rolled back. Afterwards its
     *     settings are what they were, in case of failure too
     * @param schema the schema the tables are in, see {@link #checkedName}, or null for the connection's current one
     * @param tables every table the store uses, with its columns
     * @throws org.loyalty4j.store.SchemaMismatchException if the tables are not those the store needs
     * @throws org.loyalty4j.store.StoreBusyException if another node held the lock for too long
     * @throws org.loyalty4j.store.StoreException if the database failed or refused
     */
    static void prepare(
            Connection connection,
            Database database,
            @Nullable String schema,
            Mode mode,
            Map<String, List<String>> tables) {
        new SchemaPreparation(database, schema, SchemaScripts.LIBRARY, tables).run(connection, mode);
    }

    /**
     * Looks at the tables, on a connection that may have a transaction of the host's on it: nothing is changed, neither
     * there nor of the connection's settings.
     *
     * @throws org.loyalty4j.store.SchemaMismatchException if the tables are not those the store needs
     * @throws org.loyalty4j.store.StoreException if the database failed or refused
     */
    static void look(
            Connection connection,
            Database database,
            @Nullable String schema,
            Mode mode,
            Map<String, List<String>> tables) {
        new SchemaPreparation(database, schema, SchemaScripts.LIBRARY, tables).look(connection, mode);
    }

    /**
     * Returns a name of a schema. It is taken letter by letter: "Shop" and "shop" are two schemas, where the database
     * has it so.
     *
     * @throws org.loyalty4j.command.InvalidRequestException unless it has 1 to 63 letters A to Z, digits and underscores
     */
    static String checkedName(String schema) {
        return SchemaSession.checkedName(schema);
    }
}

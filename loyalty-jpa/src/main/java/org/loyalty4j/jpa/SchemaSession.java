package org.loyalty4j.jpa;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.loyalty4j.store.StoreBusyException;

/**
 * A connection while the tables are looked at or made. Closing it gives the connection its own settings back. Used by one
 * thread.
 */
abstract class SchemaSession implements AutoCloseable {

    /** How long a node waits for another one that is making the tables, in seconds. */
    static final int WAIT_SECONDS = 60;

    private static final String BUSY = "Another node has been making the tables of Loyalty4j for more than "
            + WAIT_SECONDS + " seconds; start again when it is done";

    /** What PostgreSQL and MariaDB keep of a longer name, or refuse: two schemas could become one. */
    private static final int NAME_MAX = 63;

    final Database database;
    final Connection connection;
    final @Nullable String schema;
    private final boolean autoCommit;

    SchemaSession(Database database, Connection connection, @Nullable String schema) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.schema = schema;
        this.autoCommit = connection.getAutoCommit();
    }

    static SchemaSession open(Database database, Connection connection, @Nullable String schema) throws SQLException {
        return switch (database) {
            case POSTGRESQL -> new OnPostgreSql(connection, schema);
            case MARIADB -> new OnMariaDb(connection, schema);
            case H2 -> new OnH2(connection, schema);
        };
    }

    static String checkedName(String schema) {
        if (schema.isEmpty() || schema.length() > NAME_MAX) {
            throw new InvalidRequestException(
                    "schema", Code.TOO_LONG, "a schema's name has 1 to " + NAME_MAX + " letters");
        }
        if (!schema.matches("[A-Za-z0-9_]+")) {
            throw new InvalidRequestException(
                    "schema",
                    Code.BAD_CHARACTER,
                    "a schema's name has letters A-Z and a-z, digits and underscores only");
        }
        return schema;
    }

    /** Says whether a lock was not had in time. */
    static boolean waitedTooLong(Database database, SQLException failure) {
        return database == Database.POSTGRESQL && "55P03".equals(failure.getSQLState());
    }

    final void begin() throws SQLException {
        if (!autoCommit) {
            // A pool may have asked something on it, and some settings can only be changed before the first question.
            connection.rollback();
        }
        takeOver();
    }

    /** Changes the connection's settings to what is needed here. */
    abstract void takeOver() throws SQLException;

    /** Waits until no other node makes tables, and keeps others waiting until this is closed. */
    abstract void lock() throws SQLException;

    /** Says whether the schema that was named is there. */
    abstract boolean schemaIsThere() throws SQLException;

    /** Makes the schema that was named. */
    abstract void createSchema() throws SQLException;

    /** Makes the schema that was named the current one. */
    abstract void enter() throws SQLException;

    /** Makes what was done stay. */
    void commit() throws SQLException {}

    /** Gives the connection back its current schema. */
    void leave() throws SQLException {}

    @Override
    public final void close() throws SQLException {
        try {
            leave();
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** Returns what is in the schema that was entered. */
    final SchemaState state() throws SQLException {
        return new SchemaLook(connection, database, null).state();
    }

    final void execute(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    /** Returns the first column of the first row, or null where there is none. */
    final @Nullable String answer(String question, String... given) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            for (int i = 0; i < given.length; i++) {
                statement.setString(i + 1, given[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }

    /** All in one transaction: its settings end with it. */
    private static final class OnPostgreSql extends SchemaSession {

        private static final String LOCK = "7813572390115021"; // any number that no other library has

        OnPostgreSql(Connection connection, @Nullable String schema) throws SQLException {
            super(Database.POSTGRESQL, connection, schema);
        }

        @Override
        void takeOver() throws SQLException {
            connection.setAutoCommit(false);
            // Otherwise a node that waited for the lock would still see what was there before.
            execute("set transaction isolation level read committed");
            answer("select set_config('lock_timeout', ?, true)", WAIT_SECONDS + "s");
        }

        @Override
        void lock() throws SQLException {
            execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }

        @Override
        boolean schemaIsThere() throws SQLException {
            return schema == null || answer("select nspname from pg_namespace where nspname = ?", schema) != null;
        }

        @Override
        void createSchema() throws SQLException {
            if (schema != null) {
                execute("create schema " + database.quoted(schema));
            }
        }

        @Override
        void enter() throws SQLException {
            if (schema != null) {
                answer("select set_config('search_path', ?, true)", database.quoted(schema));
            }
        }

        @Override
        void commit() throws SQLException {
            connection.commit();
        }

        @Override
        void leave() throws SQLException {
            connection.rollback();
        }
    }

    /** Every statement that makes something commits, so each stands for itself; a named lock keeps other nodes waiting. */
    private static final class OnMariaDb extends SchemaSession {

        private static final String LOCK = "loyalty4j_schema";

        private @Nullable String before;
        private boolean locked;

        OnMariaDb(Connection connection, @Nullable String schema) throws SQLException {
            super(Database.MARIADB, connection, schema);
        }

        @Override
        void takeOver() throws SQLException {
            connection.setAutoCommit(true);
            before = answer("select database()");
        }

        @Override
        void lock() throws SQLException {
            locked = "1".equals(answer("select get_lock(?, " + WAIT_SECONDS + ")", LOCK));
            if (!locked) {
                throw new StoreBusyException(BUSY);
            }
        }

        @Override
        boolean schemaIsThere() throws SQLException {
            return schema == null
                    || answer("select schema_name from information_schema.schemata where schema_name = ?", schema)
                            != null;
        }

        @Override
        void createSchema() throws SQLException {
            if (schema != null) {
                execute("create database " + database.quoted(schema));
            }
        }

        @Override
        void enter() throws SQLException {
            if (schema != null) {
                execute("use " + database.quoted(schema));
            }
        }

        @Override
        void leave() throws SQLException {
            if (locked) {
                answer("select release_lock(?)", LOCK);
            }
            // A connection that had no database stays in ours: there is no way back to none.
            if (schema != null && before != null) {
                execute("use " + database.quoted(before));
            }
        }
    }

    /**
     * Every statement that makes something commits, and with that lets go of any lock. So a table that all see and that
     * is gone when the database is closed stands for the lock: only one node can make it.
     */
    private static final class OnH2 extends SchemaSession {

        private static final String LOCK = ".loyalty4j_lock";
        private static final int ALREADY_THERE = 42101;
        private static final int MET_ANOTHER = 50200;
        private static final long PAUSE_MILLIS = 20;

        private String before = "PUBLIC";
        private boolean locked;

        OnH2(Connection connection, @Nullable String schema) throws SQLException {
            super(Database.H2, connection, schema);
        }

        @Override
        void takeOver() throws SQLException {
            connection.setAutoCommit(true);
            before = String.valueOf(answer("select current_schema"));
        }

        @Override
        void lock() throws SQLException {
            long start = System.nanoTime();
            while (!locked) {
                try {
                    execute("create global temporary table " + lockTable() + " (nothing integer)");
                    locked = true;
                } catch (SQLException e) {
                    if (e.getErrorCode() != ALREADY_THERE && e.getErrorCode() != MET_ANOTHER) {
                        throw e;
                    }
                    if (System.nanoTime() - start > SECONDS.toNanos(WAIT_SECONDS)) {
                        throw new StoreBusyException(
                                BUSY + "; if there is no such node any more, drop table " + lockTable(), e, true);
                    }
                    pause(e);
                }
            }
        }

        private static void pause(SQLException why) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreBusyException("Interrupted while another node made the tables of Loyalty4j", why, true);
            }
        }

        @Override
        boolean schemaIsThere() throws SQLException {
            return schema == null
                    || answer("select schema_name from information_schema.schemata where schema_name = ?", schema)
                            != null;
        }

        @Override
        void createSchema() throws SQLException {
            if (schema != null) {
                execute("create schema if not exists " + database.quoted(schema));
            }
        }

        @Override
        void enter() throws SQLException {
            if (schema != null) {
                execute("set schema " + database.quoted(schema));
            }
        }

        @Override
        void leave() throws SQLException {
            try {
                if (schema != null) {
                    execute("set schema " + database.quoted(before));
                }
            } finally {
                if (locked) {
                    execute("drop table " + lockTable());
                }
            }
        }

        /** The same one for all nodes, whether they have entered the schema that was named or it was not made yet. */
        private String lockTable() {
            return database.quoted(before) + LOCK;
        }
    }
}

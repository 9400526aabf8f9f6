package org.loyalty4j.jpa;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.SchemaMismatchException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;

/**
 * Says what a database's failure means: the one table of all of them. What the database said is not repeated, because it
 * may hold keys and other words of the caller; its code is. Immutable.
 */
final class Faults {

    /** Causes can stand in a circle. */
    private static final int DEPTH_MAX = 20;

    /** What a failure means. */
    enum Kind {
        /** Another transaction was in the way, and this one is undone: begin again. */
        RACE,
        /** Something could not be had in time: the caller may repeat the request. */
        BUSY,
        /** Something that has to be unique is there already. */
        TAKEN,
        /** The database does not accept writes. */
        READ_ONLY,
        /** A table or a column is missing. */
        SCHEMA,
        /** The database does not let the user in, or not do this. */
        RIGHTS,
        /** Anything else. */
        BROKEN
    }

    private static final Set<String> RACES = Set.of("40001", "40P01", "90131");

    private static final Set<String> BUSY = Set.of(
            "55P03", "57014", "25P03", "25P04", "53000", "53100", "53200", "53300", "57P01", "57P02", "57P03", "57P05",
            "HYT00", "70100", "90067", "90098", "90121");

    /** PostgreSQL takes no further statement in a transaction in which one has failed. */
    private static final String ENDED = "25P02";

    private static final Set<String> TAKEN = Set.of("23505");

    private static final Set<String> READ_ONLY = Set.of("25006", "90097");

    private static final Set<String> SCHEMA =
            Set.of("42P01", "42703", "42S02", "42S03", "42S04", "42S22", "3F000", "90079");

    private static final Set<String> RIGHTS = Set.of("42501", "3D000", "28000", "28P01", "90096", "90146");

    /** MariaDB names most failures by a number of its own, under states that say little. */
    private static final Set<Integer> MARIA_RACES = Set.of(1213, 1020);

    private static final Set<Integer> MARIA_BUSY =
            Set.of(1205, 1206, 1040, 1203, 1226, 1021, 1114, 1317, 1412, 1615, 1969, 1927, 4031);

    private static final Set<Integer> MARIA_READ_ONLY = Set.of(1290, 1792, 1836);

    private static final Set<Integer> MARIA_RIGHTS = Set.of(1044, 1045, 1049, 1142, 1143);

    /** Tables whose keys two tills may take at one time. */
    private static final Set<String> CONTESTED = Set.of(
            "loyalty_account",
            "loyalty_attribute",
            "loyalty_command",
            "loyalty_contact_person",
            "loyalty_customer_command",
            "loyalty_distinction",
            "loyalty_entry",
            "loyalty_entry_past",
            "loyalty_event_consumer",
            "loyalty_guest_purchase",
            "loyalty_guest_step",
            "loyalty_identifier",
            "loyalty_identifier_past",
            "loyalty_legal_hold",
            "loyalty_merge",
            "loyalty_payment",
            "loyalty_program_version");

    private final LoyaltySchema.Database database;
    private final boolean joined;
    private final boolean savepoints;

    Faults(LoyaltySchema.Database database, boolean joined, boolean savepoints) {
        this.database = database;
        this.joined = joined;
        this.savepoints = savepoints;
    }

    /** Says what a failure means. */
    static Kind kind(LoyaltySchema.Database database, SQLException failure) {
        String state = failure.getSQLState();
        if (database == LoyaltySchema.Database.MARIADB) {
            int code = failure.getErrorCode();
            if (MARIA_RACES.contains(code)) {
                return Kind.RACE;
            }
            if (MARIA_BUSY.contains(code)) {
                return Kind.BUSY;
            }
            if (code == 1062) {
                return Kind.TAKEN;
            }
            if (MARIA_READ_ONLY.contains(code)) {
                return Kind.READ_ONLY;
            }
            if (MARIA_RIGHTS.contains(code)) {
                return Kind.RIGHTS;
            }
        }
        if (state == null) {
            // A pool that has no connection left says so without a state.
            return failure instanceof SQLTransientException ? Kind.BUSY : Kind.BROKEN;
        }
        if (RACES.contains(state)) {
            return Kind.RACE;
        }
        if (BUSY.contains(state) || state.startsWith("08")) {
            return Kind.BUSY;
        }
        if (TAKEN.contains(state)) {
            return Kind.TAKEN;
        }
        if (READ_ONLY.contains(state)) {
            return Kind.READ_ONLY;
        }
        if (RIGHTS.contains(state)) {
            return Kind.RIGHTS;
        }
        return SCHEMA.contains(state) ? Kind.SCHEMA : Kind.BROKEN;
    }

    /** Returns the deepest failure of the database among the causes, if there is one. */
    static @Nullable SQLException cause(Throwable failure) {
        SQLException found = null;
        int depth = 0;
        for (Throwable at = failure; at != null && depth < DEPTH_MAX; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                found = sql;
            }
            depth++;
        }
        return found;
    }

    /** Below a refusal of PostgreSQL's stands the failure of an earlier statement, which may have been the host's. */
    private static @Nullable SQLException refusal(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < DEPTH_MAX; at = at.getCause()) {
            if (at instanceof SQLException sql && ENDED.equals(sql.getSQLState())) {
                return sql;
            }
            depth++;
        }
        return cause(failure);
    }

    /** Returns what a failure of a question or a write is thrown as. */
    StoreException of(Throwable failure) {
        SQLException sql = joined ? refusal(failure) : cause(failure);
        return sql == null ? new StoreException("The database could not be asked", failure) : of(sql);
    }

    StoreException of(SQLException failure) {
        return of(failure, null);
    }

    /**
     * Returns what a failure is thrown as.
     *
     * @param table what was written to, where that is known
     */
    StoreException of(SQLException failure, @Nullable String table) {
        SQLException quiet = quiet(failure);
        String code = "SQLSTATE " + failure.getSQLState() + ", code " + failure.getErrorCode();
        return switch (kind(database, failure)) {
            case RACE ->
                joined
                        ? new StoreBusyException(
                                "Other transactions were in the way (" + code + "); the host's transaction decides what"
                                        + " is repeated",
                                quiet,
                                hostMayGoOn(failure))
                        : new LostRaceException("Another transaction was in the way (" + code + "); begin again");
            case BUSY ->
                new StoreBusyException(
                        "The database could not do it now (" + code + "); nothing was changed, repeat the request",
                        quiet,
                        hostMayGoOn(failure));
            case TAKEN -> taken(failure, table, code, quiet);
            case READ_ONLY ->
                new StoreException(
                        joined
                                ? "The host's transaction, or its database, is read-only (" + code + "); begin one that"
                                        + " may write"
                                : "The store is read-only (" + code + "); write to the main database",
                        quiet);
            case SCHEMA ->
                new SchemaMismatchException(
                        "A table or column of the library is missing (" + code + "); run the scripts of this version,"
                                + " see LoyaltySchema.write",
                        quiet);
            case RIGHTS ->
                new StoreException(
                        "The database user has not the rights it needs (" + code + "), see LoyaltySchema.writeGrants",
                        quiet);
            case BROKEN ->
                new StoreException(
                        joined && ENDED.equals(failure.getSQLState())
                                ? "An earlier statement of the host's transaction failed, and the database takes no"
                                        + " other one in it (" + code + "); roll it back, and begin again"
                                : "The database failed (" + code + ")",
                        quiet);
        };
    }

    private StoreException taken(SQLException failure, @Nullable String table, String code, SQLException quiet) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (String contested : CONTESTED) {
            boolean here = table == null
                    ? text.contains(contested + "_pk") || text.contains(contested + "_uq")
                    : table.equals(contested);
            if (here) {
                return joined && !savepoints
                        ? new StoreBusyException(
                                "Another transaction took the same key (" + code + "); repeat the request",
                                quiet,
                                hostMayGoOn(failure))
                        : new LostRaceException("Another transaction took the same key (" + code + "); begin again");
            }
        }
        return new StoreException(
                "A row " + (table == null ? "" : "of " + table + " ") + "is there already (" + code + ")", quiet);
    }

    /** After these, PostgreSQL refuses all further statements, and MariaDB has undone the whole transaction. */
    private boolean hostMayGoOn(SQLException failure) {
        if (!joined) {
            return true;
        }
        return switch (database) {
            case POSTGRESQL -> savepoints && !isBroken(failure);
            case MARIADB -> !MARIA_RACES.contains(failure.getErrorCode()) && !isBroken(failure);
            case H2 -> kind(database, failure) != Kind.RACE && !isBroken(failure);
        };
    }

    private static boolean isBroken(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
    }

    /** Returns what a failure of the commit itself is thrown as. */
    StoreException ofCommit(SQLException failure) {
        if (kind(database, failure) == Kind.RACE) {
            // The database says for certain that it has undone a transaction that could not be put in order.
            return of(failure);
        }
        return new OutcomeUnknownException(
                "The commit failed (SQLSTATE " + failure.getSQLState() + ", code " + failure.getErrorCode()
                        + "), so the change may have happened; repeat the request with the same key",
                quiet(failure));
    }

    /** Returns what it is thrown as that no connection was had. Which database it is may not be known yet. */
    static StoreException ofConnect(SQLException failure) {
        String code = "SQLSTATE " + failure.getSQLState() + ", code " + failure.getErrorCode();
        String state = String.valueOf(failure.getSQLState());
        if (RIGHTS.contains(state) || MARIA_RIGHTS.contains(failure.getErrorCode())) {
            return new StoreException(
                    "The database did not let the store in (" + code + "): look at its name, user and password",
                    quiet(failure));
        }
        return new StoreBusyException(
                "No connection was had (" + code + "); nothing was changed, repeat the request", quiet(failure), true);
    }

    /** The failure without its words. */
    static SQLException quiet(SQLException failure) {
        SQLException quiet =
                new SQLException("a failure of the database", failure.getSQLState(), failure.getErrorCode());
        quiet.setStackTrace(failure.getStackTrace());
        return quiet;
    }
}

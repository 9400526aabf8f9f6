package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.hibernate.exception.GenericJDBCException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.SchemaMismatchException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;

/** What each failure of a database is thrown as, row by row: the table is failures.csv. */
class FaultsTest {

    private static final String SECRET = "+49 151 4711";

    /** What the caller gets. */
    enum Thrown {
        /** Begin again: the engine does. */
        RACE(LostRaceException.class, "begin again"),
        /** Nothing happened, repeat. */
        BUSY(StoreBusyException.class, "nothing was changed, repeat"),
        /** May have happened, repeat with the same key. */
        UNKNOWN(OutcomeUnknownException.class, "repeat the request with the same key"),
        /** Operations: the wrong database. */
        READ_ONLY(StoreException.class, "The store is read-only"),
        /** Operations: run the scripts. */
        SCHEMA(SchemaMismatchException.class, "run the scripts"),
        /** Operations: user, password, grants. */
        RIGHTS(StoreException.class, "user"),
        /** A hole in this library, or a broken database. */
        FAILED(StoreException.class, "");

        final Class<? extends StoreException> type;
        final String words;

        Thrown(Class<? extends StoreException> type, String words) {
            this.type = type;
            this.words = words;
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvFileSource(resources = "failures.csv", numLinesToSkip = 1)
    void a_failure_of_a_database_says_whose_move_it_is(
            Database database,
            @Nullable String state,
            int code,
            String what,
            Thrown ask,
            Thrown append,
            Thrown commit,
            Thrown connect) {
        Faults faults = new Faults(database, false, true);
        SQLException failure = state == null
                ? new SQLTransientConnectionException(what + SECRET)
                : new SQLException(what + SECRET, state, code);

        assertThrown(faults.of(failure), ask, failure);
        assertThrown(faults.of(new GenericJDBCException("asking", failure)), ask, failure);
        assertThrown(faults.of(failure, "loyalty_command"), append, failure);
        assertThrown(faults.ofCommit(failure), commit, failure);
        assertThrown(Faults.ofConnect(failure), connect, failure);
    }

    private static void assertThrown(StoreException thrown, Thrown expected, SQLException failure) {
        assertThat(thrown).isExactlyInstanceOf(expected.type).hasMessageContaining(expected.words);
        assertThat(thrown.getMessage()).contains("SQLSTATE " + failure.getSQLState());
        assertThat(textOf(thrown)).doesNotContain(SECRET);
        if (thrown instanceof StoreBusyException busy) {
            assertThat(busy.hostMayGoOn()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void something_unique_that_no_two_tills_compete_for_is_no_race(Database database) {
        String state = database == Database.MARIADB ? "23000" : "23505";
        SQLException failure = new SQLException("key " + SECRET, state, 1062);

        assertThat(new Faults(database, false, true).of(failure, "loyalty_posting"))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("loyalty_posting");
    }

    @Test
    void a_statement_of_many_tables_tells_by_its_constraint_which_key_was_taken() {
        Faults faults = new Faults(Database.POSTGRESQL, false, true);

        assertThat(faults.of(new SQLException("violates \"loyalty_command_uq_key\" " + SECRET, "23505")))
                .isExactlyInstanceOf(LostRaceException.class);
        assertThat(faults.of(new SQLException("violates \"loyalty_posting_pk\" " + SECRET, "23505")))
                .isExactlyInstanceOf(StoreException.class);
    }

    @Test
    void what_a_failure_was_caused_by_decides() {
        SQLException deep = new SQLException("could not serialize " + SECRET, "40001");
        deep.setNextException(new SQLException(SECRET));

        StoreException thrown = new Faults(Database.POSTGRESQL, false, true)
                .of(new IllegalStateException(SECRET, new SQLException(SECRET, "XX000", deep)));

        assertThat(thrown).isInstanceOf(LostRaceException.class);
        assertThat(textOf(thrown)).doesNotContain(SECRET);
    }

    /** Returns everything that a log would show of a failure. */
    static String textOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}

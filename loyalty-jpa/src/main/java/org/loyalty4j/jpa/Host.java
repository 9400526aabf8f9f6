package org.loyalty4j.jpa;

import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Function;

/** The host's transaction and its connection, as a store that joins them uses them. Safe for use by many threads. */
interface Host {

    /** Says whether this thread is in a transaction of the host's. */
    boolean inTransaction();

    /** Is called before anything is written in the host's transaction. */
    default void beforeWriting() {}

    /** Runs some work on the connection of the host's transaction; where there is none, on one that can be asked. */
    <R> R on(Function<Connection, R> work);

    /** Says whether the host tells how its transactions end. */
    boolean tellsOfCompletion();

    /** Has something run once the transaction has ended, with whether it was committed. */
    void afterCompletion(Consumer<Boolean> then);

    /** Has the host's transaction end with a rollback, where the host lets us say so. */
    void rollbackOnly();
}

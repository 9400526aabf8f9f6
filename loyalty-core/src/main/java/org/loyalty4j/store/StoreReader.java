package org.loyalty4j.store;

import org.loyalty4j.program.ProgramHistory;

/** Where questions are asked. Each answer is of one moment; good only within the work it was given to, by its thread. */
public interface StoreReader {

    /** Returns where to ask about customers. */
    CustomerStore customers();

    /** Returns where to ask about who customers are. */
    ProfileStore profiles();

    /** Returns where to ask about customers who may be one. */
    DuplicateStore duplicates();

    /** Returns where to ask about the histories of customers. */
    HistoryStore history();

    /** Returns where to ask about customers who were erased. */
    PrivacyStore privacy();

    /** Returns what answers questions about events. */
    EventStore events();

    /** Returns where to ask about purchases and returns. */
    SaleStore sales();

    /** Returns where to ask about accounts, postings and lots. */
    LedgerStore ledger();

    /** Returns where to ask about reserved points. */
    HoldStore holds();

    /** Returns where to ask about guest purchases. */
    GuestStore guests();

    /** Returns where to ask about points that are owed. */
    DebtStore debts();

    /** Returns where to ask about ranks. */
    StandingStore standings();

    /** Returns where to ask about counters. */
    CounterStore counters();

    /**
     * Returns all published versions of the programs of all purses, the main purse's with the others beside them. A
     * store that several processes share may answer with what it knew up to a second ago; within a transaction it
     * answers as of the last {@code open}, and with what was published in it.
     */
    ProgramHistory programs();
}

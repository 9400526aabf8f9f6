package org.loyalty4j.store;

import org.loyalty4j.program.ProgramHistory;

/** Where questions are asked. Each answer is of one moment; good only within the work it was given to, by its thread. */
public interface StoreReader {

    /** Returns where to ask about customers. */
    CustomerStore customers();

    /** Returns where to ask about purchases and returns. */
    SaleStore sales();

    /** Returns where to ask about accounts, postings and lots. */
    LedgerStore ledger();

    /** Returns where to ask about ranks. */
    StandingStore standings();

    /** Returns all published versions of the program. */
    ProgramHistory programs();
}

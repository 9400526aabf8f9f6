package org.loyalty4j.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;

/** A transaction that may write. Good only within the work it was given to, by its thread. */
public interface StoreTransaction extends StoreReader {

    /**
     * Locks accounts until the transaction ends, in one global order, and reads what is asked of them, as it is after
     * the lock was had, with what this transaction wrote itself. An account that nothing was written to yet is opened
     * as an empty one. A transaction may open accounts several times, the same ones too.
     *
     * @param openings what is wanted, each customer at most once; accounts of one customer in several purses are opened one
     *     purse after the other
     * @return what was found; a customer who is not enrolled is missing, and so is one who is merged into another
     * @throws StoreBusyException if a lock was not had in time
     */
    Map<CustomerId, Opening.Opened> open(List<Opening> openings);

    /**
     * Locks customers until the transaction ends, in one global order, and reads them as they are after the lock was had, with
     * what this transaction wrote itself. Who locks a customer may write to what is known of him beside his accounts; who
     * opens accounts of his, too, does that before. A transaction may lock customers several times, the same ones too.
     *
     * @return those who are enrolled
     * @throws StoreBusyException if a lock was not had in time
     */
    Map<CustomerId, Customer> lock(Set<CustomerId> customers);

    /**
     * Writes rows: all or none. Postings and commands of an account go on from its last ones, without a gap, and so do
     * the steps of returning a purchase and of undoing a command. When it throws, nothing of the whole transaction stays, even if the work goes on:
     * the transaction then ends with the same exception.
     *
     * @param changes rows of accounts that this transaction opened, of customers that it opened or locked, new customers, new
     *     entries of the histories of any customers who are enrolled, and programs
     * @throws LostRaceException if a key of the purse, an identifier, the origin of an entry or the number of a version of the
     *     purse's program is taken already, an entry has another revision by now, a redemption pays a purchase already, a guest purchase has got the step meanwhile,
     *     or a new entry is one of a customer who is erased
     * @throws StoreException if a row does not follow the last one of its account, belongs to an account that was not
     *     opened, or is a return of a purchase, the undoing of a command or a step of a guest purchase that is not recorded
     */
    void append(Changes changes);

    /** Returns where events get their positions, and consumers go on. */
    EventQueue queue();
}

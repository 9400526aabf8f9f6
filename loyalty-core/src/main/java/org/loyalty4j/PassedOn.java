package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.CounterStore;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.DebtStore;
import org.loyalty4j.store.DuplicateStore;
import org.loyalty4j.store.EventQueue;
import org.loyalty4j.store.EventStore;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.HistoryStore;
import org.loyalty4j.store.HoldStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.PrivacyStore;
import org.loyalty4j.store.ProfileStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.store.StoreTransaction;

/** A transaction that passes everything on to another one. */
class PassedOn implements StoreTransaction {

    private final StoreTransaction tx;

    PassedOn(StoreTransaction tx) {
        this.tx = tx;
    }

    @Override
    public void append(Changes changes) {
        tx.append(changes);
    }

    @Override
    public EventQueue queue() {
        return tx.queue();
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        return tx.open(openings);
    }

    @Override
    public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
        return tx.lock(customers);
    }

    @Override
    public ProfileStore profiles() {
        return tx.profiles();
    }

    @Override
    public DuplicateStore duplicates() {
        return tx.duplicates();
    }

    @Override
    public PrivacyStore privacy() {
        return tx.privacy();
    }

    @Override
    public CustomerStore customers() {
        return tx.customers();
    }

    @Override
    public HistoryStore history() {
        return tx.history();
    }

    @Override
    public EventStore events() {
        return tx.events();
    }

    @Override
    public GuestStore guests() {
        return tx.guests();
    }

    @Override
    public SaleStore sales() {
        return tx.sales();
    }

    @Override
    public LedgerStore ledger() {
        return tx.ledger();
    }

    @Override
    public HoldStore holds() {
        return tx.holds();
    }

    @Override
    public DebtStore debts() {
        return tx.debts();
    }

    @Override
    public StandingStore standings() {
        return tx.standings();
    }

    @Override
    public CounterStore counters() {
        return tx.counters();
    }

    @Override
    public ProgramHistory programs() {
        return tx.programs();
    }
}

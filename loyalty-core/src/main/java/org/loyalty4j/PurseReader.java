package org.loyalty4j;

import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.CounterStore;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.DebtStore;
import org.loyalty4j.store.DuplicateStore;
import org.loyalty4j.store.EventStore;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.HistoryStore;
import org.loyalty4j.store.HoldStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.PrivacyStore;
import org.loyalty4j.store.ProfileStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.store.StoreReader;

/** A store as the desks of another purse than the main one see it: the program is that of their purse. */
class PurseReader implements StoreReader {

    private final StoreReader below;
    private final String purse;

    PurseReader(StoreReader below, String purse) {
        this.below = below;
        this.purse = purse;
    }

    /** Returns the store with the programs of all purses. */
    StoreReader below() {
        return below;
    }

    @Override
    public ProgramHistory programs() {
        return below.programs().of(purse).orElse(ProgramHistory.NONE);
    }

    @Override
    public CustomerStore customers() {
        return below.customers();
    }

    @Override
    public ProfileStore profiles() {
        return below.profiles();
    }

    @Override
    public DuplicateStore duplicates() {
        return below.duplicates();
    }

    @Override
    public PrivacyStore privacy() {
        return below.privacy();
    }

    @Override
    public HistoryStore history() {
        return below.history();
    }

    @Override
    public EventStore events() {
        return below.events();
    }

    @Override
    public GuestStore guests() {
        return below.guests();
    }

    @Override
    public SaleStore sales() {
        return below.sales();
    }

    @Override
    public LedgerStore ledger() {
        return below.ledger();
    }

    @Override
    public HoldStore holds() {
        return below.holds();
    }

    @Override
    public DebtStore debts() {
        return below.debts();
    }

    @Override
    public StandingStore standings() {
        return below.standings();
    }

    @Override
    public CounterStore counters() {
        return below.counters();
    }
}

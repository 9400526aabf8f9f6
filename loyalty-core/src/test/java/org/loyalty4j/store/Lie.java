package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/** Passes everything on to an honest reader or transaction. A broken store overrides what it lies about. */
class Lie implements StoreTransaction, CustomerStore, SaleStore, LedgerStore, StandingStore {

    private final StoreReader honest;

    Lie(StoreReader honest) {
        this.honest = honest;
    }

    private StoreTransaction writing() {
        return (StoreTransaction) honest;
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        return writing().open(openings);
    }

    @Override
    public void append(Changes changes) {
        writing().append(changes);
    }

    @Override
    public CustomerStore customers() {
        return this;
    }

    @Override
    public SaleStore sales() {
        return this;
    }

    @Override
    public LedgerStore ledger() {
        return this;
    }

    @Override
    public StandingStore standings() {
        return this;
    }

    @Override
    public ProgramHistory programs() {
        return honest.programs();
    }

    @Override
    public Optional<Customer> find(CustomerId id) {
        return honest.customers().find(id);
    }

    @Override
    public Optional<Customer> find(Identifier identifier) {
        return honest.customers().find(identifier);
    }

    @Override
    public Optional<CustomerRecord> find(CustomerRecord.Operation operation, CommandKey key) {
        return honest.customers().find(operation, key);
    }

    @Override
    public List<Customer> page(@Nullable CustomerId after, int count) {
        return honest.customers().page(after, count);
    }

    @Override
    public Optional<RecordedSale> find(CommandKey key) {
        return honest.sales().find(key);
    }

    @Override
    public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
        return honest.sales().page(account, afterCommand, count);
    }

    @Override
    public List<RecordedReturn> returnsOf(CommandKey purchase) {
        return honest.sales().returnsOf(purchase);
    }

    @Override
    public List<RecordedSale.Payment> payments(AccountId account) {
        return honest.sales().payments(account);
    }

    @Override
    public Optional<RewardAccount> head(AccountId account) {
        return honest.ledger().head(account);
    }

    @Override
    public List<Posting> postings(AccountId account, long from, int count) {
        return honest.ledger().postings(account, from, count);
    }

    @Override
    public List<CommandRecord> commands(AccountId account, long from, int count) {
        return honest.ledger().commands(account, from, count);
    }

    @Override
    public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
        return honest.ledger().lots(account, after, count);
    }

    @Override
    public List<Changes.Due> due(Instant until, int count) {
        return honest.ledger().due(until, count);
    }

    @Override
    public Optional<Standing> find(AccountId account) {
        return honest.standings().find(account);
    }

    @Override
    public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
        return honest.standings().days(account, first, last);
    }

    @Override
    public List<StandingChange> changes(AccountId account) {
        return honest.standings().changes(account);
    }
}

package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/** Passes everything on to a reader or transaction below. Stores that do one thing in another way override that. */
public class Forwarding
        implements StoreTransaction,
                CustomerStore,
                SaleStore,
                LedgerStore,
                StandingStore,
                CounterStore,
                HoldStore,
                DebtStore,
                HistoryStore {

    private final StoreReader below;

    /** Makes one over a reader, or over a transaction where it is to write. */
    public Forwarding(StoreReader below) {
        this.below = below;
    }

    private StoreTransaction writing() {
        return (StoreTransaction) below;
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
    public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
        return writing().lock(customers);
    }

    @Override
    public EventQueue queue() {
        return writing().queue();
    }

    @Override
    public EventStore events() {
        return below.events();
    }

    @Override
    public PrivacyStore privacy() {
        return below.privacy();
    }

    @Override
    public DuplicateStore duplicates() {
        return below.duplicates();
    }

    @Override
    public ProfileStore profiles() {
        return below.profiles();
    }

    @Override
    public GuestStore guests() {
        return below.guests();
    }

    @Override
    public HistoryStore history() {
        return this;
    }

    @Override
    public Map<EntryId, Entry<?>> find(Set<EntryId> ids) {
        return below.history().find(ids);
    }

    @Override
    public Map<Origin, Entry<?>> written(Set<Origin> origins) {
        return below.history().written(origins);
    }

    @Override
    public List<Entry<?>> revisions(EntryId id) {
        return below.history().revisions(id);
    }

    @Override
    public List<Entry<?>> latest(
            CustomerId customer,
            Set<HistoryItem.Kind> kinds,
            Entry.@Nullable Place before,
            @Nullable Instant from,
            int count) {
        return below.history().latest(customer, kinds, before, from, count);
    }

    @Override
    public List<Entry<?>> live(WorkList list, Entry.@Nullable DuePlace after, int count) {
        return below.history().live(list, after, count);
    }

    @Override
    public List<Entry<?>> waking(Instant until, int count) {
        return below.history().waking(until, count);
    }

    @Override
    public Set<CustomerId> enrolled(Set<CustomerId> ids) {
        return below.customers().enrolled(ids);
    }

    @Override
    public List<RecordedSale> latest(AccountId account, Instant at, long beforeCommand, int count) {
        return below.sales().latest(account, at, beforeCommand, count);
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
    public CounterStore counters() {
        return this;
    }

    @Override
    public HoldStore holds() {
        return this;
    }

    @Override
    public DebtStore debts() {
        return this;
    }

    @Override
    public List<Debt> debts(AccountId account) {
        return below.debts().debts(account);
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId account, Debt.@Nullable Repayment after, int count) {
        return below.debts().repayments(account, after, count);
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId account, long posting) {
        return below.debts().repayments(account, posting);
    }

    @Override
    public List<Counter> counters(AccountId account, Set<Counter.Key> keys) {
        return below.counters().counters(account, keys);
    }

    @Override
    public List<Counter> counters(AccountId account) {
        return below.counters().counters(account);
    }

    @Override
    public ProgramHistory programs() {
        return below.programs();
    }

    @Override
    public Optional<Customer> find(CustomerId id) {
        return below.customers().find(id);
    }

    @Override
    public Optional<Customer> find(List<Identifier> forms, Instant at) {
        return below.customers().find(forms, at);
    }

    @Override
    public Optional<CustomerRecord> find(CustomerRecord.Operation operation, CommandKey key) {
        return below.customers().find(operation, key);
    }

    @Override
    public List<Customer> page(@Nullable CustomerId after, int count) {
        return below.customers().page(after, count);
    }

    @Override
    public Optional<RecordedSale> find(String purse, CommandKey key) {
        return below.sales().find(purse, key);
    }

    @Override
    public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
        return below.sales().page(account, afterCommand, count);
    }

    @Override
    public List<RecordedReturn> returnsOf(String purse, CommandKey purchase) {
        return below.sales().returnsOf(purse, purchase);
    }

    @Override
    public List<RecordedSale.Payment> payments(AccountId account) {
        return below.sales().payments(account);
    }

    @Override
    public List<RecordedUndo> undos(AccountId account) {
        return below.sales().undos(account);
    }

    @Override
    public Optional<RewardAccount> head(AccountId account) {
        return below.ledger().head(account);
    }

    @Override
    public List<Posting> postings(AccountId account, long from, int count) {
        return below.ledger().postings(account, from, count);
    }

    @Override
    public List<CommandRecord> commands(AccountId account, long from, int count) {
        return below.ledger().commands(account, from, count);
    }

    @Override
    public List<RecordedTransfer> transfers(AccountId account, long from, int count) {
        return below.ledger().transfers(account, from, count);
    }

    @Override
    public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
        return below.ledger().lots(account, after, count);
    }

    @Override
    public List<PendingLot> pending(AccountId account) {
        return below.ledger().pending(account);
    }

    @Override
    public List<LotTerms> terms(AccountId account, long from, int count) {
        return below.ledger().terms(account, from, count);
    }

    @Override
    public List<Activation> activations(AccountId account, @Nullable Activation after, int count) {
        return below.ledger().activations(account, after, count);
    }

    @Override
    public List<ExpiryNotice> notices(AccountId account, @Nullable ExpiryNotice after, int count) {
        return below.ledger().notices(account, after, count);
    }

    @Override
    public List<ExpiryNotice> notices(Instant from, Instant to, @Nullable ExpiryNotice after, int count) {
        return below.ledger().notices(from, to, after, count);
    }

    @Override
    public List<Reinstated> reinstated(AccountId account, long expiry) {
        return below.ledger().reinstated(account, expiry);
    }

    @Override
    public List<OpenedDay> opened(AccountId account) {
        return below.standings().opened(account);
    }

    @Override
    public List<Extended> extended(AccountId account) {
        return below.ledger().extended(account);
    }

    @Override
    public List<Reinstated> reinstated(AccountId account) {
        return below.ledger().reinstated(account);
    }

    @Override
    public long wasted(AccountId account, Set<Long> lots) {
        return below.ledger().wasted(account, lots);
    }

    @Override
    public Optional<Hold> find(AccountId account, CommandKey key) {
        return below.holds().find(account, key);
    }

    @Override
    public List<Hold> all(AccountId account, long from, int count) {
        return below.holds().all(account, from, count);
    }

    @Override
    public List<Hold> live(AccountId account, @Nullable Hold after, int count) {
        return below.holds().live(account, after, count);
    }

    @Override
    public List<Changes.Due> due(Instant until, int count) {
        return below.ledger().due(until, count);
    }

    @Override
    public Optional<Standing> find(AccountId account) {
        return below.standings().find(account);
    }

    @Override
    public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
        return below.standings().days(account, first, last);
    }

    @Override
    public List<StandingChange> changes(AccountId account) {
        return below.standings().changes(account);
    }
}

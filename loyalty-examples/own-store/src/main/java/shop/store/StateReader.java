package shop.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
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
import org.loyalty4j.store.Changes;
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
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/** Answers every question from one state. */
class StateReader
        implements StoreReader,
                CustomerStore,
                SaleStore,
                LedgerStore,
                StandingStore,
                CounterStore,
                HoldStore,
                DebtStore {

    final State state;

    StateReader(State state) {
        this.state = state;
    }

    @Override
    public CustomerStore customers() {
        return this;
    }

    @Override
    public EventStore events() {
        return new Events(state);
    }

    @Override
    public HistoryStore history() {
        return new Histories(state);
    }

    @Override
    public Set<CustomerId> enrolled(Set<CustomerId> ids) {
        return ids.stream()
                .filter(id -> find(id).filter(customer -> !customer.isErased()).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public List<RecordedSale> latest(AccountId account, Instant at, long beforeCommand, int count) {
        return page(account, 0, Integer.MAX_VALUE).stream()
                .filter(sale -> sale.countsAt().isBefore(at)
                        || (sale.countsAt().equals(at) && sale.command().sequence() < beforeCommand))
                .sorted(Comparator.comparing(RecordedSale::countsAt)
                        .thenComparing(sale -> sale.command().sequence())
                        .reversed())
                .limit(count)
                .toList();
    }

    @Override
    public ProfileStore profiles() {
        return new Profiles(state);
    }

    @Override
    public PrivacyStore privacy() {
        return new Privacy(state);
    }

    @Override
    public DuplicateStore duplicates() {
        return new Duplicates(state);
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
    public GuestStore guests() {
        return new Guests(state);
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
        return List.copyOf(state.account(account).debts.values());
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId account, Debt.Repayment after, int count) {
        return state.account(account).repayments.stream()
                .filter(row -> after == null
                        || row.sequence() > after.sequence()
                        || (row.sequence() == after.sequence() && row.place() > after.place()))
                .limit(count)
                .toList();
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId account, long posting) {
        return state.account(account).repayments.stream()
                .filter(row -> row.debit() == posting || (row.from() != null && row.from().lot() == posting))
                .toList();
    }

    @Override
    public List<Counter> counters(AccountId account, Set<Counter.Key> keys) {
        return counters(account).stream()
                .filter(counter -> keys.contains(counter.key()))
                .toList();
    }

    @Override
    public List<Counter> counters(AccountId account) {
        return state.account(account).counters.entrySet().stream()
                .map(row -> new Counter(account, row.getKey(), row.getValue()))
                .toList();
    }

    @Override
    public ProgramHistory programs() {
        return state.programs;
    }

    @Override
    public Optional<Customer> find(CustomerId id) {
        return Optional.ofNullable(state.customers.get(id));
    }

    @Override
    public Optional<Customer> find(List<Identifier> forms, Instant at) {
        Map<Identifier, KnownIdentifier> all = profiles().known(Set.copyOf(forms));
        return forms.stream()
                .flatMap(form -> Optional.ofNullable(all.get(form)).stream())
                .filter(known -> known.findsAt(at))
                .findFirst()
                .flatMap(KnownIdentifier::customer)
                .flatMap(this::find);
    }

    @Override
    public Optional<CustomerRecord> find(CustomerRecord.Operation operation, CommandKey key) {
        return Optional.ofNullable(state.customerCommands.get(new State.CustomerKey(operation, key)));
    }

    @Override
    public List<Customer> page(CustomerId after, int count) {
        return first(count, after == null ? state.customers.values() : state.customers.tailMap(after, false).values());
    }

    @Override
    public Optional<RecordedSale> find(String purse, CommandKey key) {
        return Optional.ofNullable(state.sales.get(new State.Key(purse, Operation.SALE, key)));
    }

    @Override
    public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
        return state.account(account).commands.stream()
                .filter(command -> command.sequence() > afterCommand && command.operation() == Operation.SALE)
                .flatMap(command -> find(account.purse(), command.key()).stream())
                .limit(count)
                .toList();
    }

    @Override
    public List<RecordedReturn> returnsOf(String purse, CommandKey purchase) {
        return List.copyOf(state.returns.getOrDefault(new State.Key(purse, Operation.SALE, purchase), List.of()));
    }

    @Override
    public List<RecordedTransfer> transfers(AccountId account, long from, int count) {
        return state.account(account).transfers.stream()
                .filter(leg -> leg.command().sequence() >= from)
                .limit(count)
                .toList();
    }

    @Override
    public List<RecordedUndo> undos(AccountId account) {
        return List.copyOf(state.account(account).undos);
    }

    @Override
    public List<RecordedSale.Payment> payments(AccountId account) {
        return state.account(account).payments.entrySet().stream()
                .map(tie -> new RecordedSale.Payment(account, tie.getValue(), tie.getKey()))
                .toList();
    }

    @Override
    public Optional<RewardAccount> head(AccountId account) {
        return Optional.ofNullable(state.account(account).head);
    }

    @Override
    public List<Posting> postings(AccountId account, long from, int count) {
        return state.account(account).postings.stream()
                .filter(posting -> posting.number() >= from)
                .limit(count)
                .toList();
    }

    @Override
    public List<CommandRecord> commands(AccountId account, long from, int count) {
        return state.account(account).commands.stream()
                .filter(command -> command.sequence() >= from)
                .limit(count)
                .toList();
    }

    @Override
    public List<Lot> lots(AccountId account, Lot after, int count) {
        State.Account rows = state.account(account);
        return first(count, after == null ? rows.lots : rows.lots.tailSet(after, false));
    }

    @Override
    public List<PendingLot> pending(AccountId account) {
        return List.copyOf(state.account(account).pending.values());
    }

    @Override
    public List<LotTerms> terms(AccountId account, long from, int count) {
        return state.account(account).terms.stream()
                .filter(terms -> terms.lot() >= from)
                .limit(count)
                .toList();
    }

    @Override
    public List<Activation> activations(AccountId account, Activation after, int count) {
        return state.account(account).activations.stream()
                .filter(row -> after == null
                        || row.sequence() > after.sequence()
                        || (row.sequence() == after.sequence() && row.lot() > after.lot()))
                .limit(count)
                .toList();
    }

    @Override
    public List<ExpiryNotice> notices(AccountId account, ExpiryNotice after, int count) {
        return state.account(account).notices.stream()
                .filter(row -> after == null || ExpiryNotice.AS_TOLD.compare(row, after) > 0)
                .limit(count)
                .toList();
    }

    @Override
    public List<ExpiryNotice> notices(Instant from, Instant to, ExpiryNotice after, int count) {
        return state.accounts.values().stream()
                .flatMap(account -> account.notices.stream())
                .filter(row -> !row.goneAt().isBefore(from) && row.goneAt().isBefore(to))
                .filter(row -> after == null || ExpiryNotice.SOONEST_FIRST.compare(row, after) > 0)
                .sorted(ExpiryNotice.SOONEST_FIRST)
                .limit(count)
                .toList();
    }

    @Override
    public List<Reinstated> reinstated(AccountId account, long expiry) {
        return state.account(account).reinstated.stream()
                .filter(row -> row.expiry() == expiry)
                .toList();
    }

    @Override
    public List<OpenedDay> opened(AccountId account) {
        return state.account(account).opened.stream().sorted(OpenedDay.IN_ORDER).toList();
    }

    @Override
    public List<Extended> extended(AccountId account) {
        return List.copyOf(state.account(account).extended);
    }

    @Override
    public List<Reinstated> reinstated(AccountId account) {
        return List.copyOf(state.account(account).reinstated);
    }

    @Override
    public long wasted(AccountId account, Set<Long> lots) {
        State.Account rows = state.account(account);
        long taken = rows.postings.stream()
                .filter(posting -> posting.kind().wastes())
                .flatMap(posting -> posting.lots().stream())
                .filter(part -> lots.contains(part.lot()))
                .mapToLong(LotAllocation::amount)
                .sum();
        long back = rows.reinstated.stream()
                .filter(row -> lots.contains(row.lot()))
                .mapToLong(Reinstated::points)
                .sum();
        return -taken - back;
    }

    @Override
    public Optional<Hold> find(AccountId account, CommandKey key) {
        return state.account(account).holds.values().stream()
                .filter(hold -> hold.key().equals(key))
                .findFirst();
    }

    @Override
    public List<Hold> all(AccountId account, long from, int count) {
        return first(count, state.account(account).holds.tailMap(from, true).values());
    }

    @Override
    public List<Hold> live(AccountId account, Hold after, int count) {
        return state.account(account).holds.values().stream()
                .filter(hold -> hold.end() == null)
                .sorted(Hold.BY_LIMIT)
                .filter(hold -> after == null || Hold.BY_LIMIT.compare(hold, after) > 0)
                .limit(count)
                .toList();
    }

    @Override
    public List<Changes.Due> due(Instant until, int count) {
        return state.agenda.stream()
                .takeWhile(due -> !due.at().isAfter(until))
                .limit(count)
                .toList();
    }

    @Override
    public Optional<Standing> find(AccountId account) {
        return Optional.ofNullable(state.account(account).standing);
    }

    @Override
    public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
        return first.isAfter(last)
                ? List.of()
                : List.copyOf(state.account(account).days.subMap(first, true, last, true).values());
    }

    @Override
    public List<StandingChange> changes(AccountId account) {
        return List.copyOf(state.account(account).changes);
    }

    private static <V> List<V> first(int count, Collection<V> rows) {
        return rows.stream().limit(count).toList();
    }
}

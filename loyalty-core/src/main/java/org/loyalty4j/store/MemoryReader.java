package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
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

/** Answers questions. One that looks into an account takes its lock for as long as that takes. Used by one thread. */
class MemoryReader
        implements StoreReader,
                CustomerStore,
                SaleStore,
                LedgerStore,
                StandingStore,
                CounterStore,
                HoldStore,
                DebtStore {

    final InMemoryStore store;

    MemoryReader(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public CustomerStore customers() {
        return this;
    }

    @Override
    public ProfileStore profiles() {
        return store.profiles.seenBy(
                this::sees,
                customer -> find(customer).map(Customer::identifiers).orElse(List.of()));
    }

    @Override
    public DuplicateStore duplicates() {
        return new MemoryDuplicates.Seen(this);
    }

    @Override
    public PrivacyStore privacy() {
        return store.privacy.seenBy(this::sees);
    }

    /** Returns who has which keys, from a place on. */
    Iterator<MemoryDuplicates.Held> keys(MemoryDuplicates.Held from) {
        return store.duplicates.keys.tailSet(from).iterator();
    }

    @Override
    public HistoryStore history() {
        return new MemoryHistory(this);
    }

    @Override
    public EventStore events() {
        return store.events;
    }

    /** Returns where live entries are looked for, from a place on. */
    Iterator<MemoryWork> work(MemoryWork from) {
        return store.work.tailSet(from).iterator();
    }

    /** Asks something of a customer, under the lock. */
    <R> R within(CustomerId customer, R otherwise, Function<MemoryAccount, R> question) {
        return locked(store.accounts.get(customer), otherwise, question);
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
    public GuestStore guests() {
        return store.guests.seenBy(this::sees);
    }

    @Override
    public DebtStore debts() {
        return this;
    }

    @Override
    public ProgramHistory programs() {
        return store.programs;
    }

    /** Says whether a claim is to be seen here. */
    boolean sees(InMemoryStore.Claim claim) {
        return claim.isCommitted();
    }

    /** Says whether this is the transaction that has an account locked. */
    boolean holds(MemoryAccount account) {
        return false;
    }

    /** Two transactions of one thread would write into each other's rows, where a database would wait for ever. */
    static IllegalStateException outside() {
        return new IllegalStateException("This thread has a transaction on that account already; within"
                + " inTransaction use the library that its work was given, and do not keep it");
    }

    @Nullable
    Customer customerOf(MemoryAccount account) {
        return account.seenCustomer();
    }

    MemoryAccount.@Nullable Head headOf(MemoryAccount account, boolean held) {
        return account.seenHead();
    }

    private MemoryAccount.@Nullable Head headOf(AccountId id) {
        MemoryAccount first = store.accounts.get(id.holder());
        MemoryAccount account = first == null ? null : first.find(id.purse());
        MemoryAccount.Head head = first == null || account == null ? null : headOf(account, holds(first));
        return head == null || !head.account().id().equals(id) ? null : head;
    }

    private <V> @Nullable V look(InMemoryStore.@Nullable Taken<V> claim) {
        return claim != null && sees(claim) ? claim.value : null;
    }

    @Nullable
    CommandRow row(String purse, Operation operation, CommandKey key) {
        CommandRow row = store.keys(purse, operation).get(key);
        return row != null && sees(row) ? row : null;
    }

    private <R> R inside(AccountId id, R otherwise, Function<MemoryAccount, R> question) {
        return locked(store.accounts.get(id.holder()), otherwise, account -> {
            MemoryAccount own = account.find(id.purse());
            return own == null ? otherwise : question.apply(own);
        });
    }

    private <R> R locked(@Nullable MemoryAccount account, R otherwise, Function<MemoryAccount, R> question) {
        if (account == null) {
            return otherwise;
        }
        if (account.lock.isHeldByCurrentThread() && !holds(account)) {
            throw outside();
        }
        account.lock(store.lockWaitNanos());
        try {
            return question.apply(account);
        } finally {
            account.lock.unlock();
        }
    }

    @Override
    public Set<CustomerId> enrolled(Set<CustomerId> ids) {
        return ids.stream()
                .filter(id -> find(id).filter(customer -> !customer.isErased()).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Customer> find(CustomerId id) {
        MemoryAccount account = store.accounts.get(id);
        return account == null ? Optional.empty() : Optional.ofNullable(customerOf(account));
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
        return Optional.ofNullable(look(store.customerKeys(operation).get(key)));
    }

    @Override
    public List<Customer> page(@Nullable CustomerId after, int count) {
        ConcurrentNavigableMap<CustomerId, MemoryAccount> rest =
                after == null ? store.ordered : store.ordered.tailMap(after, false);
        List<Customer> page = new ArrayList<>();
        for (MemoryAccount account : rest.values()) {
            if (page.size() == count) {
                break;
            }
            Customer customer = customerOf(account);
            if (customer != null) {
                page.add(customer);
            }
        }
        return page;
    }

    @Override
    public Optional<RecordedSale> find(String purse, CommandKey key) {
        CommandRow row = row(purse, Operation.SALE, key);
        return row == null ? Optional.empty() : Optional.ofNullable(row.sale());
    }

    @Override
    public List<RecordedSale> page(AccountId id, long afterCommand, int count) {
        return inside(id, List.of(), account -> {
            List<RecordedSale> page = new ArrayList<>();
            for (int i = (int) Math.min(afterCommand, account.commands.size());
                    i < account.commands.size() && page.size() < count;
                    i++) {
                RecordedSale sale = account.commands.get(i).sale();
                if (sale != null) {
                    page.add(sale);
                }
            }
            return page;
        });
    }

    @Override
    public List<RecordedSale> latest(AccountId id, Instant at, long beforeCommand, int count) {
        return inside(
                id,
                List.of(),
                account -> account.commands.stream()
                        .map(CommandRow::sale)
                        .filter(Objects::nonNull)
                        .filter(sale -> sale.countsAt().isBefore(at)
                                || (sale.countsAt().equals(at) && sale.command().sequence() < beforeCommand))
                        .sorted(Comparator.comparing(RecordedSale::countsAt)
                                .thenComparing(sale -> sale.command().sequence())
                                .reversed())
                        .limit(count)
                        .toList());
    }

    @Override
    public List<RecordedReturn> returnsOf(String purse, CommandKey purchase) {
        CommandRow row = row(purse, Operation.SALE, purchase);
        if (row == null) {
            return List.of();
        }
        return inside(
                row.account(),
                List.<RecordedReturn>of(),
                account -> row.returns() == null ? List.of() : List.copyOf(row.returns()));
    }

    @Override
    public List<RecordedSale.Payment> payments(AccountId id) {
        return inside(
                id,
                List.of(),
                account -> account.payments().entrySet().stream()
                        .map(tie -> new RecordedSale.Payment(id, tie.getValue(), tie.getKey()))
                        .toList());
    }

    @Override
    public List<RecordedUndo> undos(AccountId id) {
        return inside(id, List.of(), account -> List.copyOf(account.undos));
    }

    @Override
    public Optional<RewardAccount> head(AccountId id) {
        return Optional.ofNullable(headOf(id)).map(MemoryAccount.Head::account);
    }

    @Override
    public List<Posting> postings(AccountId id, long from, int count) {
        return inside(id, List.of(), account -> account.postings(from, count));
    }

    @Override
    public List<CommandRecord> commands(AccountId id, long from, int count) {
        return inside(
                id,
                List.of(),
                account -> account.commands(from, count).stream()
                        .map(CommandRow::command)
                        .toList());
    }

    @Override
    public List<RecordedTransfer> transfers(AccountId id, long from, int count) {
        return inside(
                id,
                List.of(),
                account -> account.transfers.stream()
                        .filter(leg -> leg.command().sequence() >= from)
                        .limit(count)
                        .toList());
    }

    @Override
    public List<Lot> lots(AccountId id, @Nullable Lot after, int count) {
        return inside(id, List.of(), account -> account.lots.after(after, count));
    }

    @Override
    public List<PendingLot> pending(AccountId id) {
        return inside(id, List.of(), MemoryAccount::pendingLots);
    }

    @Override
    public List<LotTerms> terms(AccountId id, long from, int count) {
        return pending(id, List.of(), pending -> pending.terms(from, count));
    }

    @Override
    public List<Activation> activations(AccountId id, @Nullable Activation after, int count) {
        return pending(
                id,
                List.of(),
                pending -> after == null
                        ? List.copyOf(pending.activations.subList(0, Math.min(count, pending.activations.size())))
                        : pending.after(after, count));
    }

    private <R> R pending(AccountId id, R otherwise, Function<MemoryPending, R> question) {
        return inside(id, otherwise, account -> {
            MemoryPending pending = account.pending();
            return pending == null ? otherwise : question.apply(pending);
        });
    }

    @Override
    public Optional<Hold> find(AccountId id, CommandKey key) {
        CommandRow row = row(id.purse(), Operation.HOLD, key);
        return row == null || !row.account().equals(id)
                ? Optional.empty()
                : inside(id, Optional.empty(), account -> Optional.ofNullable(account.hold(row.sequence())));
    }

    @Override
    public List<Hold> all(AccountId id, long from, int count) {
        return inside(id, List.of(), account -> {
            int first = account.placeOf(from);
            return List.copyOf(account.holds.subList(first, Math.min(account.holds.size(), first + count)));
        });
    }

    @Override
    public List<Hold> live(AccountId id, @Nullable Hold after, int count) {
        return inside(id, List.of(), account -> account.live.after(after, count));
    }

    @Override
    public List<ExpiryNotice> notices(AccountId id, @Nullable ExpiryNotice after, int count) {
        return inside(
                id,
                List.of(),
                account -> account.notices.stream()
                        .filter(notice -> after == null || ExpiryNotice.AS_TOLD.compare(notice, after) > 0)
                        .limit(count)
                        .toList());
    }

    @Override
    public List<ExpiryNotice> notices(Instant from, Instant to, @Nullable ExpiryNotice after, int count) {
        NavigableSet<ExpiryNotice> rest = after == null ? store.notices : store.notices.tailSet(after, false);
        return rest.stream()
                .dropWhile(notice -> notice.goneAt().isBefore(from))
                .takeWhile(notice -> notice.goneAt().isBefore(to))
                .limit(count)
                .toList();
    }

    @Override
    public List<Reinstated> reinstated(AccountId id, long expiry) {
        return reinstated(id).stream().filter(row -> row.expiry() == expiry).toList();
    }

    @Override
    public List<OpenedDay> opened(AccountId id) {
        return inside(id, List.<OpenedDay>of(), account -> account.opened);
    }

    @Override
    public List<Extended> extended(AccountId id) {
        return inside(id, List.<Extended>of(), account -> account.extended);
    }

    @Override
    public List<Reinstated> reinstated(AccountId id) {
        return inside(id, List.<Reinstated>of(), account -> account.reinstated);
    }

    @Override
    public long wasted(AccountId id, Set<Long> lots) {
        return inside(
                id,
                0L,
                account -> lots.stream()
                        .mapToLong(lot -> account.expired.getOrDefault(lot, 0L))
                        .sum());
    }

    @Override
    public List<Debt> debts(AccountId id) {
        return inside(id, List.of(), account -> account.debts == null ? List.of() : account.debts.all());
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId id, Debt.@Nullable Repayment after, int count) {
        return inside(id, List.of(), account -> account.debts == null ? List.of() : account.debts.after(after, count));
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId id, long posting) {
        return inside(id, List.of(), account -> account.debts == null ? List.of() : account.debts.about(posting));
    }

    @Override
    public List<Changes.Due> due(Instant until, int count) {
        return store.agenda.due(until, count);
    }

    @Override
    public Optional<Standing> find(AccountId id) {
        return Optional.ofNullable(headOf(id)).map(MemoryAccount.Head::standing);
    }

    @Override
    public List<QualifyingDay> days(AccountId id, LocalDate first, LocalDate last) {
        return last.isBefore(first) ? List.of() : inside(id, List.of(), account -> account.days(first, last));
    }

    @Override
    public List<StandingChange> changes(AccountId id) {
        return inside(id, List.of(), account -> List.copyOf(account.changes));
    }

    @Override
    public List<Counter> counters(AccountId id, Set<Counter.Key> keys) {
        return inside(
                id,
                List.of(),
                account -> account.counters.entrySet().stream()
                        .filter(entry -> keys.contains(entry.getKey()))
                        .map(entry -> new Counter(id, entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Override
    public List<Counter> counters(AccountId id) {
        return inside(
                id,
                List.of(),
                account -> account.counters.entrySet().stream()
                        .map(entry -> new Counter(id, entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(Counter::key))
                        .toList());
    }
}

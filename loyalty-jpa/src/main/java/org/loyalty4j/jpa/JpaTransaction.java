package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.history.Entry;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.EventQueue;
import org.loyalty4j.store.HistoryChanges;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreTransaction;

/** A transaction that may write, our own or a part of the host's. Used by one thread. */
final class JpaTransaction extends JpaReader implements StoreTransaction {

    private static final int OPEN_TRIES = 6;
    private static final long PAUSE_NANOS = 200_000;

    private final Thread owner = Thread.currentThread();
    private final Savepoints savepoints;

    /** The heads that are locked, as they were written last. */
    private final Map<AccountId, AccountRow> heads = new HashMap<>(4);

    /** How often each purchase that was brought has been returned, in steps. */
    private final Map<InPurse, Integer> steps = new HashMap<>(2);

    private final UndoSteps undone = new UndoSteps();
    private final Set<CustomerId> newcomers = new HashSet<>(1);
    private final Set<CustomerId> locked = new HashSet<>(1);
    private @Nullable ProgramHistory programs;
    private boolean untouched = true;
    private boolean written;
    private boolean ended;
    private boolean published;

    /** Why a statement failed; nothing of the transaction may stay then. */
    private @Nullable RuntimeException refused;

    /** The key of a purchase, which is one of a purse. */
    private record InPurse(String purse, CommandKey key) {

        static InPurse of(RecordedReturn step) {
            return new InPurse(step.command().account().purse(), step.purchase());
        }
    }

    JpaTransaction(StoreRuntime runtime, Connection connection, Savepoints savepoints) {
        super(runtime, connection, runtime.joined());
        this.savepoints = savepoints;
    }

    @Override
    void requireRunning() {
        if (ended || !Thread.currentThread().equals(owner)) {
            throw new IllegalStateException("The transaction is over, or another thread's; the library that the work of"
                    + " inTransaction was given is good only within that work");
        }
    }

    @Override
    StoreException failed(Throwable failure) {
        return refuse(super.failed(failure));
    }

    @Override
    boolean canBeUndone() {
        return !runtime.joined() || savepoints.areSet() || (!written && super.canBeUndone());
    }

    /** Returns why nothing of this may stay, if something failed. */
    @Nullable
    RuntimeException refused() {
        return refused;
    }

    /** Says whether anything was appended. */
    boolean hasWritten() {
        return written;
    }

    void end() {
        ended = true;
        close();
        if (published) {
            runtime.programs().forget();
        }
    }

    @Override
    public ProgramHistory programs() {
        requireRunning();
        ProgramHistory known = programs == null ? runtime.programs().lately() : programs;
        if (known != null) {
            return known;
        }
        open(List.of());
        return programs == null ? ProgramHistory.NONE : programs;
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        requireRunning();
        requireSound();
        for (int attempt = 1; ; attempt++) {
            try {
                return opened(opener(openings));
            } catch (SQLException failure) {
                if (attempt == OPEN_TRIES || !canBeginAgain(failure)) {
                    throw failed(failure);
                }
                // A random while that doubles, so that two losers do not meet again.
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, PAUSE_NANOS << attempt));
            }
        }
    }

    @Override
    public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
        requireRunning();
        requireSound();
        Map<CustomerId, Customer> found = new LinkedHashMap<>();
        Set<CustomerId> wanted = new TreeSet<>(customers);
        if (wanted.isEmpty()) {
            return found;
        }
        Map<CustomerId, Long> rows = new LinkedHashMap<>();
        Map<CustomerId, Long> seen = new HashMap<>();
        try {
            List<Ask> asks = new ArrayList<>(2);
            asks.add(
                    changesOf(wanted, rows, " order by a.id" + runtime.dialect().lockingHeads(runtime.lockWait())));
            if (runtime.joined()) {
                asks.add(changesOf(wanted, seen, ""));
            }
            askLocking(asks);
        } catch (SQLException failure) {
            throw failed(failure);
        }
        locked.addAll(rows.keySet());
        // A question of its own, so that it is answered from after the wait.
        wanted.forEach(id -> customers().find(id).ifPresent(customer -> found.put(id, customer)));
        if (runtime.joined() && !rows.equals(seen)) {
            throw stale("a customer");
        }
        return found;
    }

    /** Asks what locks rows, which are waited for no longer than the store was told. */
    void askLocking(List<Ask> asks) throws SQLException {
        requireSound();
        List<Ask> all = new ArrayList<>(savepoints.beforeOpen());
        all.addAll(asks);
        all.addAll(savepoints.afterLock());
        untouched = false;
        runtime.dialect().ask(connection, all);
    }

    /** Writes what needs no account. */
    void write(List<Batch<?>> batches) {
        requireSound();
        untouched = false;
        written = true;
        Writer writer = new Writer(runtime.dialect(), connection);
        try {
            writer.write(savepoints.beforeAppend(), batches, savepoints.afterAppend());
        } catch (SQLException failure) {
            StoreException meaning = runtime.faults().of(failure, writer.writing());
            throw refuse(canBeUndone() ? meaning : forHost(meaning));
        }
    }

    @Override
    public EventQueue queue() {
        requireRunning();
        return new JpaQueue(this);
    }

    private Ask changesOf(Set<CustomerId> customers, Map<CustomerId, Long> to, String how) {
        Dialect dialect = runtime.dialect();
        Ask ask = new Ask(row -> to.put(
                        new CustomerId(Objects.requireNonNull((UUID) dialect.read(row, 1, ColumnType.ID))),
                        row.getLong(2)))
                .sql("select a.id, a.changes from loyalty_customer a where a.id in ");
        return ids(ask, customers).sql(how);
    }

    /** Says of customers that something of them was written, to those who have their view from before. */
    private List<Ask> raise(Changes changes) {
        Set<CustomerId> changed = new TreeSet<>();
        changes.customers().forEach(customer -> changed.add(customer.id()));
        changes.profiles().attributes().forEach(attribute -> changed.add(attribute.customer()));
        changes.profiles().identifiers().forEach(known -> known.customer().ifPresent(changed::add));
        changes.profiles().contacts().forEach(contact -> changed.add(contact.organization()));
        changes.history().changed().forEach(entry -> changed.add(entry.customer()));
        changes.history().added().stream()
                .map(Entry::customer)
                .filter(locked::contains)
                .forEach(changed::add);
        changes.enrollments().forEach(customer -> changed.remove(customer.id()));
        if (changed.isEmpty()) {
            return List.of();
        }
        return List.of(ids(Ask.quiet().sql("update loyalty_customer set changes = changes + 1 where id in "), changed));
    }

    /** An entry needs no lock: whoever erases its customer waits for it, or is seen here after it was written. */
    private List<Ask> whoIsErased(Changes changes, AtomicBoolean erased) {
        return look("erased_at", changes.history().added().stream().map(Entry::customer), erased);
    }

    /**
     * At repeatable read a host's transaction may not see that a customer was merged into another one since it looked first:
     * his account is nobody's any more.
     */
    private List<Ask> whoIsAnother(Changes changes, AtomicBoolean merged) {
        return runtime.joined()
                ? look(
                        "merged_into",
                        changes.accounts().stream().map(head -> head.id().holder()),
                        merged)
                : List.of();
    }

    /** Looks at customers as they are now, whatever this transaction has seen, but for those whom it holds itself. */
    private List<Ask> look(String column, Stream<CustomerId> customers, AtomicBoolean filled) {
        Set<CustomerId> about = customers
                .filter(customer -> !locked.contains(customer) && !newcomers.contains(customer))
                .collect(Collectors.toCollection(TreeSet::new));
        if (about.isEmpty()) {
            return List.of();
        }
        Ask ask = new Ask(row -> filled.compareAndSet(false, row.getObject(1) != null))
                .sql("select a." + column + " from loyalty_customer a where a.id in ");
        return List.of(ids(ask, about).sql(" order by a.id" + runtime.dialect().sharing(runtime.lockWait())));
    }

    /** What is written already in a host's transaction has to go with all of it, as after a race that was lost. */
    private StoreException erasedMeanwhile() {
        String what = "A customer was erased while an entry was written";
        return runtime.joined() && !savepoints.areSet()
                ? forHost(new StoreBusyException(
                        what + "; nothing was changed, roll the host's transaction back and begin it again"))
                : new LostRaceException(what + "; begin again");
    }

    private static Ask ids(Ask ask, Set<CustomerId> customers) {
        ask.sql(customers.stream().map(id -> "?").collect(Collectors.joining(", ", "(", ")")));
        customers.forEach(id -> ask.value(ColumnType.ID, id.value()));
        return ask;
    }

    /** A lock shows a row as it is, a question as it was when the host's transaction asked first, at repeatable read. */
    StoreBusyException stale(String what) {
        StoreBusyException stale = new StoreBusyException("The host's transaction has its view of the data from before"
                + " another one changed " + what + "; nothing was changed, roll the host's transaction back and begin"
                + " it again. At READ COMMITTED this does not happen");
        return refuse(canBeUndone() ? stale : (StoreBusyException) forHost(stale));
    }

    private Opener opener(List<Opening> openings) {
        ProgramHistory known = programs == null ? runtime.programs().lately() : programs;
        boolean pending = known != null
                && known.versions().stream().anyMatch(program -> program.lots().anyPending());
        boolean debts = known != null
                && known.versions().stream()
                        .anyMatch(program -> program.shortage().anyDebt()
                                || program.spending().offline() != null);
        return new Opener(runtime.dialect(), connection, openings, runtime.joined(), pending, debts);
    }

    private Map<CustomerId, Opening.Opened> opened(Opener opener) throws SQLException {
        Map<AccountId, OpenedAccount> accounts =
                opener.open(savepoints, runtime.dialect().lockingHeads(runtime.lockWait()));
        if (opener.isStale()) {
            throw stale("an account");
        }
        Map<CustomerId, Opening.Opened> opened = new LinkedHashMap<>();
        accounts.forEach((id, account) -> {
            heads.put(id, Objects.requireNonNull(account.row));
            Opening.Opened found = account.opened();
            found.sales()
                    .forEach((key, sale) -> steps.put(
                            new InPurse(id.purse(), key),
                            sale.returned().map(RecordedReturn::step).orElse(0)));
            undone.found(found.done());
            opened.put(id.holder(), found);
        });
        untouched = false;
        // What this transaction published itself is nobody else's yet.
        programs = published ? load() : upTo(opener.publication());
        return opened;
    }

    /**
     * A transaction of our own that lost a race with its first statement has seen and done nothing yet: it is begun again
     * in place.
     */
    private boolean canBeginAgain(SQLException failure) {
        if (!untouched
                || runtime.joined()
                || questions().asked()
                || Faults.kind(runtime.dialect().database(), failure) != Faults.Kind.RACE) {
            return false;
        }
        try {
            connection.rollback();
            runtime.dialect().ask(connection, runtime.dialect().beforeTransaction());
            return true;
        } catch (SQLException late) {
            return false;
        }
    }

    private void requireSound() {
        if (refused != null) {
            throw refused;
        }
    }

    private <E extends RuntimeException> E refuse(E failure) {
        refused = refused == null ? failure : refused;
        return failure;
    }

    @Override
    public void append(Changes changes) {
        requireRunning();
        requireSound();
        untouched = false;
        written = true;
        Writer writer = new Writer(runtime.dialect(), connection);
        try {
            changes.enrollments().forEach(customer -> newcomers.add(customer.id()));
            List<Batch<?>> batches = new ArrayList<>(customers(changes));
            List<Opening> own = newcomersWrittenTo(changes);
            if (!own.isEmpty()) {
                // Their heads have to be there before anything is written to them.
                writer.write(savepoints.beforeAppend(), batches, List.of());
                batches.clear();
                open(own);
            }
            checkReturns(changes);
            undone.check(changes, runtime.dialect(), connection);
            RowChanges rows = new RowChanges(changes, withIdle(changes));
            batches.addAll(rows.batches());
            batches.addAll(Erasing.batches(changes.privacy(), heads));
            List<Ask> first = new ArrayList<>(savepoints.beforeAppend());
            first.addAll(Erasing.asks(changes.privacy()));
            List<Ask> last = new ArrayList<>(raise(changes));
            AtomicBoolean erased = new AtomicBoolean();
            last.addAll(whoIsErased(changes, erased));
            AtomicBoolean merged = new AtomicBoolean();
            last.addAll(whoIsAnother(changes, merged));
            last.addAll(savepoints.afterAppend());
            writer.write(first, batches, last);
            if (erased.get()) {
                throw erasedMeanwhile();
            }
            if (merged.get()) {
                throw stale("who a customer is");
            }
            heads.putAll(rows.written());
            changes.returns().forEach(step -> steps.put(InPurse.of(step), step.step()));
        } catch (SQLException failure) {
            StoreException meaning = runtime.faults().of(failure, writer.writing());
            if (meaning instanceof LostRaceException && !changes.programs().isEmpty()) {
                runtime.programs().forget();
            }
            throw refuse(canBeUndone() ? meaning : forHost(meaning));
        } catch (RuntimeException failure) {
            throw refuse(failure);
        } catch (Error failure) {
            refuse(new StoreException("A write failed half way, so that nothing of the transaction stays", failure));
            throw failure;
        }
    }

    /** What is written of customers and programs, each before what hangs on it. */
    private List<Batch<?>> customers(Changes changes) {
        List<CustomerRow> newcomerRows = new ArrayList<>();
        List<AccountRow> accounts = new ArrayList<>();
        List<String> purses = purses();
        for (Customer customer : changes.enrollments()) {
            newcomerRows.add(CustomerRow.of(customer));
            // With the heads there from the start, the first sale finds them as every later one does.
            purses.forEach(purse -> accounts.add(AccountRow.opened(new AccountId(customer.id(), purse))));
        }
        List<CustomerRow> changed = new ArrayList<>();
        for (Customer customer : changes.customers()) {
            requireOurs(customer.id());
            changed.add(CustomerRow.of(customer));
        }
        changes.customerCommands().forEach(command -> requireOurs(command.customer()));
        List<ProgramRow> programRows = new ArrayList<>();
        for (LoyaltyProgram program : changes.programs()) {
            published = true;
            ProgramRow row = ProgramRow.of(program, place(program));
            programs = next(program);
            if (runtime.joined()) {
                runtime.programs().unsure(row.publication);
            }
            programRows.add(row);
        }
        List<Batch<?>> batches = new ArrayList<>(List.of(
                new Batch<>(Tables.PROGRAMS, Batch.What.INSERT, programRows),
                new Batch<>(Tables.CUSTOMERS, Batch.What.INSERT, newcomerRows),
                new Batch<>(
                        Tables.CUSTOMER_COMMANDS,
                        Batch.What.INSERT,
                        changes.customerCommands().stream()
                                .map(CustomerCommandRow::of)
                                .toList()),
                new Batch<>(Tables.ACCOUNTS, Batch.What.INSERT, accounts),
                new Batch<>(Tables.CUSTOMERS, Batch.What.UPDATE, changed)));
        batches.addAll(profiles(changes.profiles()));
        batches.addAll(entries(changes.history()));
        batches.add(new Batch<>(
                Tables.EVENTS,
                Batch.What.INSERT,
                changes.events().stream().map(EventRow::of).toList()));
        return batches;
    }

    /** A revision that another transaction has written breaks the key of the past ones. */
    private List<Batch<?>> entries(HistoryChanges changes) {
        changes.changed().forEach(entry -> requireOurs(entry.customer()));
        Map<Boolean, List<LiveEntryRow>> live = changes.changed().stream()
                .collect(Collectors.partitioningBy(
                        entry -> entry.item().isLive(), Collectors.mapping(LiveEntryRow::of, Collectors.toList())));
        return List.of(
                new Batch<>(
                        Tables.ENTRIES,
                        Batch.What.INSERT,
                        changes.added().stream().map(EntryRow::of).toList()),
                new Batch<>(
                        Tables.PAST_ENTRIES,
                        Batch.What.INSERT,
                        changes.past().stream().map(PastEntryRow::of).toList()),
                new Batch<>(
                        Tables.ENTRIES,
                        Batch.What.UPDATE,
                        changes.changed().stream().map(EntryRow::of).toList()),
                new Batch<>(
                        Tables.LIVE_ENTRIES,
                        Batch.What.INSERT,
                        changes.added().stream()
                                .filter(entry -> entry.item().isLive())
                                .map(LiveEntryRow::of)
                                .toList()),
                new Batch<>(Tables.LIVE_ENTRIES, Batch.What.INSERT_OR_UPDATE, Objects.requireNonNull(live.get(true))),
                new Batch<>(Tables.LIVE_ENTRIES, Batch.What.DELETE, Objects.requireNonNull(live.get(false))));
    }

    /** A revision that is another one's already breaks a key, of the table of the last or of the past ones. */
    private List<Batch<?>> profiles(ProfileChanges changes) {
        changes.attributes().forEach(attribute -> requireOurs(attribute.customer()));
        changes.contacts().forEach(contact -> requireOurs(contact.organization()));
        // Of a key that came and went the last word counts.
        Map<BlockingKeyRow.Key, ProfileChanges.Key> keys = new LinkedHashMap<>();
        for (ProfileChanges.Key key : changes.keys()) {
            requireOurs(key.customer());
            keys.put(new BlockingKeyRow.Key(key.key().value(), key.customer().value()), key);
        }
        Map<Boolean, List<BlockingKeyRow>> held = keys.values().stream()
                .collect(Collectors.partitioningBy(
                        ProfileChanges.Key::held, Collectors.mapping(BlockingKeyRow::of, Collectors.toList())));
        for (Distinction.Known known : changes.distinctions()) {
            requireOurs(known.first());
            requireOurs(known.second());
        }
        for (MergeRecord merge : changes.merges()) {
            requireOurs(merge.absorbed());
            requireOurs(merge.survivor());
        }
        Map<Identifier, KnownIdentifier> last = new LinkedHashMap<>();
        Set<Identifier> first = new HashSet<>();
        for (KnownIdentifier known : changes.identifiers()) {
            known.customer().ifPresent(this::requireOurs);
            last.put(known.identifier(), known);
            if (known.revision() == 1) {
                first.add(known.identifier());
            }
        }
        List<IdentifierRow> inserted = new ArrayList<>();
        List<IdentifierRow> updated = new ArrayList<>();
        last.forEach(
                (identifier, known) -> (first.contains(identifier) ? inserted : updated).add(IdentifierRow.of(known)));
        return List.of(
                new Batch<>(Tables.BLOCKING_KEYS, Batch.What.DELETE, held.getOrDefault(false, List.of())),
                new Batch<>(Tables.BLOCKING_KEYS, Batch.What.INSERT_IF_ABSENT, held.getOrDefault(true, List.of())),
                new Batch<>(
                        Tables.DISTINCTIONS,
                        Batch.What.INSERT,
                        changes.distinctions().stream().map(DistinctionRow::of).toList()),
                new Batch<>(
                        Tables.MERGES,
                        Batch.What.INSERT,
                        changes.merges().stream()
                                .filter(MergeRecord::isInForce)
                                .map(MergeRow::of)
                                .toList()),
                new Batch<>(
                        Tables.MERGES,
                        Batch.What.UPDATE,
                        changes.merges().stream()
                                .filter(merge -> !merge.isInForce())
                                .map(MergeRow::of)
                                .toList()),
                new Batch<>(Tables.IDENTIFIERS, Batch.What.INSERT, inserted),
                new Batch<>(Tables.IDENTIFIERS, Batch.What.UPDATE, updated),
                new Batch<>(
                        Tables.PAST_IDENTIFIERS,
                        Batch.What.INSERT,
                        changes.past().stream().map(PastIdentifierRow::of).toList()),
                // New ones are inserted, so that who saw an old state loses and writes over nothing.
                new Batch<>(
                        Tables.ATTRIBUTES,
                        Batch.What.INSERT,
                        changes.attributes().stream()
                                .filter(attribute -> attribute.until() == null)
                                .map(AttributeRow::of)
                                .toList()),
                new Batch<>(
                        Tables.ATTRIBUTES,
                        Batch.What.INSERT_OR_UPDATE,
                        changes.attributes().stream()
                                .filter(attribute -> attribute.until() != null)
                                .map(AttributeRow::of)
                                .toList()),
                new Batch<>(
                        Tables.CONTACT_PERSONS,
                        Batch.What.INSERT,
                        changes.contacts().stream()
                                .filter(contact -> contact.until() == null)
                                .map(ContactPersonRow::of)
                                .toList()),
                new Batch<>(
                        Tables.CONTACT_PERSONS,
                        Batch.What.INSERT_OR_UPDATE,
                        changes.contacts().stream()
                                .filter(contact -> contact.until() != null)
                                .map(ContactPersonRow::of)
                                .toList()));
    }

    private void requireOurs(CustomerId customer) {
        if (!newcomers.contains(customer)
                && !locked.contains(customer)
                && heads.keySet().stream().noneMatch(id -> id.holder().equals(customer))) {
            throw new StoreException("A customer was written to whose account this transaction has not opened");
        }
    }

    /** Returns which publishing of all a version is; another one that takes the same place wins or loses the race. */
    private int place(LoyaltyProgram program) {
        ProgramHistory known = programs == null ? ProgramHistory.NONE : programs;
        return known.published() + program.version() - versionsOf(known, program);
    }

    private static int versionsOf(ProgramHistory known, LoyaltyProgram program) {
        return known.of(program.purse().code())
                .orElse(ProgramHistory.NONE)
                .versions()
                .size();
    }

    private ProgramHistory next(LoyaltyProgram program) {
        ProgramHistory known = programs == null ? ProgramHistory.NONE : programs;
        int versions = versionsOf(known, program);
        if (program.version() <= versions) {
            runtime.programs().forget();
            throw new LostRaceException("Another version of the program was published meanwhile; begin again");
        }
        return program.version() == versions + 1 ? known.and(program) : known;
    }

    private List<String> purses() {
        ProgramHistory known = programs == null ? runtime.programs().lately() : programs;
        return known == null ? List.of() : known.purses();
    }

    /** Those who were enrolled in this transaction have their accounts open from then on. */
    private List<Opening> newcomersWrittenTo(Changes changes) {
        if (newcomers.isEmpty()) {
            return List.of();
        }
        Set<AccountId> wanted = new HashSet<>();
        changes.accounts().forEach(account -> wanted.add(account.id()));
        changes.commands().forEach(command -> wanted.add(command.account()));
        List<Opening> openings = new ArrayList<>();
        for (AccountId id : wanted) {
            if (!heads.containsKey(id) && newcomers.contains(id.holder())) {
                openings.add(new Opening(
                        id.holder(),
                        id.purse(),
                        Set.of(),
                        Instant.EPOCH,
                        0,
                        null,
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of()));
            }
        }
        return openings;
    }

    /** Steps of returning a purchase go on without a gap, and only where there is a purchase. */
    private void checkReturns(Changes changes) throws SQLException {
        Map<InPurse, Integer> known = new HashMap<>(steps);
        changes.sales()
                .forEach(sale -> known.put(
                        new InPurse(
                                sale.command().account().purse(), sale.command().key()),
                        0));
        Relation unknown = new Relation(SaleQuestions.KEYS);
        for (RecordedReturn step : changes.returns()) {
            if (!known.containsKey(InPurse.of(step))) {
                unknown.add(step.purchase().value());
            }
        }
        if (!unknown.isEmpty()) {
            runtime.dialect()
                    .ask(
                            connection,
                            List.of(new Ask(row -> known.put(
                                            new InPurse(row.getString(2), new CommandKey(row.getString(1))),
                                            row.getInt(3)))
                                    .sql(
                                            "select c.request_key, c.purse, (select coalesce(max(r.step), 0) from loyalty_return r"
                                                    + " where r.account_id = c.account_id and r.purchase_key = c.request_key)"
                                                    + " from ")
                                    .relation(runtime.dialect(), unknown, "k")
                                    .sql(" join loyalty_command c on c.operation = '" + Operation.SALE
                                            + "' and c.request_key = k.request_key")));
        }
        for (RecordedReturn step : changes.returns()) {
            Integer last = known.get(InPurse.of(step));
            if (last == null) {
                throw new StoreException("A return names a purchase that is not recorded");
            }
            if (step.step() != last + 1) {
                throw new StoreException("Return " + step.step() + " does not follow the last one, " + last);
            }
            known.put(InPurse.of(step), step.step());
        }
    }

    /** Returns the heads that are locked, and those of accounts that are only to leave the agenda. */
    private Map<AccountId, AccountRow> withIdle(Changes changes) throws SQLException {
        Relation idle = new Relation(Heads.OWNERS);
        Set<AccountId> seen = new HashSet<>();
        for (Changes.Due due : changes.dueDone()) {
            if (!heads.containsKey(due.account()) && seen.add(due.account())) {
                idle.add(due.account().holder().value(), due.account().purse());
            }
        }
        if (idle.isEmpty()) {
            return heads;
        }
        Map<AccountId, AccountRow> all = new HashMap<>(heads);
        Dialect dialect = runtime.dialect();
        dialect.ask(connection, List.of(Heads.of(dialect, idle, row -> {
            AccountRow head = Tables.ACCOUNTS.read(row, 1, dialect);
            all.put(head.accountId(), head);
        })));
        return all;
    }
}

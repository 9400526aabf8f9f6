package org.loyalty4j.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/**
 * One customer with the account, and those in other purses. The lock guards everything but what anybody may see; a
 * transaction puts that in place when it ends.
 */
final class MemoryAccount {

    /** The head and what else one look at an account shows. */
    record Head(RewardAccount account, @Nullable Standing standing) {}

    /** What others see without the lock: what a transaction left, or what was before while it is still ending. */
    static final class Seen {
        private final @Nullable Customer customer;
        private final @Nullable Head head;
        private final InMemoryStore.Pending pending;
        private @Nullable Seen before;

        Seen(@Nullable Customer customer, @Nullable Head head, InMemoryStore.Pending pending, @Nullable Seen before) {
            this.customer = customer;
            this.head = head;
            this.pending = pending;
            this.before = before;
        }

        /** Forgets what was before, once the transaction has committed. */
        void settle() {
            before = null;
        }
    }

    private static final Comparator<QualifyingDay> BY_DATE = Comparator.comparing(QualifyingDay::date);

    /** How often a lock is tried before its holder is waited for in a queue: about as long as a sale holds it. */
    private static final int SPINS = 500;

    private static final int SLICES = 16;

    /** Fair, so that those who wait in the queue are served in their order. */
    final ReentrantLock lock;

    /** Whether somebody has waited in the queue for longer than a slice. */
    private volatile boolean starving;

    private volatile @Nullable Seen seen;

    /** The transaction that has the lock. */
    @Nullable
    MemoryTransaction holder;

    /** What the holder of the lock works on. */
    @Nullable
    Customer customer;

    @Nullable
    RewardAccount head;

    @Nullable
    Standing standing;

    final ArrayList<Posting> postings = new ArrayList<>(0);
    final ArrayList<CommandRow> commands = new ArrayList<>(0);
    final SortedRows<Lot> lots = new SortedRows<>(Lot.BURN_ORDER);
    final SortedRows<QualifyingDay> days = new SortedRows<>(BY_DATE);
    List<Hold> holds = List.of();
    final SortedRows<Hold> live = new SortedRows<>(Hold.BY_LIMIT);
    List<StandingChange> changes = List.of();
    List<RecordedUndo> undos = List.of();
    List<RecordedTransfer> transfers = List.of();
    List<ExpiryNotice> notices = List.of();

    /** None for nearly all. */
    List<Reinstated> reinstated = List.of();

    /** Null where points never were owed. */
    @Nullable
    MemoryDebts debts;

    /** None for nearly all. */
    List<Extended> extended = List.of();

    List<OpenedDay> opened = List.of();

    /** Null where points never were pending. */
    private @Nullable MemoryPending pending;

    /** Points of a lot that nobody used and that were not given back, by the lot's number: expired or lost while they were pending. */
    Map<Long, Long> expired = Map.of();

    /** What was counted in calendar periods. */
    Map<Counter.Key, Long> counters = Map.of();

    /** The customer's history, only of the first account; null as long as it is empty. */
    private @Nullable MemoryEntries entries;

    /** Which purchase a redemption pays, by the redemption's key, and which redemptions pay a purchase. */
    private Map<CommandKey, CommandKey> payments = Map.of();

    private Map<CommandKey, List<CommandKey>> paidBy = Map.of();

    /** Which purse this is the account of; null as long as nobody wrote to any. */
    private volatile @Nullable String purse;

    /** The accounts in other purses, under the same lock; none for nearly all. */
    private volatile Map<String, MemoryAccount> beside = Map.of();

    /** Returns rows with one more: most accounts have none of most kinds, and share the list without any. */
    static <R> List<R> and(List<R> rows, R row) {
        List<R> more = rows.isEmpty() ? new ArrayList<>(1) : rows;
        more.add(row);
        return more;
    }

    /** Makes a customer's first account, with a lock of its own. */
    MemoryAccount() {
        lock = new ReentrantLock(true);
    }

    private MemoryAccount(MemoryAccount first, String purse) {
        this.lock = first.lock;
        this.purse = purse;
    }

    /** Takes the words of their callers from commands. */
    void silence(List<CommandRecord> erased) {
        Map<CommandId, CommandRecord> words = new HashMap<>();
        erased.forEach(command -> words.put(command.id(), command));
        commands.forEach(row -> row.silence(words));
        if (!undos.isEmpty()) {
            undos.replaceAll(step -> step.with(CommandRow.silent(words, step.command())));
        }
        if (!transfers.isEmpty()) {
            transfers.replaceAll(leg -> leg.with(CommandRow.silent(words, leg.command())));
        }
    }

    /** Returns the account in a purse, to open or write to; called with the lock. */
    MemoryAccount in(String code) {
        if (purse == null) {
            purse = code;
        }
        if (code.equals(purse)) {
            return this;
        }
        MemoryAccount other = beside.get(code);
        if (other == null) {
            other = new MemoryAccount(this, code);
            Map<String, MemoryAccount> more = new TreeMap<>(beside);
            more.put(code, other);
            beside = more;
        }
        return other;
    }

    /** Returns the account in a purse, or null where nobody opened it. */
    @Nullable
    MemoryAccount find(String code) {
        String own = purse;
        return own == null || code.equals(own) ? this : beside.get(code);
    }

    /** Returns this and the accounts in other purses. */
    List<MemoryAccount> everyPurse() {
        if (beside.isEmpty()) {
            return List.of(this);
        }
        List<MemoryAccount> all = new ArrayList<>(beside.values());
        all.add(0, this);
        return all;
    }

    @Nullable
    Customer seenCustomer() {
        Seen visible = visible();
        return visible == null ? null : visible.customer;
    }

    @Nullable
    Head seenHead() {
        Seen visible = visible();
        return visible == null ? null : visible.head;
    }

    private @Nullable Seen visible() {
        Seen now = seen;
        while (now != null && !now.pending.isCommitted()) {
            Seen earlier = now.before;
            if (earlier == null && now.pending.isCommitted()) {
                // Forgotten meanwhile, because the transaction committed.
                return now;
            }
            now = earlier;
        }
        return now;
    }

    /** Puts what others are to see once a transaction commits where they will see it. */
    Seen show(InMemoryStore.Pending pending) {
        Head shown = head == null ? null : new Head(head, standing);
        Seen next = new Seen(customer, shown, pending, seen);
        seen = next;
        return next;
    }

    void lock(long waitNanos) {
        for (int i = 0; i < SPINS; i++) {
            // To pass by the queue is what makes a busy account quick, and is over once somebody starves in it.
            if (!starving && lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        try {
            // In slices, because a pause of the whole machine eats one of them only and not the patience of all
            // waiters.
            for (int i = 0; i < SLICES; i++) {
                if (lock.tryLock(waitNanos / SLICES, TimeUnit.NANOSECONDS)) {
                    starving = false;
                    return;
                }
                starving = true;
            }
            throw new StoreBusyException(
                    "An account is in use by another transaction; nothing was changed, repeat the request");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreBusyException(
                    "The wait for an account was interrupted; nothing was changed, repeat the" + " request");
        }
    }

    List<Posting> postings(long from, int count) {
        int first = (int) Math.max(1, Math.min(from, postings.size() + 1L));
        return List.copyOf(postings.subList(first - 1, Math.min(postings.size(), first - 1 + count)));
    }

    List<CommandRow> commands(long from, int count) {
        int first = (int) Math.max(1, Math.min(from, commands.size() + 1L));
        return List.copyOf(commands.subList(first - 1, Math.min(commands.size(), first - 1 + count)));
    }

    List<QualifyingDay> days(LocalDate first, LocalDate last) {
        AccountId id = head == null ? null : head.id();
        return id == null ? List.of() : days.between(QualifyingDay.empty(id, first), QualifyingDay.empty(id, last));
    }

    /** Returns all pending lots, in the order of their numbers. */
    List<PendingLot> pendingLots() {
        return pending == null ? List.of() : pending.all();
    }

    @Nullable
    MemoryPending pending() {
        return pending;
    }

    /** Returns where pending points are kept, to write to. */
    MemoryPending pendingToWrite() {
        MemoryPending some = pending == null ? new MemoryPending() : pending;
        pending = some;
        return some;
    }

    /** Returns where debts are kept, to write to. */
    MemoryDebts debtsToWrite() {
        MemoryDebts some = debts == null ? new MemoryDebts() : debts;
        debts = some;
        return some;
    }

    /** Returns the customer's history. */
    MemoryEntries entries() {
        MemoryEntries some = entries == null ? new MemoryEntries() : entries;
        entries = some;
        return some;
    }

    /** Returns the place of the first hold from a number on. */
    int placeOf(long number) {
        int low = 0;
        int high = holds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the hold that a command made, or null when it made none. */
    @Nullable
    Hold hold(long number) {
        int place = placeOf(number);
        return place < holds.size() && holds.get(place).number() == number ? holds.get(place) : null;
    }

    Map<CommandKey, CommandKey> payments() {
        return payments;
    }

    List<CommandKey> paidBy(CommandKey purchase) {
        return paidBy.getOrDefault(purchase, List.of());
    }

    void addPayment(CommandKey redemption, CommandKey purchase) {
        payments = payments.isEmpty() ? new HashMap<>() : payments;
        paidBy = paidBy.isEmpty() ? new HashMap<>() : paidBy;
        payments.put(redemption, purchase);
        paidBy.computeIfAbsent(purchase, key -> new ArrayList<>(1)).add(redemption);
    }

    void removePayment(CommandKey redemption, CommandKey purchase) {
        payments.remove(redemption);
        List<CommandKey> others = paidBy.get(purchase);
        if (others != null && others.remove(redemption) && others.isEmpty()) {
            paidBy.remove(purchase);
        }
    }

    /** Sets a counter, or removes it where there is none to set; returns what it was, or null. */
    @Nullable
    Long count(Counter.Key key, @Nullable Long amount) {
        counters = counters.isEmpty() ? new HashMap<>() : counters;
        return amount == null ? counters.remove(key) : counters.put(key, amount);
    }

    void addExpired(long lot, long points) {
        Map<Long, Long> more = expired.isEmpty() ? new HashMap<>() : expired;
        more.merge(lot, points, (one, other) -> one + other == 0 ? null : one + other);
        expired = more;
    }
}

package org.loyalty4j.store;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;

/** A transaction: locks, writes in place, and undoes everything if it fails. Used by one thread. */
final class MemoryTransaction extends MemoryReader implements StoreTransaction {

    private final Map<CustomerId, MemoryAccount> locked = new LinkedHashMap<>(4);
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<InMemoryStore.Claim<?>> claims = new ArrayList<>(2);
    private @Nullable ProgramHistory programs;

    MemoryTransaction(InMemoryStore store) {
        super(store);
    }

    @Override
    public ProgramHistory programs() {
        return programs == null ? super.programs() : programs;
    }

    @Override
    boolean sees(InMemoryStore.Claim<?> claim) {
        return claim.isCommitted() || claims.contains(claim);
    }

    @Override
    @Nullable
    Customer customerOf(MemoryAccount account) {
        return account.lock.isHeldByCurrentThread() ? account.customer : account.seenCustomer;
    }

    @Override
    MemoryAccount.@Nullable Head headOf(MemoryAccount account) {
        return account.lock.isHeldByCurrentThread() && account.head != null
                ? new MemoryAccount.Head(account.head, account.standing)
                : account.seenHead;
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        List<Opening> inOrder = new ArrayList<>(openings);
        inOrder.sort((one, other) -> one.customer().compareTo(other.customer()));
        Map<CustomerId, Opening.Opened> opened = new HashMap<>();
        for (Opening opening : inOrder) {
            MemoryAccount account = lock(opening.customer());
            if (account != null && account.customer != null) {
                opened.put(opening.customer(), read(account, account.customer, opening));
            }
        }
        return opened;
    }

    private @Nullable MemoryAccount lock(CustomerId customer) {
        MemoryAccount account = locked.get(customer);
        if (account == null) {
            account = store.accounts.get(customer);
            if (account != null) {
                account.lock(store.lockWaitNanos());
                locked.put(customer, account);
            }
        }
        return account;
    }

    private Opening.Opened read(MemoryAccount account, Customer customer, Opening opening) {
        RewardAccount head = account.head == null
                ? RewardAccount.opened(new AccountId(customer.id(), opening.purse()))
                : account.head;
        Map<CommandKey, AccountState.Sale> sales = Map.of();
        List<Lot> own = new ArrayList<>(0);
        for (CommandKey key : opening.sales()) {
            MemoryAccount.Entry entry = entry(Operation.SALE, key);
            if (entry != null && entry.sale != null && entry.command.account().equals(head.id())) {
                sales = sales.isEmpty() ? new HashMap<>() : sales;
                sales.put(key, sale(account, entry, entry.sale, own));
            }
        }
        AccountState.Lots lots = lots(account, opening);
        return new Opening.Opened(
                head,
                customer.membership(),
                account.standing,
                own.isEmpty() ? lots : lots.and(own),
                days(account, head.id(), opening),
                sales,
                redemptions(account, head.id(), opening),
                repeats(account, head.id(), opening));
    }

    private Map<Opening.Key, Opening.Repeat> repeats(MemoryAccount account, AccountId id, Opening opening) {
        Map<Opening.Key, Opening.Repeat> repeats = Map.of();
        for (Opening.Key key : opening.keys()) {
            MemoryAccount.Entry entry = entry(key.operation(), key.key());
            if (entry != null) {
                CommandRecord.Result result = entry.command.result();
                boolean here = entry.command.account().equals(id) && result.firstNumber() > 0;
                int count = (int) (result.lastNumber() - result.firstNumber() + 1);
                repeats = repeats.isEmpty() ? new HashMap<>() : repeats;
                repeats.put(
                        key,
                        new Opening.Repeat(
                                entry.command, here ? account.postings(result.firstNumber(), count) : List.of()));
            }
        }
        return repeats;
    }

    private Map<CommandKey, AccountState.NamedRedemption> redemptions(
            MemoryAccount account, AccountId id, Opening opening) {
        Map<CommandKey, AccountState.NamedRedemption> redemptions = Map.of();
        for (CommandKey key : opening.redemptions()) {
            MemoryAccount.Entry entry = entry(Operation.REDEEM, key);
            if (entry != null && entry.command.account().equals(id)) {
                redemptions = redemptions.isEmpty() ? new HashMap<>() : redemptions;
                redemptions.put(key, new AccountState.NamedRedemption(entry.command, account.payments.get(key)));
            }
        }
        return redemptions;
    }

    private AccountState.Sale sale(MemoryAccount account, MemoryAccount.Entry entry, RecordedSale sale, List<Lot> own) {
        List<Posting> earnings = new ArrayList<>(1);
        List<Posting> payments = new ArrayList<>(1);
        long expired = 0;
        for (Posting posting : ownPostings(account, entry)) {
            if (posting.kind() == Posting.Kind.EARN) {
                earnings.add(posting);
                expired += account.expired.getOrDefault(posting.number(), 0L);
                addLot(account, posting, posting.lots().get(0), own);
            } else if (posting.kind() == Posting.Kind.REDEEM) {
                payments.add(posting);
            }
        }
        account.payments.forEach((redemption, purchase) -> {
            if (purchase.equals(sale.purchase().key())) {
                MemoryAccount.Entry named = entry(Operation.REDEEM, redemption);
                if (named != null) {
                    payments.addAll(ownPostings(account, named));
                }
            }
        });
        payments.removeIf(posting -> posting.kind() != Posting.Kind.REDEEM);
        payments.sort((one, other) -> Long.compare(one.number(), other.number()));
        for (Posting payment : payments) {
            payment.lots().forEach(part -> addLot(account, payment, part, own));
        }
        RecordedReturn last = entry.returns == null ? null : entry.returns.get(entry.returns.size() - 1);
        return new AccountState.Sale(sale, earnings, payments, last, expired);
    }

    private static void addLot(MemoryAccount account, Posting posting, LotAllocation part, List<Lot> own) {
        Lot found = account.lots.floor(part.lot(posting.account(), 1));
        if (found != null && found.number() == part.lot()) {
            own.add(found);
        }
    }

    private static List<Posting> ownPostings(MemoryAccount account, MemoryAccount.Entry entry) {
        CommandRecord.Result result = entry.command.result();
        return result.firstNumber() == 0
                ? List.of()
                : account.postings(result.firstNumber(), (int) (result.lastNumber() - result.firstNumber() + 1));
    }

    private static AccountState.Lots lots(MemoryAccount account, Opening opening) {
        List<Lot> page = new ArrayList<>(2);
        long sum = 0;
        int live = 0;
        for (Lot lot : account.lots) {
            page.add(lot);
            if (!lot.goneBy(opening.dueBy())) {
                sum += lot.remaining();
                live++;
                if (sum >= opening.points() || live == Opening.LOTS_MAX) {
                    break;
                }
            }
        }
        return AccountState.Lots.page(page, page.size() < account.lots.size());
    }

    private static KnownDays days(MemoryAccount account, AccountId id, Opening opening) {
        KnownDays days = KnownDays.none(id);
        Standing standing = account.standing;
        LocalDate leaving = opening.leaving();
        if (standing != null && leaving != null && standing.windowDay().isAfter(leaving)) {
            LocalDate start = standing.windowStart();
            LocalDate first = start.equals(LocalDate.MIN) ? start : start.plusDays(1);
            if (!leaving.isBefore(first)) {
                days = days.and(
                        first,
                        leaving,
                        account.days.subMap(first, true, leaving, true).values());
            }
        }
        for (LocalDate date : opening.dates()) {
            QualifyingDay day = account.days.get(date);
            days = days.and(date, date, day == null ? List.of() : List.of(day));
        }
        return days;
    }

    @Override
    public void append(Changes changes) {
        for (LoyaltyProgram program : changes.programs()) {
            publish(program);
        }
        changes.enrollments().forEach(this::enroll);
        for (Customer customer : changes.customers()) {
            MemoryAccount account = held(customer.id());
            Customer before = account.customer;
            undo.push(() -> account.customer = before);
            account.customer = customer;
        }
        Map<CommandKey, RecordedSale> sales = new HashMap<>();
        changes.sales().forEach(sale -> sales.put(sale.command().key(), sale));
        changes.commands()
                .forEach(command ->
                        write(command, command.operation() == Operation.SALE ? sales.get(command.key()) : null));
        changes.returns().forEach(this::write);
        changes.postings().forEach(this::write);
        changes.lots().forEach(this::write);
        changes.days().forEach(this::write);
        changes.changes().forEach(change -> {
            MemoryAccount account = held(change.account().holder());
            undo.push(() -> account.changes.remove(account.changes.size() - 1));
            account.changes.add(change);
        });
        for (RecordedSale.Payment payment : changes.payments()) {
            MemoryAccount account = held(payment.account().holder());
            if (account.payments.containsKey(payment.redemption())) {
                throw new LostRaceException("A redemption pays another purchase already; begin again");
            }
            Map<CommandKey, CommandKey> before = account.payments;
            undo.push(() -> account.payments = before);
            account.addPayment(payment.redemption(), payment.purchase());
        }
        writeHeads(changes);
        writeAgenda(changes);
    }

    private void publish(LoyaltyProgram program) {
        if (!store.programLock.isHeldByCurrentThread()) {
            store.programLock.lock();
        }
        ProgramHistory before = programs == null ? store.programs : programs;
        if (before.versions().size() + 1 != program.version()) {
            throw new LostRaceException("Another version of the program was published meanwhile; begin again");
        }
        programs = before.and(program);
    }

    private void enroll(Changes.Enrolled enrolled) {
        Customer customer = enrolled.customer();
        claim(store.enrollments, enrolled.key(), enrolled, "The key of an enrollment");
        for (Identifier identifier : customer.identifiers()) {
            claim(store.identifiers, identifier, customer.id(), "A " + identifier.kind());
        }
        MemoryAccount account = new MemoryAccount();
        account.lock.lock();
        account.customer = customer;
        if (store.accounts.putIfAbsent(customer.id(), account) != null) {
            account.lock.unlock();
            throw new StoreException("The id of a new customer is in use already; the id source repeats itself");
        }
        locked.put(customer.id(), account);
        store.ordered.put(customer.id(), account);
        undo.push(() -> {
            store.ordered.remove(customer.id());
            store.accounts.remove(customer.id());
            // Whoever waited for the lock meanwhile finds nobody here.
            account.customer = null;
        });
    }

    private <K, V> void claim(ConcurrentMap<K, InMemoryStore.Claim<V>> taken, K key, V value, String what) {
        InMemoryStore.Claim<V> claim = new InMemoryStore.Claim<>(value);
        if (taken.putIfAbsent(key, claim) != null) {
            throw new LostRaceException(what + " was taken by another transaction meanwhile; begin again");
        }
        claims.add(claim);
        undo.push(() -> taken.remove(key));
    }

    private void write(CommandRecord command, @Nullable RecordedSale sale) {
        MemoryAccount account = held(command.account().holder());
        if (command.sequence() != account.commands.size() + 1L) {
            throw new StoreException("Command " + command.sequence() + " does not follow the account's last one, "
                    + account.commands.size());
        }
        MemoryAccount.Entry entry = new MemoryAccount.Entry(command, sale);
        var keys = store.keys.get(command.operation());
        if (keys == null) {
            throw new StoreException("No keys are kept for " + command.operation());
        }
        claim(keys, command.key(), entry, "The key of a request");
        undo.push(() -> account.commands.remove(account.commands.size() - 1));
        account.commands.add(entry);
    }

    private void write(RecordedReturn giveBack) {
        MemoryAccount.Entry entry = entry(Operation.SALE, giveBack.purchase());
        if (entry == null) {
            throw new StoreException("A return names a purchase that is not recorded");
        }
        held(entry.command.account().holder());
        List<RecordedReturn> before = entry.returns;
        int steps = before == null ? 0 : before.size();
        if (giveBack.step() != steps + 1) {
            throw new StoreException("Return " + giveBack.step() + " does not follow the last one, " + steps);
        }
        List<RecordedReturn> returns = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
        returns.add(giveBack);
        undo.push(() -> entry.returns = before);
        entry.returns = returns;
    }

    private void write(Posting posting) {
        MemoryAccount account = held(posting.account().holder());
        if (posting.number() != account.postings.size() + 1L) {
            throw new StoreException("Posting " + posting.number() + " does not follow the account's last one, "
                    + account.postings.size());
        }
        undo.push(() -> account.postings.remove(account.postings.size() - 1));
        account.postings.add(posting);
        if (posting.kind() == Posting.Kind.EXPIRE) {
            for (LotAllocation part : posting.lots()) {
                undo.push(() -> account.addExpired(part.lot(), part.amount()));
                account.addExpired(part.lot(), -part.amount());
            }
        }
    }

    private void write(Lot lot) {
        MemoryAccount account = held(lot.account().holder());
        if (lot.remaining() < 0) {
            throw new StoreException("A lot cannot have less than nothing left");
        }
        Lot found = account.lots.floor(lot);
        Lot before = found != null && found.number() == lot.number() ? found : null;
        undo.push(() -> {
            account.lots.remove(lot);
            if (before != null) {
                account.lots.add(before);
            }
        });
        account.lots.remove(lot);
        if (lot.remaining() > 0) {
            account.lots.add(lot);
        }
    }

    private void write(QualifyingDay day) {
        MemoryAccount account = held(day.account().holder());
        QualifyingDay before = account.days.put(day.date(), day);
        undo.push(() -> {
            if (before == null) {
                account.days.remove(day.date());
            } else {
                account.days.put(day.date(), before);
            }
        });
    }

    private void writeHeads(Changes changes) {
        for (RewardAccount head : changes.accounts()) {
            MemoryAccount account = held(head.id().holder());
            RewardAccount before = account.head;
            undo.push(() -> account.head = before);
            account.head = head;
        }
        for (Standing standing : changes.standings()) {
            MemoryAccount account = held(standing.account().holder());
            Standing before = account.standing;
            undo.push(() -> account.standing = before);
            account.standing = standing;
        }
    }

    private void writeAgenda(Changes changes) {
        for (Changes.Due due : changes.dueDone()) {
            if (store.agenda.remove(due)) {
                undo.push(() -> store.agenda.add(due));
            }
        }
        for (Changes.Due due : changes.due()) {
            if (store.agenda.add(due)) {
                undo.push(() -> store.agenda.remove(due));
            }
        }
    }

    private MemoryAccount held(CustomerId customer) {
        MemoryAccount account = locked.get(customer);
        if (account == null) {
            throw new StoreException("An account was written to that this transaction has not opened");
        }
        return account;
    }

    /** Lets everybody see what was written. Nothing here can fail. */
    void commit() {
        for (MemoryAccount account : locked.values()) {
            account.seenCustomer = account.customer;
            if (account.head != null) {
                account.seenHead = new MemoryAccount.Head(account.head, account.standing);
            }
        }
        claims.forEach(InMemoryStore.Claim::commit);
        if (programs != null) {
            store.programs = programs;
        }
    }

    /** Gives the locks back, after undoing everything unless it is to stay. */
    void end(boolean stays) {
        try {
            while (!stays && !undo.isEmpty()) {
                undo.pop().run();
            }
        } finally {
            Set<MemoryAccount> held = new HashSet<>(locked.values());
            held.forEach(account -> account.lock.unlock());
            if (store.programLock.isHeldByCurrentThread()) {
                store.programLock.unlock();
            }
        }
    }
}

package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.history.Entry;
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
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;

/** A transaction: locks, writes in place, and undoes everything if it fails. Used by one thread. */
final class MemoryTransaction extends MemoryReader implements StoreTransaction {

    private final HeldAccounts held;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<InMemoryStore.Claim> claims = new ArrayList<>(1);
    /** What changes in the agenda when this ends: true for an instant that is added, false for one that is over. */
    private final TreeMap<Changes.Due, Boolean> agenda = new TreeMap<>();

    /** What changes in where live entries are looked for when this ends, in the same way. */
    private final TreeMap<MemoryWork, Boolean> work = new TreeMap<>();

    /** What changes in who has which keys when this ends, in the same way. */
    private final TreeMap<MemoryDuplicates.Held, Boolean> keys = new TreeMap<>();

    private final List<ExpiryNotice> notices = new ArrayList<>(0);

    /** What is destroyed when this ends. */
    private final PrivacyChanges privacy = PrivacyChanges.none();

    private final InMemoryStore.Pending pending = new InMemoryStore.Pending();
    private @Nullable ProgramHistory programs;

    /** Who has taken what this one wanted to take; null unless a race was lost to it. */
    private InMemoryStore.@Nullable Pending winner;

    private final MemoryQueue queue;
    private boolean publishing;
    private boolean ended;

    /** Why a write was refused; part of it may be done, so all of the transaction has to be undone. */
    private @Nullable RuntimeException refused;

    MemoryTransaction(InMemoryStore store) {
        super(store);
        this.held = new HeldAccounts(store, this);
        this.queue = new MemoryQueue(store);
    }

    @Override
    public ProgramHistory programs() {
        return programs == null ? super.programs() : programs;
    }

    @Override
    boolean sees(InMemoryStore.Claim claim) {
        return claim.isCommitted() || claims.contains(claim);
    }

    @Override
    @Nullable
    Customer customerOf(MemoryAccount account) {
        return holds(account) ? account.customer : account.seenCustomer();
    }

    @Override
    MemoryAccount.@Nullable Head headOf(MemoryAccount account, boolean held) {
        return held && account.head != null
                ? new MemoryAccount.Head(account.head, account.standing)
                : account.seenHead();
    }

    @Override
    boolean holds(MemoryAccount account) {
        return account.lock.isHeldByCurrentThread() && account.holder == this;
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        requireRunning();
        List<Opening> inOrder = new ArrayList<>(openings);
        inOrder.sort((one, other) -> one.customer().compareTo(other.customer()));
        Map<CustomerId, Opening.Opened> opened = new HashMap<>();
        long deadline = System.nanoTime() + store.lockWaitNanos();
        for (Opening opening : inOrder) {
            MemoryAccount account = held.lock(opening.customer(), deadline);
            if (account != null && account.customer != null && !account.customer.isMerged()) {
                opened.put(
                        opening.customer(),
                        new OpeningReader(this, account.in(opening.purse()), opening).read(account.customer));
            }
        }
        return opened;
    }

    @Override
    public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
        requireRunning();
        Map<CustomerId, Customer> locked = new HashMap<>();
        long deadline = System.nanoTime() + store.lockWaitNanos();
        for (CustomerId customer : new TreeSet<>(customers)) {
            MemoryAccount account = held.lock(customer, deadline);
            if (account != null && account.customer != null) {
                locked.put(customer, account.customer);
            }
        }
        return locked;
    }

    private void requireRunning() {
        if (ended || !Thread.currentThread().equals(pending.owner())) {
            throw new IllegalStateException("The transaction is over, or another thread's; the library that the work of"
                    + " inTransaction was given is good only within that work");
        }
    }

    @Override
    public void append(Changes changes) {
        requireRunning();
        try {
            write(changes);
        } catch (RuntimeException failure) {
            refused = refused == null ? failure : refused;
            throw failure;
        } catch (Error failure) {
            refused = new StoreException("A write failed half way, so that nothing of the transaction stays", failure);
            throw failure;
        }
    }

    private void write(Changes changes) {
        for (LoyaltyProgram program : changes.programs()) {
            publish(program);
        }
        changes.enrollments().forEach(this::enroll);
        for (CustomerRecord command : changes.customerCommands()) {
            held.holder(command.customer());
            claim(
                    store.customerKeys(command.operation()),
                    command.key(),
                    new InMemoryStore.Taken<>(command),
                    "The key of a request");
        }
        for (Customer customer : changes.customers()) {
            MemoryAccount account = held.holder(customer.id());
            Customer before = account.customer;
            undo.push(() -> account.customer = before);
            account.customer = customer;
        }
        write(changes.profiles());
        write(changes.history());
        write(changes.privacy());
        changes.guests().forEach(this::keep);
        changes.guestSteps().forEach(this::write);
        Map<CommandId, RecordedSale> sales = new HashMap<>();
        changes.sales().forEach(sale -> sales.put(sale.command().id(), sale));
        changes.commands().forEach(command -> write(command, sales.get(command.id())));
        changes.returns().forEach(this::write);
        changes.undos().forEach(this::write);
        for (RecordedTransfer leg : changes.transfers()) {
            MemoryAccount account = held.get(leg.command().account());
            undo.push(() -> account.transfers.remove(account.transfers.size() - 1));
            account.transfers = MemoryAccount.and(account.transfers, leg);
        }
        for (ExpiryNotice notice : changes.notices()) {
            MemoryAccount account = held.get(notice.account());
            undo.push(() -> account.notices.remove(account.notices.size() - 1));
            account.notices = MemoryAccount.and(account.notices, notice);
            notices.add(notice);
        }
        changes.postings().forEach(this::write);
        changes.reinstated().forEach(this::write);
        changes.extended().forEach(this::write);
        if (!changes.opened().isEmpty()) {
            changes.opened().stream()
                    .collect(Collectors.groupingBy(OpenedDay::account))
                    .forEach(this::write);
        }
        changes.lots().forEach(this::write);
        changes.pending().forEach(this::write);
        changes.terms().forEach(this::write);
        changes.activations().forEach(this::write);
        changes.days().forEach(this::write);
        changes.counters().forEach(this::write);
        changes.holds().forEach(this::make);
        changes.ended().forEach(this::end);
        changes.debts().forEach(this::write);
        changes.repayments().forEach(this::write);
        changes.changes().forEach(change -> {
            MemoryAccount account = held.get(change.account());
            undo.push(() -> account.changes.remove(account.changes.size() - 1));
            account.changes = MemoryAccount.and(account.changes, change);
        });
        for (RecordedSale.Payment payment : changes.payments()) {
            MemoryAccount account = held.get(payment.account());
            if (account.payments().containsKey(payment.redemption())) {
                throw new LostRaceException("A redemption pays another purchase already; begin again");
            }
            undo.push(() -> account.removePayment(payment.redemption(), payment.purchase()));
            account.addPayment(payment.redemption(), payment.purchase());
        }
        writeHeads(changes);
        writeAgenda(changes);
        queue.add(changes.events());
    }

    @Override
    public EventQueue queue() {
        requireRunning();
        return queue;
    }

    private void write(ProfileChanges changes) {
        for (Attribute attribute : changes.attributes()) {
            held.holder(attribute.customer());
            MemoryProfiles.OfName place =
                    new MemoryProfiles.OfName(attribute.customer(), attribute.name(), attribute.revision());
            // That another has followed one that is there is known by that other one.
            if (attribute.until() == null || !store.profiles.attributes.containsKey(place)) {
                store.profiles.note(attribute);
                claim(
                        store.profiles.attributes,
                        place,
                        new InMemoryStore.Taken<>(attribute),
                        "A revision of an attribute");
            }
        }
        for (KnownIdentifier known : changes.identifiers()) {
            CustomerId holder = known.holder();
            if (holder != null) {
                held.holder(holder);
            }
            store.profiles.note(known);
            InMemoryStore.Taken<KnownIdentifier> taken = new InMemoryStore.Taken<>(known);
            if (known.revision() == 1) {
                claim(
                        store.profiles.first,
                        known.identifier(),
                        taken,
                        "A " + known.identifier().kind());
            } else {
                claim(
                        store.profiles.later,
                        new MemoryProfiles.OfIdentifier(known.identifier(), known.revision()),
                        taken,
                        "A " + known.identifier().kind());
            }
        }
        for (ProfileChanges.Key key : changes.keys()) {
            held.holder(key.customer());
            keys.put(new MemoryDuplicates.Held(key.key().value(), key.customer()), key.held());
        }
        for (Distinction.Known known : changes.distinctions()) {
            held.holder(known.first());
            held.holder(known.second());
            InMemoryStore.Taken<Distinction.Known> taken = new InMemoryStore.Taken<>(known);
            claim(
                    store.duplicates.distinctions,
                    new MemoryDuplicates.Pair(known.first(), known.second()),
                    taken,
                    "A distinction");
            claim(
                    store.duplicates.distinctions,
                    new MemoryDuplicates.Pair(known.second(), known.first()),
                    taken,
                    "A distinction");
        }
        for (MergeRecord merge : changes.merges()) {
            InMemoryStore.Taken<MergeRecord> taken = new InMemoryStore.Taken<>(merge);
            for (CustomerId customer : List.of(merge.absorbed(), merge.survivor())) {
                held.holder(customer);
                claim(
                        store.duplicates.merges,
                        MemoryDuplicates.Merging.of(customer, merge),
                        taken,
                        "A merging of customers");
            }
        }
        for (ContactPerson contact : changes.contacts()) {
            held.holder(contact.organization());
            store.profiles.note(contact);
            claim(
                    store.profiles.contacts,
                    new MemoryProfiles.OfContact(contact.organization(), contact.number(), contact.until() != null),
                    new InMemoryStore.Taken<>(contact),
                    "A time of a contact person");
        }
    }

    private void write(HistoryChanges changes) {
        long deadline = System.nanoTime() + store.lockWaitNanos();
        List<Entry<?>> added = new ArrayList<>(changes.added());
        added.sort((one, other) -> one.customer().compareTo(other.customer()));
        for (Entry<?> entry : added) {
            MemoryAccount account = held.lock(entry.customer(), deadline);
            if (account == null || account.customer == null) {
                throw new StoreException("An entry was written to the history of a customer who is not enrolled");
            }
            if (account.customer.isErased()) {
                throw new LostRaceException("A customer was erased while an entry was written; begin again");
            }
            claim(store.origins, entry.origin(), new InMemoryStore.Taken<>(entry.id()), "The origin of an entry");
            store.entries.put(entry.id(), entry.customer());
            undo.push(() -> {
                store.entries.remove(entry.id());
                account.entries().remove(entry.id());
            });
            account.entries().put(entry);
            MemoryWork.of(entry).forEach(place -> work.put(place, true));
        }
        for (Entry<?> entry : changes.changed()) {
            MemoryEntries entries = held.holder(entry.customer()).entries();
            Entry<?> before = entries.find(entry.id());
            boolean follows = before != null
                    && ((entry.revision() == before.revision() && entry.item().equals(before.item()))
                            || (entry.revision() == before.revision() + 1
                                    && changes.past().contains(before)));
            if (before == null || !follows) {
                throw new LostRaceException("An entry was said anew by another transaction meanwhile; begin again");
            }
            undo.push(() -> entries.put(before));
            entries.put(entry);
            MemoryWork.of(before).forEach(place -> work.put(place, false));
            MemoryWork.of(entry).forEach(place -> work.put(place, true));
        }
        for (Entry<?> entry : changes.past()) {
            List<Entry<?>> past = held.holder(entry.customer()).entries().pastOf(entry.id());
            undo.push(() -> past.remove(past.size() - 1));
            past.add(entry);
        }
    }

    /** What is only taken away goes when the transaction ends, as nothing brings it back. */
    private void write(PrivacyChanges changes) {
        for (PrivacyChanges.Erased erased : changes.erased()) {
            held.holder(erased.customer());
            erased.rewritten().forEach(entry -> held.holder(entry.customer()));
            privacy.erased().add(erased);
        }
        for (ErasureReceipt receipt : changes.receipts()) {
            held.holder(receipt.customer());
            claim(
                    store.privacy.receipts,
                    receipt.customer(),
                    new InMemoryStore.Taken<>(receipt),
                    "The receipt of an erased customer");
        }
        for (LegalHold hold : changes.holds()) {
            held.holder(hold.customer());
            claim(
                    store.privacy.holds,
                    new MemoryPrivacy.OfHold(hold.customer(), hold.number(), !hold.isInForce()),
                    new InMemoryStore.Taken<>(hold),
                    "A legal hold");
        }
        changes.forgotten().forEach(entry -> held.holder(entry.customer()));
        privacy.forgotten().addAll(changes.forgotten());
        changes.words().forEach(command -> held.get(command.account()));
        privacy.words().addAll(changes.words());
        privacy.suppressions().addAll(changes.suppressions());
    }

    @Override
    Iterator<MemoryWork> work(MemoryWork from) {
        if (work.isEmpty()) {
            return super.work(from);
        }
        TreeSet<MemoryWork> all = new TreeSet<>(store.work.tailSet(from));
        work.tailMap(from).forEach((mine, stays) -> {
            if (stays) {
                all.add(mine);
            } else {
                all.remove(mine);
            }
        });
        return all.iterator();
    }

    @Override
    Iterator<MemoryDuplicates.Held> keys(MemoryDuplicates.Held from) {
        if (keys.isEmpty()) {
            return super.keys(from);
        }
        TreeSet<MemoryDuplicates.Held> all = new TreeSet<>();
        Iterator<MemoryDuplicates.Held> committed = super.keys(from);
        // Who asks goes no further than the keys of one text.
        while (committed.hasNext()) {
            MemoryDuplicates.Held next = committed.next();
            if (next.key() != from.key()) {
                break;
            }
            all.add(next);
        }
        keys.tailMap(from).forEach((mine, stays) -> {
            if (stays) {
                all.add(mine);
            } else {
                all.remove(mine);
            }
        });
        return all.iterator();
    }

    private void lockPrograms() {
        if (programs != null) {
            return;
        }
        if (store.programLock.isHeldByCurrentThread()) {
            throw outside();
        }
        try {
            if (!store.programLock.tryLock(store.lockWaitNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreBusyException("Another transaction is publishing a program; repeat the request");
            }
            publishing = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreBusyException("The wait for the programs was interrupted; repeat the request");
        }
    }

    private void publish(LoyaltyProgram program) {
        lockPrograms();
        ProgramHistory before = programs == null ? store.programs : programs;
        int known = before.of(program.purse().code())
                .orElse(ProgramHistory.NONE)
                .versions()
                .size();
        if (known + 1 != program.version()) {
            throw new LostRaceException("Another version of the program was published meanwhile; begin again");
        }
        programs = before.and(program);
    }

    private void enroll(Customer customer) {
        MemoryAccount account = held.add(customer);
        store.ordered.put(customer.id(), account);
        undo.push(() -> {
            store.ordered.remove(customer.id());
            store.accounts.remove(customer.id());
            // Whoever waited for the lock meanwhile finds nobody here.
            account.customer = null;
        });
    }

    private <K, C extends InMemoryStore.Claim> void claim(ConcurrentMap<K, C> taken, K key, C claim, String what) {
        claim.begin(pending);
        C other = taken.putIfAbsent(key, claim);
        if (other != null) {
            throw lost(other, what + " was taken by another transaction meanwhile; begin again");
        }
        claims.add(claim);
        undo.push(() -> taken.remove(key));
    }

    private RuntimeException lost(InMemoryStore.@Nullable Claim to, String message) {
        InMemoryStore.Pending taker = to == null ? null : to.taker();
        if (taker != null && !taker.equals(pending)) {
            if (taker.owner().equals(Thread.currentThread())) {
                return outside();
            }
            winner = taker;
        }
        return new LostRaceException(message);
    }

    /** Waits until whoever won a race against this one has ended; called after the end, when this one holds nothing. */
    void awaitWinner() {
        if (winner != null) {
            winner.await(store.lockWaitNanos());
        }
    }

    private void write(CommandRecord command, @Nullable RecordedSale sale) {
        MemoryAccount account = held.get(command.account());
        if (command.sequence() != account.commands.size() + 1L) {
            throw new StoreException("Command " + command.sequence() + " does not follow the account's last one, "
                    + account.commands.size());
        }
        CommandRow row = new CommandRow(command, sale);
        claim(store.keys(command.account().purse(), command.operation()), command.key(), row, "The key of a request");
        if (command.operation() == Operation.SALE && store.guests.isTaken(command.key(), this::sees)) {
            throw lost(
                    store.guests.kept.get(command.key()),
                    "The key of a purchase was taken by a guest's meanwhile; begin again");
        }
        undo.push(() -> account.commands.remove(account.commands.size() - 1));
        account.commands.add(row);
    }

    private void keep(RecordedGuest guest) {
        claim(store.guests.kept, guest.key(), new InMemoryStore.Taken<>(guest), "The key of a purchase");
        // Whoever of two writes the key later sees the other one.
        CommandRow sold = store.sold(guest.key());
        if (sold != null) {
            throw lost(sold, "The key of a purchase was taken by a customer's meanwhile; begin again");
        }
        for (Identifier mark : guest.guest().marks()) {
            Set<CommandKey> marked = store.guests.marks.computeIfAbsent(mark, first -> ConcurrentHashMap.newKeySet());
            marked.add(guest.key());
            undo.push(() -> marked.remove(guest.key()));
        }
    }

    private void write(RecordedGuest.Step step) {
        RecordedGuest guest = guests().find(step.purchase())
                .orElseThrow(() -> new StoreException("A step names a guest purchase that is not recorded"));
        if (step.step() > guest.steps().size() + 1) {
            throw new StoreException("Step " + step.step() + " of a guest purchase does not follow the last one, "
                    + guest.steps().size());
        }
        InMemoryStore.Taken<RecordedGuest.Step> row = new InMemoryStore.Taken<>(step);
        claim(store.guests.steps, new MemoryGuests.Place(step.purchase(), step.step()), row, "A step");
        claim(store.guests.keys, new MemoryGuests.StepKey(step.kind(), step.key()), row, "The key of a request");
    }

    private void write(RecordedReturn giveBack) {
        CommandRow row = row(giveBack.command().account().purse(), Operation.SALE, giveBack.purchase());
        if (row == null) {
            throw new StoreException("A return names a purchase that is not recorded");
        }
        held.get(row.account());
        List<RecordedReturn> before = row.returns();
        int steps = before == null ? 0 : before.size();
        if (giveBack.step() != steps + 1) {
            throw new StoreException("Return " + giveBack.step() + " does not follow the last one, " + steps);
        }
        List<RecordedReturn> returns = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
        returns.add(giveBack);
        undo.push(() -> row.returns(before));
        row.returns(returns);
    }

    private void write(RecordedUndo undo) {
        CommandRow row = row(undo.command().account().purse(), undo.of(), undo.key());
        if (row == null) {
            throw new StoreException("An undoing names a command that is not recorded");
        }
        MemoryAccount account = held.get(row.account());
        List<RecordedUndo> before = row.undos();
        int steps = before == null ? 0 : before.size();
        if (undo.step() != steps + 1) {
            throw new StoreException("Undoing " + undo.step() + " does not follow the last one, " + steps);
        }
        List<RecordedUndo> undos = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
        undos.add(undo);
        this.undo.push(() -> {
            row.undos(before);
            account.undos.remove(account.undos.size() - 1);
        });
        row.undos(undos);
        account.undos = MemoryAccount.and(account.undos, undo);
    }

    private void write(Posting posting) {
        MemoryAccount account = held.get(posting.account());
        if (posting.number() != account.postings.size() + 1L) {
            throw new StoreException("Posting " + posting.number() + " does not follow the account's last one, "
                    + account.postings.size());
        }
        undo.push(() -> account.postings.remove(account.postings.size() - 1));
        account.postings.add(posting);
        if (posting.kind().wastes()) {
            for (LotAllocation part : posting.lots()) {
                undo.push(() -> account.addExpired(part.lot(), part.amount()));
                account.addExpired(part.lot(), -part.amount());
            }
        }
    }

    private void write(Reinstated back) {
        MemoryAccount account = held.get(back.account());
        List<Reinstated> before = account.reinstated;
        List<Reinstated> after = new ArrayList<>(before);
        after.add(back);
        undo.push(() -> {
            account.reinstated = before;
            account.addExpired(back.lot(), back.points());
        });
        account.reinstated = List.copyOf(after);
        account.addExpired(back.lot(), -back.points());
    }

    private void write(Extended longer) {
        MemoryAccount account = held.get(longer.account());
        List<Extended> before = account.extended;
        List<Extended> after = new ArrayList<>(before);
        after.add(longer);
        undo.push(() -> account.extended = before);
        account.extended = List.copyOf(after);
    }

    private void write(AccountId id, List<OpenedDay> days) {
        MemoryAccount account = held.get(id);
        List<OpenedDay> before = account.opened;
        List<OpenedDay> after = new ArrayList<>(before);
        after.addAll(days);
        after.sort(OpenedDay.IN_ORDER);
        undo.push(() -> account.opened = before);
        account.opened = List.copyOf(after);
    }

    private void write(Lot lot) {
        MemoryAccount account = held.get(lot.account());
        if (lot.remaining() < 0) {
            throw new StoreException("A lot cannot have less than nothing left");
        }
        Lot before = lot.remaining() == 0 ? account.lots.remove(lot) : account.lots.put(lot);
        undo.push(() -> undo(account.lots, lot, before));
    }

    private void write(PendingLot lot) {
        SortedRows<PendingLot> lots = held.get(lot.account()).pendingToWrite().lots;
        if (lot.remaining() < 0) {
            throw new StoreException("A pending lot cannot have less than nothing left");
        }
        PendingLot before = lot.remaining() == 0 ? lots.remove(lot) : lots.put(lot);
        undo.push(() -> undo(lots, lot, before));
    }

    private void write(Debt debt) {
        SortedRows<Debt> open = held.get(debt.account()).debtsToWrite().open;
        if (debt.left() < 0) {
            throw new StoreException("A debt cannot have less than nothing left");
        }
        Debt before = debt.left() == 0 ? open.remove(debt) : open.put(debt);
        undo.push(() -> undo(open, debt, before));
    }

    private void write(Debt.Repayment repayment) {
        List<Debt.Repayment> all = held.get(repayment.account()).debtsToWrite().repayments;
        undo.push(() -> all.remove(all.size() - 1));
        all.add(repayment);
    }

    private void write(LotTerms terms) {
        List<LotTerms> all = held.get(terms.account()).pendingToWrite().terms;
        undo.push(() -> all.remove(all.size() - 1));
        all.add(terms);
    }

    private void write(Activation activation) {
        List<Activation> all = held.get(activation.account()).pendingToWrite().activations;
        undo.push(() -> all.remove(all.size() - 1));
        all.add(activation);
    }

    private void make(Hold hold) {
        MemoryAccount account = held.get(hold.account());
        if (account.placeOf(hold.number()) < account.holds.size() || hold.end() != null) {
            throw new StoreException("Hold " + hold.number() + " does not follow the account's last one");
        }
        undo.push(() -> {
            account.live.remove(hold);
            account.holds.remove(account.holds.size() - 1);
        });
        account.holds = MemoryAccount.and(account.holds, hold);
        account.live.put(hold);
    }

    private void end(Hold hold) {
        MemoryAccount account = held.get(hold.account());
        int place = account.placeOf(hold.number());
        Hold before = account.hold(hold.number());
        if (before == null || before.end() != null) {
            throw new StoreException("Hold " + hold.number() + " is not there, or has ended already");
        }
        undo.push(() -> {
            account.holds.set(place, before);
            account.live.put(before);
        });
        account.holds.set(place, hold);
        account.live.remove(hold);
    }

    private void write(QualifyingDay day) {
        MemoryAccount account = held.get(day.account());
        QualifyingDay before = account.days.put(day);
        undo.push(() -> undo(account.days, day, before));
    }

    private void write(Counter counter) {
        MemoryAccount account = held.get(counter.account());
        Long before = account.count(counter.key(), counter.amount());
        undo.push(() -> account.count(counter.key(), before));
    }

    private static <R> void undo(SortedRows<R> rows, R row, @Nullable R before) {
        if (before == null) {
            rows.remove(row);
        } else {
            rows.put(before);
        }
    }

    private void writeHeads(Changes changes) {
        for (RewardAccount head : changes.accounts()) {
            MemoryAccount account = held.get(head.id());
            RewardAccount before = account.head;
            undo.push(() -> account.head = before);
            account.head = head;
        }
        for (Standing standing : changes.standings()) {
            MemoryAccount account = held.get(standing.account());
            Standing before = account.standing;
            undo.push(() -> account.standing = before);
            account.standing = standing;
        }
    }

    private void writeAgenda(Changes changes) {
        changes.dueDone().forEach(due -> agenda.put(due, false));
        changes.due().forEach(due -> agenda.put(due, true));
    }

    @Override
    public List<Changes.Due> due(Instant until, int count) {
        if (agenda.isEmpty()) {
            return super.due(until, count);
        }
        int enough = (int) Math.min(Integer.MAX_VALUE, count + (long) agenda.size());
        TreeSet<Changes.Due> due = new TreeSet<>(super.due(until, enough));
        agenda.forEach((mine, stays) -> {
            if (!stays) {
                due.remove(mine);
            } else if (!mine.at().isAfter(until)) {
                due.add(mine);
            }
        });
        return due.stream().limit(count).toList();
    }

    /** Lets everybody see what was written. Nothing here can fail, unless a write was refused before. */
    void commit() {
        if (refused != null) {
            throw refused;
        }
        List<MemoryAccount.Seen> shown = new ArrayList<>();
        for (MemoryAccount account : held.all()) {
            account.everyPurse().forEach(purse -> shown.add(purse.show(pending)));
        }
        // From here on everybody sees all of it.
        pending.commit();
        shown.forEach(MemoryAccount.Seen::settle);
        claims.forEach(InMemoryStore.Claim::settle);
        agenda.forEach((due, stays) -> {
            if (stays) {
                store.agenda.add(due);
            } else {
                store.agenda.remove(due);
            }
        });
        work.forEach((place, stays) -> {
            if (stays) {
                store.work.add(place);
            } else {
                store.work.remove(place);
            }
        });
        keys.forEach((key, stays) -> {
            if (stays) {
                store.duplicates.keys.add(key);
            } else {
                store.duplicates.keys.remove(key);
            }
        });
        store.notices.addAll(notices);
        privacy.words().stream()
                .collect(Collectors.groupingBy(CommandRecord::account))
                .forEach((id, words) -> held.get(id).silence(words));
        Set<CustomerId> together =
                privacy.erased().stream().map(PrivacyChanges.Erased::customer).collect(Collectors.toSet());
        for (PrivacyChanges.Erased erased : privacy.erased()) {
            MemoryPrivacy.destroy(store, erased, together, held.holder(erased.customer()));
            erased.rewritten()
                    .forEach(entry -> held.holder(entry.customer()).entries().rewrite(entry));
        }
        privacy.forgotten().forEach(entry -> MemoryPrivacy.forget(store, entry, held.holder(entry.customer())));
        privacy.suppressions().forEach(one -> store.privacy.suppressions.put(one.hash(), one));
        if (programs != null) {
            store.programs = programs;
        }
        // Whoever reads an event finds what it tells of.
        queue.commit();
    }

    /** Gives the locks back, after undoing everything unless it is to stay. */
    void end(boolean stays) {
        ended = true;
        try {
            while (!stays && !undo.isEmpty()) {
                undo.pop().run();
            }
        } finally {
            held.release();
            queue.end();
            if (publishing) {
                store.programLock.unlock();
            }
            pending.end();
        }
    }
}

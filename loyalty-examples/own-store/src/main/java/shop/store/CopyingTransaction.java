package shop.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.history.Entry;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.EventQueue;
import org.loyalty4j.store.HistoryChanges;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.Standing;

/** Opens accounts of, and appends to, a copy of the state that nobody else sees. */
final class CopyingTransaction extends StateReader implements StoreTransaction {

    private final Set<CustomerId> opened = new HashSet<>();

    /** What was refused, if anything was: then the copy may hold a part of it and cannot be used. */
    private RuntimeException refused;

    CopyingTransaction(State copy) {
        super(copy);
    }

    @Override
    public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
        // Transactions run one after the other here.
        Map<CustomerId, Customer> found = new HashMap<>();
        customers.forEach(id -> find(id).ifPresent(customer -> found.put(id, customer)));
        opened.addAll(found.keySet());
        return found;
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        Map<CustomerId, Opening.Opened> found = new HashMap<>();
        for (Opening opening : openings) {
            Customer customer = state.customers.get(opening.customer());
            if (customer != null && !customer.isMerged()) {
                opened.add(customer.id());
                found.put(customer.id(), found(customer, opening));
            }
        }
        return found;
    }

    private Opening.Opened found(Customer customer, Opening opening) {
        AccountId id = new AccountId(customer.id(), opening.purse());
        State.Account rows = state.account(id);
        Map<CommandKey, AccountState.Sale> sales = new HashMap<>();
        List<Lot> ofSales = new ArrayList<>();
        for (CommandKey key : opening.sales()) {
            RecordedSale sale = state.sales.get(State.Key.ofSale(id, key));
            if (sale != null && sale.command().account().equals(id)) {
                sales.put(key, sale(rows, sale));
                Stream.concat(ownPostings(sale.command()).stream(), extended(rows, ownPostings(sale.command())).stream())
                        .forEach(posting -> rows.lots.stream()
                                .filter(lot -> lot.number() == posting.number())
                                .forEach(ofSales::add));
            }
        }
        List<AccountState.Done> done = done(id, rows, opening, ofSales);
        rows.pending.values().stream()
                .filter(PendingLot::begun)
                .forEach(pending -> rows.lots.stream()
                        .filter(lot -> lot.number() == pending.number())
                        .forEach(ofSales::add));
        AccountState.Holds holds = holds(id, rows, opening, ofSales);
        AccountState.Debts debts = debts(rows, sales.values(), done, ofSales);
        return new Opening.Opened(
                rows.head == null ? RewardAccount.opened(id) : rows.head,
                customer.membership(),
                rows.standing,
                lots(rows, opening).and(ofSales),
                days(id, rows, opening),
                sales,
                redemptions(id, rows, opening),
                done,
                repeats(id, opening),
                List.copyOf(rows.pending.values()),
                counters(rows, opening),
                holds,
                debts);
    }

    /** The holds that are named and, where something may be due, those that are over and the next one. */
    private AccountState.Holds holds(AccountId id, State.Account rows, Opening opening, List<Lot> lots) {
        Map<CommandKey, Hold> named = new HashMap<>();
        for (Hold hold : rows.holds.values()) {
            if (opening.holds().contains(hold.key())) {
                named.put(hold.key(), hold);
            }
        }
        RewardAccount head = rows.head == null ? RewardAccount.opened(id) : rows.head;
        List<Hold> due = new ArrayList<>();
        if (opening.bringsDue(head)) {
            List<Hold> live = live(id, null, Integer.MAX_VALUE);
            long over = live.stream().filter(hold -> hold.isOverBy(opening.dueBy())).count();
            due.addAll(live.subList(0, (int) Math.min(live.size(), over + 1)));
        }
        Stream.concat(named.values().stream(), due.stream())
                .flatMap(hold -> hold.pins().stream())
                .forEach(pin -> rows.lots.stream()
                        .filter(lot -> lot.number() == pin.lot())
                        .forEach(lots::add));
        return AccountState.Holds.found(head, due, named);
    }

    /** All that is owed, and what repaid what was brought of redemptions; brings what is left of its lots, too. */
    private static AccountState.Debts debts(
            State.Account rows,
            Collection<AccountState.Sale> sales,
            List<AccountState.Done> done,
            List<Lot> lots) {
        Set<Long> taken = new HashSet<>();
        sales.forEach(sale -> sale.payments().forEach(posting -> taken.add(posting.number())));
        done.forEach(each -> each.postings().forEach(posting -> taken.add(posting.number())));
        List<Debt.Repayment> repayments = rows.repayments.stream()
                .filter(row -> taken.contains(row.debit()))
                .toList();
        Set<Long> moved = new HashSet<>();
        repayments.stream().filter(row -> row.from() != null).forEach(row -> moved.add(row.from().lot()));
        rows.lots.stream().filter(lot -> moved.contains(lot.number())).forEach(lots::add);
        return new AccountState.Debts(List.copyOf(rows.debts.values()), repayments);
    }

    /** What is to be undone, with what was put back of it so far; brings what is left of its lots, too. */
    private List<AccountState.Done> done(AccountId id, State.Account rows, Opening opening, List<Lot> lots) {
        List<AccountState.Done> found = new ArrayList<>();
        for (Opening.Key key : opening.undone()) {
            CommandRecord command = state.commands.get(new State.Key(id.purse(), key.operation(), key.key()));
            if (command == null || !command.account().equals(id)) {
                continue;
            }
            List<Posting> own = ownPostings(command);
            Set<Long> moved = new HashSet<>();
            own.forEach(posting -> posting.lots().forEach(part -> moved.add(part.lot())));
            rows.lots.stream().filter(lot -> moved.contains(lot.number())).forEach(lots::add);
            CommandKey paid = key.operation() == Operation.REDEEM ? rows.payments.get(key.key()) : null;
            List<RecordedReturn> steps = paid == null ? List.of() : returnsOf(id.purse(), paid);
            long returned = steps.isEmpty() || own.isEmpty()
                    ? 0
                    : steps.get(steps.size() - 1).restored(own.get(0).number());
            found.add(new AccountState.Done(command, own, returned, lastUndo(rows, command)));
        }
        return found;
    }

    private static RecordedUndo lastUndo(State.Account rows, CommandRecord command) {
        RecordedUndo last = null;
        for (RecordedUndo undo : rows.undos) {
            last = undo.isOf(command) ? undo : last;
        }
        return last;
    }

    /** All lots that are gone by the time asked for, then others in burn order until they hold enough. */
    private static AccountState.Lots lots(State.Account rows, Opening opening) {
        List<Lot> page = new ArrayList<>();
        long points = 0;
        int live = 0;
        for (Lot lot : rows.lots) {
            page.add(lot);
            if (!lot.goneBy(opening.dueBy())) {
                points += lot.remaining();
                live++;
            }
            if (live == Opening.LOTS_MAX || (live > 0 && points >= opening.points())) {
                break;
            }
        }
        return AccountState.Lots.page(page, page.size() < rows.lots.size());
    }

    /** The days that leave the window of the standing, and those of single dates. */
    private KnownDays days(AccountId id, State.Account rows, Opening opening) {
        KnownDays days = KnownDays.none(id);
        Standing standing = rows.standing;
        LocalDate leaving = opening.leaving();
        if (standing != null && leaving != null && leaving.isAfter(standing.windowStart())) {
            LocalDate first = standing.windowStart().plusDays(1);
            days = days.and(first, leaving, days(id, first, leaving));
        }
        for (LocalDate date : opening.dates()) {
            days = days.and(date, date, days(id, date, date));
        }
        return days;
    }

    private AccountState.Sale sale(State.Account rows, RecordedSale sale) {
        String purse = sale.command().account().purse();
        List<Posting> own = ownPostings(sale.command());
        List<Posting> earnings = ofKind(Posting.Kind.EARN, own.stream());
        Stream<Posting> named = rows.payments.entrySet().stream()
                .filter(tie -> tie.getValue().equals(sale.purchase().key()))
                .map(tie -> state.commands.get(new State.Key(purse, Operation.REDEEM, tie.getKey())))
                .filter(command -> command != null)
                .flatMap(command -> ownPostings(command).stream());
        List<Posting> payments = ofKind(Posting.Kind.REDEEM, Stream.concat(own.stream(), named));
        Set<Long> numbers = new HashSet<>();
        List<Posting> extended = extended(rows, earnings);
        Stream.concat(earnings.stream(), extended.stream()).forEach(posting -> numbers.add(posting.number()));
        long expired = rows.postings.stream()
                .filter(posting -> posting.kind().wastes())
                .flatMap(posting -> posting.lots().stream())
                .filter(part -> numbers.contains(part.lot()))
                .mapToLong(LotAllocation::amount)
                .sum();
        long back = rows.reinstated.stream()
                .filter(row -> numbers.contains(row.lot()))
                .mapToLong(Reinstated::points)
                .sum();
        List<RecordedReturn> steps = returnsOf(purse, sale.purchase().key());
        Set<Long> paid = new HashSet<>();
        payments.forEach(posting -> paid.add(posting.number()));
        Map<Long, Long> undone = new HashMap<>();
        rows.undos.stream().filter(undo -> paid.contains(undo.debit())).forEach(undo -> undone.put(undo.debit(), undo.points()));
        return new AccountState.Sale(
                sale, earnings, payments, steps.isEmpty() ? null : steps.get(steps.size() - 1), -expired - back, undone, extended);
    }

    /** The postings that opened lots in which points of earnings stand since they were given more time. */
    private static List<Posting> extended(State.Account rows, List<Posting> earnings) {
        Set<Long> numbers = new HashSet<>();
        for (Extended row : rows.extended) {
            if (earnings.stream().anyMatch(earning -> earning.number() == row.root())) {
                numbers.add(row.number());
            }
        }
        return rows.postings.stream().filter(posting -> numbers.contains(posting.number())).toList();
    }

    private static List<Posting> ofKind(Posting.Kind kind, Stream<Posting> postings) {
        return postings.filter(posting -> posting.kind() == kind)
                .distinct()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .toList();
    }

    private Map<CommandKey, AccountState.NamedRedemption> redemptions(
            AccountId id, State.Account rows, Opening opening) {
        Map<CommandKey, AccountState.NamedRedemption> found = new HashMap<>();
        for (CommandKey key : opening.redemptions()) {
            CommandRecord command = state.commands.get(new State.Key(id.purse(), Operation.REDEEM, key));
            if (command != null && command.account().equals(id)) {
                found.put(key, new AccountState.NamedRedemption(command, rows.payments.get(key)));
            }
        }
        return found;
    }

    private Map<Opening.Key, Opening.Repeat> repeats(AccountId id, Opening opening) {
        Map<Opening.Key, Opening.Repeat> found = new HashMap<>();
        for (Opening.Key key : opening.keys()) {
            CommandRecord command = state.commands.get(new State.Key(id.purse(), key.operation(), key.key()));
            if (command != null) {
                boolean here = command.account().equals(id);
                found.put(key, new Opening.Repeat(command, here ? ownPostings(command) : List.of()));
            } else if (key.operation() == Operation.SALE && state.guests.containsKey(key.key())) {
                found.put(key, new Opening.Repeat(RecordedGuest.taken(key.key()), List.of()));
            }
        }
        return found;
    }

    private static Map<Counter.Key, Long> counters(State.Account rows, Opening opening) {
        Map<Counter.Key, Long> found = new HashMap<>();
        opening.counters().forEach(key -> found.put(key, rows.counters.getOrDefault(key, 0L)));
        return found;
    }

    private List<Posting> ownPostings(CommandRecord command) {
        long first = command.result().firstNumber();
        return first == 0
                ? List.of()
                : postings(command.account(), first, (int) (command.result().lastNumber() - first + 1));
    }


    void checkWhole() {
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public EventQueue queue() {
        return new Events(state);
    }

    @Override
    public void append(Changes changes) {
        try {
            write(changes);
        } catch (RuntimeException failure) {
            refused = failure;
            throw failure;
        }
    }

    private void write(Changes changes) {
        changes.programs().forEach(this::publish);
        changes.enrollments().forEach(this::enroll);
        changes.customerCommands().forEach(this::add);
        changes.customers().forEach(this::change);
        write(changes.profiles());
        write(changes.history());
        changes.privacy().erased().forEach(erased -> requireOpened(erased.customer()));
        new Privacy(state).write(changes.privacy());
        changes.guests().forEach(this::keep);
        changes.guestSteps().forEach(this::add);
        changes.commands().forEach(this::add);
        changes.sales()
                .forEach(sale -> state.sales.put(
                        State.Key.ofSale(sale.command().account(), sale.purchase().key()), sale));
        changes.returns().forEach(this::add);
        changes.undos().forEach(this::add);
        changes.transfers().forEach(leg -> rows(leg.command().account()).transfers.add(leg));
        changes.postings().forEach(this::add);
        changes.lots().forEach(this::replace);
        changes.pending().forEach(this::replace);
        changes.terms().forEach(terms -> rows(terms.account()).terms.add(terms));
        changes.activations().forEach(row -> rows(row.account()).activations.add(row));
        changes.notices().forEach(row -> rows(row.account()).notices.add(row));
        changes.reinstated().forEach(row -> rows(row.account()).reinstated.add(row));
        changes.extended().forEach(row -> rows(row.account()).extended.add(row));
        changes.opened().forEach(row -> rows(row.account()).opened.add(row));
        changes.holds().forEach(hold -> rows(hold.account()).holds.put(hold.number(), hold));
        changes.ended().forEach(this::end);
        changes.debts().forEach(this::replace);
        changes.repayments().forEach(row -> rows(row.account()).repayments.add(row));
        changes.days().forEach(day -> rows(day.account()).days.put(day.date(), day));
        changes.counters().forEach(counter -> rows(counter.account()).counters.put(counter.key(), counter.amount()));
        changes.changes().forEach(change -> rows(change.account()).changes.add(change));
        changes.payments().forEach(this::add);
        changes.accounts().forEach(head -> rows(head.id()).head = head);
        changes.standings().forEach(standing -> rows(standing.account()).standing = standing);
        changes.dueDone().forEach(state.agenda::remove);
        state.agenda.addAll(changes.due());
        Events events = new Events(state);
        changes.events().forEach(events::add);
    }

    private void write(ProfileChanges changes) {
        for (KnownIdentifier known : changes.identifiers()) {
            known.customer().ifPresent(this::requireOpened);
            List<KnownIdentifier> revisions =
                    state.identifiers.computeIfAbsent(known.identifier(), none -> new ArrayList<>());
            if (known.revision() != revisions.size() + 1) {
                throw new LostRaceException("An identifier was taken meanwhile; begin again");
            }
            revisions.add(known);
        }
        for (Attribute attribute : changes.attributes()) {
            requireOpened(attribute.customer());
            Attribute before = state.attributes.put(
                    new State.AttributeKey(attribute.customer(), attribute.name(), attribute.revision()), attribute);
            requireNew(before == null || attribute.until() != null);
        }
        for (ProfileChanges.Key key : changes.keys()) {
            requireOpened(key.customer());
            State.HeldKey held = new State.HeldKey(key.key().value(), key.customer());
            if (key.held()) {
                state.blockingKeys.add(held);
            } else {
                state.blockingKeys.remove(held);
            }
        }
        for (Distinction.Known known : changes.distinctions()) {
            requireOpened(known.first());
            requireOpened(known.second());
            requireNew(state.distinctions.add(known));
        }
        for (MergeRecord merge : changes.merges()) {
            requireOpened(merge.absorbed());
            requireOpened(merge.survivor());
            requireNew(state.merges.put(merge, merge) == null || !merge.isInForce());
        }
        for (ContactPerson contact : changes.contacts()) {
            requireOpened(contact.organization());
            ContactPerson before =
                    state.contacts.put(new State.ContactKey(contact.organization(), contact.number()), contact);
            requireNew(before == null || contact.until() != null);
        }
    }

    private void write(HistoryChanges changes) {
        for (Entry<?> entry : changes.added()) {
            if (!state.customers.containsKey(entry.customer())) {
                throw new StoreException("An entry of a customer who is not enrolled");
            }
            requireNew(state.entries.values().stream()
                    .noneMatch(other -> other.get(0).origin().equals(entry.origin())));
            state.entries.put(entry.id(), new ArrayList<>(List.of(entry)));
        }
        for (Entry<?> entry : changes.changed()) {
            requireOpened(entry.customer());
            List<Entry<?>> revisions = state.entries.getOrDefault(entry.id(), new ArrayList<>());
            Entry<?> last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
            if (last != null && last.revision() == entry.revision()) {
                requireNew(last.item().equals(entry.item()));
                revisions.set(revisions.size() - 1, entry);
            } else {
                requireNew(last != null && changes.past().contains(last));
                revisions.add(entry);
            }
        }
    }

    private static void requireNew(boolean isNew) {
        if (!isNew) {
            throw new LostRaceException("What was said of a customer was said by another meanwhile; begin again");
        }
    }

    private void publish(LoyaltyProgram program) {
        ProgramHistory ofPurse = state.programs.of(program.purse().code()).orElse(ProgramHistory.NONE);
        if (program.version() != ofPurse.versions().size() + 1) {
            throw new LostRaceException("Another version was published meanwhile; begin again");
        }
        state.programs = state.programs.and(program);
    }

    private void add(CustomerRecord command) {
        requireOpened(command.customer());
        if (state.customerCommands.putIfAbsent(new State.CustomerKey(command.operation(), command.key()), command)
                != null) {
            throw new LostRaceException("The key of a request was taken meanwhile; begin again");
        }
    }

    private void change(Customer customer) {
        requireOpened(customer.id());
        state.customers.put(customer.id(), customer);
    }

    private void enroll(Customer customer) {
        if (state.customers.putIfAbsent(customer.id(), customer) != null) {
            throw new StoreException("The id of a new customer is in use already");
        }
        opened.add(customer.id());
    }

    private void add(CommandRecord command) {
        State.Account rows = rows(command.account());
        follows("Command", command.sequence(), rows.commands.size());
        State.Key key = new State.Key(command.account().purse(), command.operation(), command.key());
        if (state.commands.putIfAbsent(key, command) != null) {
            throw new LostRaceException("The key of a request was taken meanwhile; begin again");
        }
        rows.commands.add(command);
    }

    private void keep(RecordedGuest guest) {
        if (state.guests.putIfAbsent(guest.key(), guest) != null) {
            throw new LostRaceException("The key of a purchase was taken meanwhile; begin again");
        }
    }

    private void add(RecordedGuest.Step step) {
        RecordedGuest guest = state.guests.get(step.purchase());
        if (guest == null) {
            throw new StoreException("A step names a guest purchase that is not recorded");
        }
        if (step.step() != guest.steps().size() + 1 || guests().step(step.kind(), step.key()).isPresent()) {
            throw new LostRaceException("A guest purchase has got the step, or its key, meanwhile; begin again");
        }
        state.guests.put(step.purchase(), guest.with(step));
    }

    private void add(RecordedReturn step) {
        State.Key purchase = State.Key.ofSale(step.command().account(), step.purchase());
        if (!state.sales.containsKey(purchase)) {
            throw new StoreException("A return names a purchase that is not recorded");
        }
        List<RecordedReturn> steps = state.returns.computeIfAbsent(purchase, first -> new ArrayList<>());
        follows("Return", step.step(), steps.size());
        steps.add(step);
    }

    private void add(RecordedUndo step) {
        CommandRecord undone =
                state.commands.get(new State.Key(step.command().account().purse(), step.of(), step.key()));
        if (undone == null) {
            throw new StoreException("An undoing names a command that is not recorded");
        }
        State.Account rows = rows(undone.account());
        RecordedUndo last = lastUndo(rows, undone);
        follows("Undoing", step.step(), last == null ? 0 : last.step());
        rows.undos.add(step);
    }

    private void add(Posting posting) {
        State.Account rows = rows(posting.account());
        follows("Posting", posting.number(), rows.postings.size());
        rows.postings.add(posting);
    }

    private void add(RecordedSale.Payment payment) {
        if (rows(payment.account()).payments.putIfAbsent(payment.redemption(), payment.purchase()) != null) {
            throw new LostRaceException("A redemption pays another purchase already; begin again");
        }
    }

    private void end(Hold hold) {
        State.Account rows = rows(hold.account());
        Hold before = rows.holds.get(hold.number());
        if (before == null || before.end() != null) {
            throw new StoreException("A hold is not there, or has ended already");
        }
        rows.holds.put(hold.number(), hold);
    }

    private void replace(Lot lot) {
        State.Account rows = rows(lot.account());
        rows.lots.remove(lot);
        if (lot.remaining() > 0) {
            rows.lots.add(lot);
        }
    }

    private void replace(Debt debt) {
        if (debt.left() > 0) {
            rows(debt.account()).debts.put(debt.debit(), debt);
        } else {
            rows(debt.account()).debts.remove(debt.debit());
        }
    }

    private void replace(PendingLot lot) {
        State.Account rows = rows(lot.account());
        if (lot.remaining() > 0) {
            rows.pending.put(lot.number(), lot);
        } else {
            rows.pending.remove(lot.number());
        }
    }

    private void requireOpened(CustomerId holder) {
        if (!opened.contains(holder)) {
            throw new StoreException("An account was written to that this transaction has not opened");
        }
    }

    private State.Account rows(AccountId id) {
        requireOpened(id.holder());
        return state.accounts.computeIfAbsent(id, none -> new State.Account());
    }

    private static void follows(String what, long number, long last) {
        if (number != last + 1) {
            throw new StoreException(what + " " + number + " does not follow the last one, " + last);
        }
    }
}

package shop.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.loyalty4j.event.Event;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.Suppression;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.Changes;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/**
 * Everything the store holds, in plain collections: tables, if you like. A transaction works on a copy, which takes the
 * place of the original when it ends well. All rows are immutable values, so a copy of the tables is enough.
 */
final class State {

    final TreeMap<CustomerId, Customer> customers = new TreeMap<>();
    final Map<Identifier, List<KnownIdentifier>> identifiers = new HashMap<>();
    final Map<AttributeKey, Attribute> attributes = new HashMap<>();
    final Map<ContactKey, ContactPerson> contacts = new HashMap<>();
    final TreeSet<HeldKey> blockingKeys = new TreeSet<>();
    final TreeSet<Distinction.Known> distinctions = new TreeSet<>(Distinction.Known.IN_ORDER);
    final TreeMap<MergeRecord, MergeRecord> merges = new TreeMap<>(MergeRecord.IN_ORDER);
    final TreeMap<LegalHold, LegalHold> holds = new TreeMap<>(LegalHold.IN_ORDER);
    final TreeMap<CustomerId, ErasureReceipt> receipts = new TreeMap<>();
    final Map<String, Suppression> suppressions = new HashMap<>();
    final Map<EntryId, List<Entry<?>>> entries = new HashMap<>();
    final Map<CustomerKey, CustomerRecord> customerCommands = new HashMap<>();
    final Map<AccountId, Account> accounts = new HashMap<>();
    final Map<Key, CommandRecord> commands = new HashMap<>();
    final Map<Key, RecordedSale> sales = new HashMap<>();
    final Map<Key, List<RecordedReturn>> returns = new HashMap<>();
    final TreeMap<CommandKey, RecordedGuest> guests = new TreeMap<>(Comparator.comparing(CommandKey::value));
    final TreeMap<Long, Event> events = new TreeMap<>();
    final Map<String, Long> consumers = new HashMap<>();
    long lastEvent;
    final TreeSet<Changes.Due> agenda = new TreeSet<>();
    ProgramHistory programs = ProgramHistory.NONE;

    /** The key of what was said of a customer under a name. */
    record AttributeKey(CustomerId customer, String name, int revision) {}

    /** That a customer shares something with others. */
    record HeldKey(long key, CustomerId customer) implements Comparable<HeldKey> {

        @Override
        public int compareTo(HeldKey other) {
            int byKey = Long.compare(key, other.key);
            return byKey != 0 ? byKey : customer.compareTo(other.customer);
        }
    }

    /** The key of a time of a contact person. */
    record ContactKey(CustomerId organization, int number) {}

    /** The key of a command about a customer; keys are unique within one operation. */
    record CustomerKey(CustomerRecord.Operation operation, CommandKey key) {}

    /** The key of a command about an account; keys are unique within one purse and operation. */
    record Key(String purse, CommandRecord.Operation operation, CommandKey key) {

        /** Returns the key of a purchase. */
        static Key ofSale(AccountId account, CommandKey purchase) {
            return new Key(account.purse(), CommandRecord.Operation.SALE, purchase);
        }
    }

    /** The rows of one account. */
    static final class Account {

        RewardAccount head;
        Standing standing;
        final List<Posting> postings = new ArrayList<>();
        final List<CommandRecord> commands = new ArrayList<>();
        final TreeSet<Lot> lots = new TreeSet<>(Lot.BURN_ORDER);
        final TreeMap<Long, PendingLot> pending = new TreeMap<>();
        final List<LotTerms> terms = new ArrayList<>();
        final List<Activation> activations = new ArrayList<>();
        final List<ExpiryNotice> notices = new ArrayList<>();
        final List<Reinstated> reinstated = new ArrayList<>();
        final List<Extended> extended = new ArrayList<>();
        final List<OpenedDay> opened = new ArrayList<>();
        final TreeMap<LocalDate, QualifyingDay> days = new TreeMap<>();
        final List<StandingChange> changes = new ArrayList<>();
        final TreeMap<Counter.Key, Long> counters = new TreeMap<>();

        /** Which purchase a redemption pays, by the redemption's key. */
        final Map<CommandKey, CommandKey> payments = new HashMap<>();
        final List<RecordedUndo> undos = new ArrayList<>();
        final List<RecordedTransfer> transfers = new ArrayList<>();

        /** Reserved points by the numbers of their holds. */
        final TreeMap<Long, Hold> holds = new TreeMap<>();

        /** What is owed, by the numbers of the postings that took it. */
        final TreeMap<Long, Debt> debts = new TreeMap<>();

        final List<Debt.Repayment> repayments = new ArrayList<>();

        Account copy() {
            Account copy = new Account();
            copy.head = head;
            copy.standing = standing;
            copy.postings.addAll(postings);
            copy.commands.addAll(commands);
            copy.lots.addAll(lots);
            copy.pending.putAll(pending);
            copy.terms.addAll(terms);
            copy.activations.addAll(activations);
            copy.notices.addAll(notices);
            copy.reinstated.addAll(reinstated);
            copy.extended.addAll(extended);
            copy.opened.addAll(opened);
            copy.days.putAll(days);
            copy.changes.addAll(changes);
            copy.counters.putAll(counters);
            copy.payments.putAll(payments);
            copy.undos.addAll(undos);
            copy.holds.putAll(holds);
            copy.debts.putAll(debts);
            copy.repayments.addAll(repayments);
            copy.transfers.addAll(transfers);
            return copy;
        }
    }

    /** Returns a state that can be changed without changing this one. */
    State copy() {
        State copy = new State();
        copy.customers.putAll(customers);
        identifiers.forEach((identifier, revisions) -> copy.identifiers.put(identifier, new ArrayList<>(revisions)));
        copy.attributes.putAll(attributes);
        copy.contacts.putAll(contacts);
        copy.blockingKeys.addAll(blockingKeys);
        copy.distinctions.addAll(distinctions);
        copy.merges.putAll(merges);
        copy.holds.putAll(holds);
        copy.receipts.putAll(receipts);
        copy.suppressions.putAll(suppressions);
        entries.forEach((id, revisions) -> copy.entries.put(id, new ArrayList<>(revisions)));
        copy.customerCommands.putAll(customerCommands);
        accounts.forEach((id, account) -> copy.accounts.put(id, account.copy()));
        copy.commands.putAll(commands);
        copy.sales.putAll(sales);
        returns.forEach((purchase, steps) -> copy.returns.put(purchase, new ArrayList<>(steps)));
        copy.guests.putAll(guests);
        copy.events.putAll(events);
        copy.consumers.putAll(consumers);
        copy.lastEvent = lastEvent;
        copy.agenda.addAll(agenda);
        copy.programs = programs;
        return copy;
    }

    /** Returns the rows of an account, none when nothing was written to it yet. */
    Account account(AccountId id) {
        return accounts.getOrDefault(id, new Account());
    }
}

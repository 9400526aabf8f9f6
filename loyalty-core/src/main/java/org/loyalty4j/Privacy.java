package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.exchange.PersonRows;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.LegalHoldChange;
import org.loyalty4j.privacy.PersonalData;
import org.loyalty4j.privacy.Suppression;
import org.loyalty4j.privacy.SuppressionKey;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.PrivacyChanges;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** Where a person is told what is known of him, and where that is destroyed. Safe for use by many threads. */
public final class Privacy {

    private static final int PAGE = 500;

    private final Engine engine;

    Privacy(Engine engine) {
        this.engine = engine;
    }

    /**
     * Destroys who a customer is, and what was said by and about him, in one transaction: see {@link PersonalData} for what
     * becomes of what. The membership ends, purchases and postings stay under an id that is nobody's any more, and still
     * agree with each other; goods of such purchases may still come back. Requests about the customer's person are refused
     * from then on as those of somebody unknown. All who were {@linkplain Duplicates#merge merged} into one are erased together,
     * whoever of them is named, and each gets a receipt of its own. Whoever is found by his e-mail addresses, phones, handles and numbers of the
     * host is not brought back by {@link Loyalty#imports}, and not contacted without a new agreement.
     *
     * <p>What others wrote of him in texts of their own histories is not found. What is written to the accounts afterwards,
     * such as the reason of a correction, stays. A key of a request stays, too: it should be made of nothing that tells of a
     * person. In a host's transaction at REPEATABLE READ or higher, what others are writing into the history meanwhile may
     * stay; at READ COMMITTED, and in a transaction of its own, nothing does.
     *
     * @return the receipt of whom the customer is by now, or what is open between the customer and the shop; of one who was
     *     erased before, the receipt of then
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another request
     * @throws IllegalStateException if {@link Loyalty.Builder#suppressionKey} was not given
     */
    public ErasureAnswer erase(Erasure request) {
        new Violations().required("erasure", request).throwIfAny();
        key();
        return engine.write(tx -> erase(tx, request, customer -> true).orElseThrow());
    }

    /**
     * Erases a customer, unless it is not wanted any more.
     *
     * @param wanted is asked once the customer is locked
     * @return empty where it is not wanted
     */
    Optional<ErasureAnswer> erase(StoreTransaction tx, Erasure request, Predicate<Kin> wanted) {
        Fingerprint print = Fingerprint.of()
                .text(request.why().name())
                .end()
                .number(request.forced() ? 1 : 0)
                .end()
                .make();
        Instant now = engine.now();
        Kin seen = Kin.of(tx, request.customer());
        CustomerId id = seen.id();
        // Accounts before customers, as everybody locks them.
        Customers.open(engine, tx, Set.of(id), now);
        Map<CustomerId, List<ContactPerson>> served = new HashMap<>();
        Set<CustomerId> all = new TreeSet<>(seen.ids());
        for (CustomerId each : seen.ids()) {
            served.put(each, tx.profiles().organizations(each));
            Objects.requireNonNull(served.get(each)).forEach(time -> all.add(time.organization()));
        }
        Map<CustomerId, Customer> locked = tx.lock(all);
        Customer customer = Objects.requireNonNull(locked.get(id));
        Kin kin = Kin.of(tx, customer);
        if (customer.isMerged() || !kin.absorbed().equals(seen.absorbed())) {
            throw new LostRaceException("A customer was merged before the lock was had; begin again");
        }
        Customers.isRepeat(tx, Operation.ERASE, request, print);
        if (customer.isErased()) {
            return Optional.of(new ErasureAnswer.Done(tx.privacy().receipt(id).orElseThrow(), true));
        }
        if (!wanted.test(kin)) {
            return Optional.empty();
        }
        Set<Erasure.Open> open = open(tx, kin, now);
        if (open.contains(Erasure.Open.LEGAL_HOLD) || (!open.isEmpty() && !request.forced())) {
            return Optional.of(new ErasureAnswer.Refused(open));
        }
        Changes changes = Changes.none();
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (CustomerId each : kin.ids()) {
            Customer one = Objects.requireNonNull(locked.get(each));
            List<KnownIdentifier> known = tx.profiles().identifiers(each);
            known.forEach(identifier -> identifiers.add(identifier.identifier()));
            erase(tx, request, one, known, Objects.requireNonNull(served.get(each)), open, changes, now);
        }
        changes.privacy().suppressions().addAll(suppressions(key(), identifiers, now));
        changes.customerCommands().add(Customers.record(Operation.ERASE, request, print, now));
        engine.append(tx, changes);
        return Optional.of(new ErasureAnswer.Done(changes.privacy().receipts().get(0), false));
    }

    private SuppressionKey key() {
        return engine.suppression()
                .orElseThrow(() -> new IllegalStateException("Nobody is erased without Loyalty.Builder.suppressionKey:"
                        + " an import could bring the person back"));
    }

    /** Destroys one of those who are one by now. */
    private void erase(
            StoreTransaction tx,
            Erasure request,
            Customer customer,
            List<KnownIdentifier> known,
            List<ContactPerson> served,
            Set<Erasure.Open> open,
            Changes changes,
            Instant now) {
        CustomerId id = customer.id();
        Map<PersonalData, Long> counts = new EnumMap<>(PersonalData.class);
        count(counts, PersonalData.NAME, customer.fullName() == null ? 0 : 1);
        count(counts, PersonalData.IDENTIFIER, known.size());
        count(counts, PersonalData.ATTRIBUTE, tx.profiles().revisions(id).size());
        count(
                counts,
                PersonalData.DUPLICATE,
                tx.duplicates().distinctions(Set.of(id)).size());
        int before = changes.profiles().contacts().size();
        end(served, now, changes);
        end(tx.profiles().people(id), now, changes);
        count(
                counts,
                PersonalData.CONTACT_PERSON,
                (long) changes.profiles().contacts().size() - before);
        List<Entry<?>> rewritten = new ArrayList<>();
        served.stream()
                .map(ContactPerson::organization)
                .distinct()
                .forEach(organization -> rewritten.addAll(participations(tx, organization, id)));
        count(counts, PersonalData.PARTICIPATION, rewritten.size());
        List<Entry<?>> kept = consents(tx, id, counts);
        count(counts, PersonalData.COMMAND, silence(tx, id));
        Set<Identifier> identifiers =
                known.stream().map(KnownIdentifier::identifier).collect(Collectors.toCollection(LinkedHashSet::new));
        changes.customers().add(customer.erased(now));
        changes.privacy().erased().add(new PrivacyChanges.Erased(id, identifiers, kept, rewritten));
        changes.privacy()
                .receipts()
                .add(new ErasureReceipt(id, request.why(), request.actor(), request.forced(), open, counts, now));
    }

    private static void count(Map<PersonalData, Long> counts, PersonalData kind, long more) {
        if (more > 0) {
            counts.merge(kind, more, Long::sum);
        }
    }

    /** Says whether what is known of a customer is kept for a matter of law. */
    static boolean isHeld(StoreReader reader, Kin kin) {
        return reader.privacy().holds(Set.copyOf(kin.ids())).stream().anyMatch(LegalHold::isInForce);
    }

    /** Returns what is open between a customer and the shop. */
    Set<Erasure.Open> open(StoreReader tx, Kin kin, Instant now) {
        Set<Erasure.Open> open = EnumSet.noneOf(Erasure.Open.class);
        if (isHeld(tx, kin)) {
            open.add(Erasure.Open.LEGAL_HOLD);
        }
        for (String purse : engine.whole(tx).purses()) {
            AccountId account = new AccountId(kin.id(), purse);
            // The one that runs out last comes last; those that have run out are only not written down yet.
            if (tx.holds().live(account, null, PAGE).stream().anyMatch(hold -> !hold.isOverBy(now))) {
                open.add(Erasure.Open.HOLD);
            }
            if (!tx.debts().debts(account).isEmpty()) {
                open.add(Erasure.Open.DEBT);
            }
        }
        WorkList own = new WorkList(
                kin.id(), null, null, EnumSet.of(HistoryItem.Kind.OBLIGATION, HistoryItem.Kind.AGREEMENT), null);
        for (Entry<?> entry : kin.live(tx, own, null, PAGE)) {
            open.add(
                    entry.item().kind() == HistoryItem.Kind.OBLIGATION
                            ? Erasure.Open.OBLIGATION
                            : Erasure.Open.AGREEMENT);
        }
        return open;
    }

    /** Ends the times of contact persons; what begins later never begins. */
    private static void end(List<ContactPerson> times, Instant now, Changes changes) {
        for (ContactPerson time : times) {
            Instant until = time.until();
            if (until == null || until.isAfter(now)) {
                changes.profiles().contacts().add(time.endedAt(time.from().isAfter(now) ? time.from() : now));
            }
        }
    }

    /** Returns all revisions of an organization's interactions that say where a person was reached, without that. */
    private static List<Entry<?>> participations(StoreTransaction tx, CustomerId organization, CustomerId person) {
        List<Entry<?>> rewritten = new ArrayList<>();
        EntryPages.each(tx, organization, EnumSet.of(HistoryItem.Kind.INTERACTION), entry -> {
            for (Entry<?> revision : EntryPages.revisions(tx, entry)) {
                revision.as(Interaction.class).ifPresent(one -> {
                    Interaction without = one.item().withoutContactPoint(person);
                    if (!without.equals(one.item())) {
                        rewritten.add(one.saying(without));
                    }
                });
            }
        });
        return rewritten;
    }

    /** Counts what is in the history, and returns the consents that stay, as they are from then on. */
    private static List<Entry<?>> consents(StoreTransaction tx, CustomerId id, Map<PersonalData, Long> counts) {
        List<Entry<?>> kept = new ArrayList<>();
        EntryPages.each(tx, id, EnumSet.allOf(HistoryItem.Kind.class), entry -> {
            count(counts, entry.item() instanceof Consent ? PersonalData.CONSENT : PersonalData.ENTRY, 1);
            entry.as(Consent.class)
                    // That a contact point works or not proves nothing.
                    .filter(one -> one.item().event() == Consent.Event.GRANTED
                            || one.item().event() == Consent.Event.WITHDRAWN)
                    .ifPresent(one -> kept.add(one.erased(
                            one.item().erased(), new Origin("", "e" + one.id().value()))));
        });
        return kept;
    }

    /** Takes the words of their callers from all commands about the accounts, a page after the other. */
    private long silence(StoreTransaction tx, CustomerId id) {
        long silenced = 0;
        for (String purse : engine.whole(tx).purses()) {
            AccountId account = new AccountId(id, purse);
            List<CommandRecord> page;
            long from = 1;
            do {
                page = tx.ledger().commands(account, from, PAGE);
                Changes changes = Changes.none();
                page.stream()
                        .filter(command -> command.erasedSeal() == null)
                        .map(CommandRecord::erased)
                        .forEach(changes.privacy().words()::add);
                silenced += changes.privacy().words().size();
                if (!changes.isEmpty()) {
                    tx.append(changes);
                }
                from += page.size();
            } while (page.size() == PAGE);
        }
        return silenced;
    }

    /** In the order in which everybody writes them. */
    private List<Suppression> suppressions(SuppressionKey key, Collection<Identifier> identifiers, Instant now) {
        return hashes(engine, key, identifiers).stream()
                .map(hash -> new Suppression(hash, now))
                .toList();
    }

    /** Cards are the shop's: another one may get a card that comes back. */
    private static Set<String> hashes(Engine engine, SuppressionKey key, Collection<Identifier> identifiers) {
        return identifiers.stream()
                .filter(identifier -> identifier.kind() != Identifier.Kind.CARD)
                .flatMap(identifier -> engine.phones().forms(identifier).stream())
                .map(key::hash)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Says since when whoever is found by an identifier is not to be brought back or contacted, because he was erased. A host
     * that imports by itself asks this first.
     *
     * @throws IllegalStateException if {@link Loyalty.Builder#suppressionKey} was not given
     */
    public Optional<Instant> suppressedSince(Identifier identifier) {
        new Violations().required("identifier", identifier).throwIfAny();
        key();
        return engine.read(reader -> suppressedSince(engine, reader, List.of(identifier)));
    }

    /** Returns the last time at which somebody was erased who was found by one of some identifiers. */
    static Optional<Instant> suppressedSince(Engine engine, StoreReader reader, Collection<Identifier> identifiers) {
        SuppressionKey key = engine.suppression().orElse(null);
        if (key == null) {
            return Optional.empty();
        }
        Set<String> hashes = hashes(engine, key, identifiers);
        return hashes.isEmpty()
                ? Optional.empty()
                : reader.privacy().suppressed(hashes).values().stream()
                        .map(Suppression::since)
                        .max(Instant::compareTo);
    }

    /**
     * Has what is known of a customer kept for a matter of law, or not any more for that one. As long as a hold is in force, the
     * customer is not erased, and {@link #retain} forgets nothing of him. One that is in force for the matter already stays as it is.
     *
     * @return the hold, placed or lifted, now or before
     * @throws UnknownCustomerException if the customer is not enrolled, or was erased
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException if no hold for that matter is there to be lifted
     */
    public LegalHold change(LegalHoldChange request) {
        new Violations().required("change", request).throwIfAny();
        Fingerprint print = Fingerprint.of()
                .text(request.matter())
                .end()
                .number(request.placed() ? 1 : 0)
                .end()
                .make();
        return engine.write(tx -> change(tx, request, print));
    }

    private LegalHold change(StoreTransaction tx, LegalHoldChange request, Fingerprint print) {
        Kin kin = Kin.of(tx, request.customer());
        Map<CustomerId, Customer> locked = tx.lock(Set.copyOf(kin.ids()));
        Customers.unerased(locked.get(kin.id()), request.customer());
        List<LegalHold> holds = tx.privacy().holds(Set.copyOf(kin.ids()));
        LegalHold last = holds.stream()
                .filter(hold -> hold.matter().equals(request.matter()))
                .max(Comparator.comparing(LegalHold::isInForce).thenComparing(LegalHold::placedAt))
                .orElse(null);
        boolean repeat = Customers.isRepeat(tx, Operation.LEGAL_HOLD, request, print);
        new Violations()
                .check(
                        request.placed() || last != null,
                        "matter",
                        Code.NOT_FOUND,
                        "nothing of the customer is kept for that matter")
                .throwIfAny();
        if (last != null && (repeat || last.isInForce() == request.placed())) {
            return last;
        }
        Instant now = engine.now();
        LegalHold next = last == null || request.placed()
                ? new LegalHold(
                        kin.id(),
                        1
                                + (int) holds.stream()
                                        .filter(hold -> hold.customer().equals(kin.id()))
                                        .count(),
                        request.matter(),
                        now,
                        request.actor(),
                        null,
                        null)
                : last.lifted(now, request.actor());
        Changes changes = Changes.none();
        changes.privacy().holds().add(next);
        changes.customerCommands().add(Customers.record(Operation.LEGAL_HOLD, request, print, now));
        engine.append(tx, changes);
        return next;
    }

    /**
     * Returns all legal holds that are or were on a customer, by who was held then and in their order.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public List<LegalHold> holds(CustomerId customer) {
        new Violations().required("customer", customer).throwIfAny();
        return engine.read(reader ->
                reader.privacy().holds(Set.copyOf(Kin.of(reader, customer).ids())));
    }

    /**
     * Forgets what its time is over of, of some customers in the order of their ids: erases those of whom nothing was heard for too
     * long or who are too old, as {@link #erase} does, and destroys old entries of the others. Who has something open, or is kept
     * for a matter of law, stays, and is counted. Can be stopped and gone on with; each customer is a transaction of its own. Called by
     * the host's scheduler. Heard of is what happened by now, was bought, asked for about points, and said of the customer anew. A
     * destroyed entry leaves nothing behind, so that another system that tells of it again writes it again.
     *
     * @param actor who asks; named on the receipts
     * @param after go on after this customer, or null to begin
     * @param count how many customers are looked at, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     * @throws IllegalStateException if customers are to be erased and {@link Loyalty.Builder#suppressionKey} was not given
     */
    public RetentionReport retain(Retention rules, Actor actor, @Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        new Violations().required("rules", rules).required("actor", actor).throwIfAny();
        if (!rules.inactive().isZero() || !rules.age().isZero()) {
            key();
        }
        return new RetentionDesk(engine, this, rules, actor).run(after, size);
    }

    /**
     * Says what {@link #retain} would do now. Writes nothing.
     *
     * @param after go on after this customer, or null to begin
     * @param count how many customers are looked at, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     */
    public RetentionReport preview(Retention rules, @Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        new Violations().required("rules", rules).throwIfAny();
        return new RetentionDesk(engine, this, rules, null).run(after, size);
    }

    /** Returns the receipt of a customer who was erased. */
    public Optional<ErasureReceipt> receipt(CustomerId customer) {
        new Violations().required("customer", customer).throwIfAny();
        return engine.read(reader -> reader.privacy().receipt(customer));
    }

    /**
     * Returns receipts in the order of the customers' ids. Kept apart from the database, they tell whom to erase again after a
     * backup was put back.
     *
     * @param after begin after this customer, or null to begin with the first
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     */
    public List<ErasureReceipt> receipts(@Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        return engine.read(reader -> reader.privacy().receipts(after, size));
    }

    /**
     * Writes all that is known of a customer, as RFC 4180 has it: one row for each value, with the kind of {@link
     * PersonalData} it is of, which of that kind, from 1, what it is, and the value. Kinds are in their order; what is in
     * effect and what was before are both there. Nothing is told of other people: employees, other customers. What a
     * spreadsheet could take for a formula is guarded by an apostrophe, as in {@link Exports}. Of an erased customer there
     * is what is left.
     *
     * @param to where to write; it is not closed
     * @return how many rows were written, without that of the titles
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws java.io.UncheckedIOException if it could not be written
     */
    public long export(CustomerId customer, Appendable to) {
        new Violations().required("customer", customer).required("to", to).throwIfAny();
        return engine.read(reader -> new PersonFile(engine, reader, customer, PersonRows.begin(to)).write());
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.Request;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreTransaction;

/** Where customers are enrolled and found. Safe for use by many threads. */
public final class Customers {

    /** The most cards that are issued at once. */
    public static final int ISSUED_MAX = 512;

    private final Engine engine;

    private final Cache cache;

    Customers(Engine engine, Cache cache) {
        this.engine = engine;
        this.cache = cache;
    }

    /**
     * Enrolls a customer.
     *
     * @return the customer, or that an identifier is somebody else's
     * @throws InvalidRequestException if nothing is known of the customer, the start lies ahead, or a card is of a number that no
     *     card of the shop has
     * @throws KeyReusedException if its key stands for another enrollment
     * @throws UnknownCustomerException if its key stands for a customer who was erased since: a repeat brings nobody back
     */
    public Enrollment enroll(NewCustomer request) {
        return enroll(request, null);
    }

    /** Enrolls a customer who has one of our ids already, in another store. */
    Enrollment enroll(NewCustomer request, @Nullable CustomerId id) {
        Fingerprint print = fingerprint(request);
        return engine.write(tx -> {
            Optional<CustomerRecord> earlier = tx.customers().find(Operation.ENROLL, request.key());
            if (earlier.isPresent()) {
                return repeated(tx, earlier.get(), print);
            }
            request.identifiers().forEach(engine::check);
            Set<Identifier> forms = new LinkedHashSet<>();
            request.identifiers()
                    .forEach(identifier -> forms.addAll(engine.phones().forms(identifier)));
            Map<Identifier, KnownIdentifier> known = tx.profiles().known(forms);
            for (Identifier identifier : forms) {
                KnownIdentifier before = known.get(identifier);
                if (before != null && !before.isFree()) {
                    // The same request may have come through on another thread since the key was looked up.
                    Optional<CustomerRecord> meanwhile = tx.customers().find(Operation.ENROLL, request.key());
                    if (meanwhile.isPresent()) {
                        return repeated(tx, meanwhile.get(), print);
                    }
                    return new Enrollment.Refused(Refusal.IDENTIFIER_TAKEN, identifier.kind());
                }
            }
            Instant now = engine.now();
            List<Identifier> written = engine.phones().written(request.identifiers());
            Customer customer = request.customer(
                            id == null ? new CustomerId(engine.ids().newId(now)) : id, now)
                    .foundBy(written);
            Changes changes = Changes.none();
            changes.enrollments().add(customer);
            Traits.note(changes.profiles(), new Profile(customer, new TreeMap<>()));
            int place = 0;
            for (Identifier identifier : written) {
                IdentifierDesk.begin(
                        changes.profiles(), identifier, known.get(identifier), customer.id(), ++place, now);
            }
            changes.customerCommands()
                    .add(new CustomerRecord(
                            Operation.ENROLL,
                            request.key(),
                            customer.id(),
                            request.actor().orElse(null),
                            null,
                            request.source().orElse(null),
                            print,
                            now));
            engine.append(tx, changes);
            return new Enrollment.Enrolled(customer, false);
        });
    }

    private static Enrollment repeated(StoreTransaction tx, CustomerRecord earlier, Fingerprint print) {
        Customer customer = unerased(Kin.required(tx, earlier.customer()), earlier.customer());
        requireSame(earlier, earlier.customer(), print);
        return new Enrollment.Enrolled(customer, true);
    }

    static void requireSame(CustomerRecord earlier, CustomerId customer, Fingerprint print) {
        Optional<String> difference = earlier.customer().equals(customer)
                ? earlier.fingerprint()
                        .firstDifference(print, earlier.operation().fields())
                : Optional.of("customer");
        if (difference.isPresent()) {
            throw new KeyReusedException(earlier.key(), difference.get());
        }
    }

    private static Fingerprint fingerprint(NewCustomer request) {
        Fingerprint.Maker print = Fingerprint.of()
                .text(request.kind().name())
                .end()
                .value(request.name().orElse(null))
                .end();
        request.identifiers()
                .forEach(identifier -> print.text(identifier.kind().name()).text(identifier.value()));
        return print.end().value(request.joined().orElse(null)).end().make();
    }

    /**
     * Returns the customer who is found by an identifier that is active, in one step. May be answered from the cache: then
     * a change that another library made over the same store, or the end of an identifier that is good only until a time, is
     * seen later, by {@link Loyalty.Builder#cached} at most. Ask {@link #look} to bypass it.
     *
     * <p>A phone is looked for as all normalizers of the library write it. Where that is one customer's in one way and
     * another's in another, the one is found whose phone is on record as it is given here.
     *
     * @throws InvalidRequestException if no card of the shop has such a number
     */
    public Optional<Customer> find(Identifier identifier) {
        engine.check(identifier);
        List<Identifier> forms = engine.phones().forms(identifier);
        Supplier<Optional<Customer>> load =
                () -> engine.read(reader -> reader.customers().find(forms, engine.now()));
        return engine.seesWhatAllSee() ? cache.customer(forms, load) : load.get();
    }

    /** Returns a customer by our id; of one who was merged into another, that other one. */
    public Optional<Customer> find(CustomerId id) {
        return engine.read(reader -> Kin.survivor(reader, id));
    }

    /**
     * Returns a customer by our id; of one who was merged into another, that other one.
     *
     * @throws UnknownCustomerException if there is none
     */
    public Customer get(CustomerId id) {
        return find(id).orElseThrow(() -> new UnknownCustomerException(id));
    }

    /**
     * Says something of a customer anew. What was said before is kept, see {@link #attributes}.
     *
     * @return the profile of now, also for a repeat
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException if nothing is said, a day of birth lies ahead, there are too many names, or the customer
     *     cannot go to a lifecycle stage
     */
    public Profile change(ProfileChange request) {
        new Violations().required("change", request).throwIfAny();
        Fingerprint.Maker print = Fingerprint.of();
        request.attributes().forEach((name, value) -> {
            print.text(name);
            ProfilePrints.add(print, value.orElse(null));
        });
        Fingerprint made = print.end().make();
        return engine.write(tx -> {
            Customer customer = locked(tx, request.customer());
            var known = ProfileDesk.known(tx, customer);
            if (!isRepeat(tx, Operation.PROFILE, request, made)) {
                Instant now = engine.now();
                Changes changes = Changes.none();
                ProfileDesk.check(engine.lifecycle(), request, known);
                Profile before = ProfileDesk.profile(customer, known);
                Customer changed = ProfileDesk.change(customer, known, request, now, changes);
                Traits.note(changes.profiles(), before, ProfileDesk.profile(changed, known));
                if (!changed.equals(customer)) {
                    changes.customers().add(changed);
                    customer = changed;
                }
                changes.customerCommands().add(record(Operation.PROFILE, request, made, now));
                engine.append(tx, changes);
            }
            return ProfileDesk.profile(customer, known);
        });
    }

    /**
     * Returns who a customer is, as far as is known.
     *
     * @throws UnknownCustomerException if there is none
     */
    public Profile profile(CustomerId id) {
        return engine.read(reader -> {
            Customer customer = Kin.required(reader, id);
            return ProfileDesk.profile(customer, ProfileDesk.known(reader, customer));
        });
    }

    /**
     * Returns what was known of a customer at an instant; the customer is as now.
     *
     * @throws UnknownCustomerException if there is none
     */
    public Profile profile(CustomerId id, Instant at) {
        new Violations().required("at", at).throwIfAny();
        return engine.read(reader -> {
            Customer customer = Kin.required(reader, id);
            return ProfileDesk.profile(
                    customer,
                    ProfileDesk.byName(
                            ProfileDesk.withName(customer, reader.profiles().revisions(customer.id())).stream()
                                    .filter(attribute -> attribute.holdsAt(at))
                                    .toList()));
        });
    }

    /**
     * Returns everything that was ever said of a customer, by names in the order of their letters, and in its order. The name
     * that was given on enrollment is among it.
     *
     * @throws UnknownCustomerException if there is none
     */
    public List<Attribute> attributes(CustomerId id) {
        return engine.read(reader -> {
            Customer customer = Kin.required(reader, id);
            return ProfileDesk.withName(customer, reader.profiles().revisions(customer.id()));
        });
    }

    /**
     * Adds, replaces, blocks, unblocks or ends an identifier. What is as asked already stays as it is.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException if the customer would have too many, the end is over already, or a card is of a number that
     *     no card of the shop has
     */
    public IdentifierAnswer change(IdentifierChange request) {
        new Violations().required("change", request).throwIfAny();
        Identifier replacement = request.replacement();
        Fingerprint print = Fingerprint.of()
                .text(request.kind().name())
                .end()
                .text(request.identifier().kind().name())
                .text(request.identifier().value())
                .end()
                .text(replacement == null ? null : replacement.value())
                .end()
                .value(request.until())
                .end()
                .make();
        return engine.write(tx -> {
            Customer customer = locked(tx, request.customer());
            if (isRepeat(tx, Operation.IDENTIFIER, request, print)) {
                return new IdentifierAnswer.Done(customer, true);
            }
            // What a customer has already may be of a scheme that the shop has given up.
            if (request.kind() == IdentifierChange.Kind.ADD) {
                engine.check(request.identifier());
            } else if (replacement != null) {
                engine.check(replacement);
            }
            Instant now = engine.now();
            Changes changes = Changes.none();
            IdentifierDesk desk = new IdentifierDesk(tx, customer, engine.phones(), now, changes.profiles());
            Refusal no = desk.change(request);
            if (no != null) {
                return new IdentifierAnswer.Refused(no);
            }
            Customer changed = desk.changed();
            Traits.note(changes.profiles(), customer, changed);
            if (!changed.equals(customer)) {
                changes.customers().add(changed);
            }
            changes.customerCommands().add(record(Operation.IDENTIFIER, request, print, now));
            engine.append(tx, changes);
            return new IdentifierAnswer.Done(changed, false);
        });
    }

    /**
     * Notes cards that exist before anybody has them. Who enrolls with one of them or adds one gets it, as any other card.
     *
     * @param cards at most {@value #ISSUED_MAX}; those that are known already are passed over
     * @return how many are new
     * @throws InvalidRequestException if they are too many, one is no card, or of a number that no card of the shop has
     */
    public int issue(Collection<Identifier> cards) {
        Violations violations = new Violations().required("cards", cards);
        violations.throwIfAny();
        violations.atMost("cards", cards, ISSUED_MAX).throwIfAny();
        Set<Identifier> wanted = new LinkedHashSet<>(cards.size());
        for (Identifier card : cards) {
            violations.required("cards", card).throwIfAny();
            violations.check(
                    card.kind() == Identifier.Kind.CARD, "cards", Code.BAD_CARD_NUMBER, "only cards are issued");
            wanted.add(card);
        }
        violations.throwIfAny();
        wanted.forEach(engine::check);
        return engine.write(tx -> {
            Instant now = engine.now();
            Changes changes = Changes.none();
            Set<Identifier> known = tx.profiles().known(wanted).keySet();
            for (Identifier card : wanted) {
                if (!known.contains(card)) {
                    changes.profiles()
                            .identifiers()
                            .add(new KnownIdentifier(
                                    card, 1, KnownIdentifier.Status.ISSUED, null, 0, now, null, null, null, null));
                }
            }
            int issued = changes.profiles().identifiers().size();
            if (issued > 0) {
                engine.append(tx, changes);
            }
            return issued;
        });
    }

    /**
     * Returns cards that nobody has yet, in the order of their numbers.
     *
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     */
    public List<KnownIdentifier> issued(@Nullable Identifier after, int count) {
        int size = Page.checkedSize(count);
        return engine.read(reader -> reader.profiles().issued(after, size));
    }

    /**
     * Returns what is known of an identifier, whatever it is good for. Never answered from the cache.
     *
     * @throws InvalidRequestException if no card of the shop has such a number
     */
    public Optional<KnownIdentifier> look(Identifier identifier) {
        new Violations().required("identifier", identifier).throwIfAny();
        engine.check(identifier);
        List<Identifier> forms = engine.phones().forms(identifier);
        return engine.read(reader -> Phones.counting(forms, reader.profiles().known(new LinkedHashSet<>(forms))));
    }

    /** Returns everything that was ever known of an identifier, of a phone in all ways of writing it, in its order. */
    public List<KnownIdentifier> history(Identifier identifier) {
        new Violations().required("identifier", identifier).throwIfAny();
        List<Identifier> forms = engine.phones().forms(identifier);
        return engine.read(reader -> forms.stream()
                .flatMap(form -> reader.profiles().revisions(form).stream())
                .sorted(Comparator.comparing(KnownIdentifier::from))
                .toList());
    }

    /**
     * Returns the identifiers that are or were last a customer's, in the order in which they became so.
     *
     * @throws UnknownCustomerException if there is none
     */
    public List<KnownIdentifier> identifiers(CustomerId id) {
        return engine.read(
                reader -> reader.profiles().identifiers(Kin.required(reader, id).id()));
    }

    /**
     * Says as what a person acts for an organization from an instant on, or that the person does so no more. Other roles end
     * the time before and begin another one; so does another person whom to ask first.
     *
     * @return the time that began or ended; for a repeat the last one of the person there
     * @throws UnknownCustomerException if one of both is not enrolled
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException if a person is asked to have people, the times would overlap or lie ahead, or nothing can
     *     be ended
     */
    public ContactPerson change(ContactPersonChange request) {
        new Violations().required("change", request).throwIfAny();
        Fingerprint.Maker print =
                Fingerprint.of().value(request.person().value()).end();
        request.roles().forEach(print::text);
        Fingerprint made = print.end()
                .value(request.influence())
                .end()
                .number(request.main() ? 1 : 0)
                .end()
                .value(request.happenedAt())
                .end()
                .make();
        return engine.write(tx -> {
            Customer organization = locked(tx, request.customer());
            Customer person = present(tx.customers().find(request.person()).orElse(null), request.person());
            List<ContactPerson> times = tx.profiles().people(organization.id());
            if (isRepeat(tx, Operation.CONTACT_PERSON, request, made)) {
                return times.stream()
                        .filter(time -> time.person().equals(person.id()))
                        .reduce((one, next) -> next)
                        .orElseThrow();
            }
            new Violations()
                    .check(
                            organization.kind() == Customer.Kind.ORGANIZATION,
                            "organization",
                            Code.BAD_RELATION,
                            "only an organization has contact persons")
                    .check(
                            person.kind() == Customer.Kind.PERSON,
                            "person",
                            Code.BAD_RELATION,
                            "only a person acts for an organization")
                    .throwIfAny();
            Instant now = engine.now();
            Changes changes = Changes.none();
            ContactPerson came = ProfileDesk.change(times, request, now, changes.profiles());
            changes.customerCommands().add(record(Operation.CONTACT_PERSON, request, made, now));
            engine.append(tx, changes);
            return came;
        });
    }

    /**
     * Returns who acts or acted for an organization, in the order in which it was written.
     *
     * @throws UnknownCustomerException if there is none
     */
    public List<ContactPerson> people(CustomerId organization) {
        return engine.read(reader ->
                reader.profiles().people(Kin.required(reader, organization).id()));
    }

    /**
     * Returns for which organizations a person acts or acted, in the order in which it was written.
     *
     * @throws UnknownCustomerException if there is none
     */
    public List<ContactPerson> organizations(CustomerId person) {
        return engine.read(reader ->
                reader.profiles().organizations(Kin.required(reader, person).id()));
    }

    private static Customer locked(StoreTransaction tx, CustomerId id) {
        return present(tx.lock(Set.of(id)).get(id), id);
    }

    /**
     * Refuses one who is not enrolled, or was erased: both are unknown to who would write about them; and one who is another
     * by now, of whom it has to be said.
     */
    static Customer present(@Nullable Customer customer, CustomerId id) {
        Customer found = unerased(customer, id);
        CustomerId survivor = found.mergedInto();
        new Violations()
                .check(
                        survivor == null,
                        "customer",
                        Code.CUSTOMER_MERGED,
                        "the customer is " + (survivor == null ? "" : survivor.value()) + " by now; ask for that one")
                .throwIfAny();
        return found;
    }

    /** Refuses one who is not enrolled, or was erased. */
    static Customer unerased(@Nullable Customer customer, CustomerId id) {
        if (customer == null || customer.isErased()) {
            throw new UnknownCustomerException(id);
        }
        return customer;
    }

    /** Says whether a request was settled before, and refuses another one under its key. */
    static boolean isRepeat(StoreTransaction tx, Operation operation, Request request, Fingerprint print) {
        Optional<CustomerRecord> earlier = tx.customers().find(operation, request.key());
        earlier.ifPresent(before -> requireSame(before, request.customer(), print));
        return earlier.isPresent();
    }

    static CustomerRecord record(Operation operation, Request request, Fingerprint print, Instant now) {
        return new CustomerRecord(
                operation,
                request.key(),
                request.customer(),
                request.actor(),
                request.reason(),
                request.source(),
                print,
                now);
    }

    /**
     * Ends a membership now. Purchases after it are refused, points can no longer be used; what is recorded stays. Ending
     * one that has ended changes nothing and does not use up the key.
     *
     * @return the customer as changed
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for the departure of another customer
     */
    public Customer leave(Departure request) {
        new Violations().required("departure", request).throwIfAny();
        Fingerprint print = Fingerprint.of().make();
        CustomerId id = request.customer();
        return engine.write(tx -> {
            Instant now = engine.now();
            // The account is locked first, so that no sale is settled with the membership half ended.
            open(engine, tx, Set.of(id), now);
            Customer customer = locked(tx, id);
            Optional<CustomerRecord> earlier = tx.customers().find(Operation.LEAVE, request.key());
            if (earlier.isPresent()) {
                requireSame(earlier.get(), id, print);
                return customer;
            }
            if (customer.membership().left().isPresent()) {
                return customer;
            }
            Instant joined = customer.membership().joined();
            Customer left = customer.with(new Membership(joined, now.isBefore(joined) ? joined : now));
            Changes changes = Changes.none();
            changes.customers().add(left);
            changes.customerCommands().add(record(Operation.LEAVE, request, print, now));
            engine.append(tx, changes);
            return left;
        });
    }

    /** Locks the accounts of customers in all purses, in their order, and returns those of whom is himself. */
    static List<RewardAccount> open(Engine engine, StoreTransaction tx, Set<CustomerId> customers, Instant now) {
        ProgramHistory programs = engine.whole(tx);
        programs.atOrFirst(now);
        List<RewardAccount> accounts = new ArrayList<>();
        List<String> purses;
        do {
            purses = engine.whole(tx).purses();
            accounts.clear();
            for (String purse : purses) {
                List<Opening> openings = customers.stream()
                        .map(id ->
                                new Opening(id, purse, Set.of(), now, 0, null, Set.of(), Set.of(), Set.of(), Set.of()))
                        .toList();
                tx.open(openings).values().forEach(opened -> accounts.add(opened.account()));
            }
            // Another purse may have become known while the locks were waited for.
        } while (!engine.whole(tx).purses().equals(purses));
        return accounts;
    }

    /**
     * Returns the first customers in the order of their ids, those included who are erased or merged into others. That is the order of enrollment to the millisecond; those
     * of one millisecond stand in any order, which stays the same.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     */
    public Page<Customer> page(int count) {
        return pageAfter(null, count);
    }

    /**
     * Returns the customers after those of another page.
     *
     * @param cursor what the page before gave as its next
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the cursor is not one of this question
     */
    public Page<Customer> page(String cursor, int count) {
        return pageAfter(new CustomerId(Cursor.customer(cursor)), count);
    }

    private Page<Customer> pageAfter(@Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        var found = engine.read(reader -> reader.customers().page(after, size + 1));
        boolean more = found.size() > size;
        var items = more ? found.subList(0, size) : found;
        return new Page<>(
                items, more ? Optional.of(Cursor.of(items.get(size - 1).id().value())) : Optional.empty());
    }

    static InvalidRequestException badCursor() {
        return new InvalidRequestException(
                "cursor", Code.BAD_CURSOR, "a cursor is good only for the question that gave it, unchanged");
    }
}

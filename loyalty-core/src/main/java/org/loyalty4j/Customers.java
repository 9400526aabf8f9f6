package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreTransaction;

/** Where customers are enrolled and found. Safe for use by many threads. */
public final class Customers {

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
     * @throws InvalidRequestException if nothing is known of the customer, or the start lies ahead
     * @throws KeyReusedException if its key stands for another enrollment
     */
    public Enrollment enroll(NewCustomer request) {
        Fingerprint print = fingerprint(request);
        return engine.write(tx -> {
            Optional<CustomerRecord> earlier = tx.customers().find(Operation.ENROLL, request.key());
            if (earlier.isPresent()) {
                return repeated(tx, earlier.get(), print);
            }
            for (Identifier identifier : request.identifiers()) {
                if (tx.customers().find(identifier).isPresent()) {
                    // The same request may have come through on another thread since the key was looked up.
                    Optional<CustomerRecord> meanwhile = tx.customers().find(Operation.ENROLL, request.key());
                    if (meanwhile.isPresent()) {
                        return repeated(tx, meanwhile.get(), print);
                    }
                    return new Enrollment.Refused(Refusal.IDENTIFIER_TAKEN, identifier.kind());
                }
            }
            Instant now = engine.now();
            Customer customer = request.customer(new CustomerId(engine.ids().newId(now)), now);
            Changes changes = Changes.none();
            changes.enrollments().add(customer);
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
            tx.append(changes);
            return new Enrollment.Enrolled(customer, false);
        });
    }

    private static Enrollment repeated(StoreTransaction tx, CustomerRecord earlier, Fingerprint print) {
        requireSame(earlier, earlier.customer(), print);
        return new Enrollment.Enrolled(customer(tx, earlier.customer()), true);
    }

    private static void requireSame(CustomerRecord earlier, CustomerId customer, Fingerprint print) {
        Optional<String> difference = earlier.customer().equals(customer)
                ? earlier.fingerprint()
                        .firstDifference(print, earlier.operation().fields())
                : Optional.of("customer");
        if (difference.isPresent()) {
            throw new KeyReusedException(earlier.key(), difference.get());
        }
    }

    private static Customer customer(StoreTransaction tx, CustomerId id) {
        return tx.customers().find(id).orElseThrow(() -> new UnknownCustomerException(id));
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
     * Returns the customer who is found by a card, a phone or a reference, in one step. May be answered from the cache: then
     * a change that another library made over the same store is seen later, by {@link Loyalty.Builder#cached} at most. Ask
     * {@link #get} by the id to bypass it.
     */
    public Optional<Customer> find(Identifier identifier) {
        Supplier<Optional<Customer>> load =
                () -> engine.read(reader -> reader.customers().find(identifier));
        return engine.seesWhatAllSee() ? cache.customer(identifier, load) : load.get();
    }

    /** Returns a customer by our id. */
    public Optional<Customer> find(CustomerId id) {
        return engine.read(reader -> reader.customers().find(id));
    }

    /**
     * Returns a customer by our id.
     *
     * @throws UnknownCustomerException if there is none
     */
    public Customer get(CustomerId id) {
        return find(id).orElseThrow(() -> new UnknownCustomerException(id));
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
            if (!lock(tx, id, now)) {
                throw new UnknownCustomerException(id);
            }
            Customer customer = customer(tx, id);
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
            changes.customerCommands()
                    .add(new CustomerRecord(
                            Operation.LEAVE,
                            request.key(),
                            id,
                            request.actor(),
                            request.reason(),
                            request.source(),
                            print,
                            now));
            tx.append(changes);
            return left;
        });
    }

    /** Locks the accounts of a customer in all purses, in their order; says whether the customer is enrolled. */
    private boolean lock(StoreTransaction tx, CustomerId id, Instant now) {
        ProgramHistory programs = engine.whole(tx);
        programs.atOrFirst(now);
        boolean enrolled = true;
        List<String> purses;
        do {
            purses = engine.whole(tx).purses();
            for (String purse : purses) {
                Opening opening =
                        new Opening(id, purse, Set.of(), now, 0, null, Set.of(), Set.of(), Set.of(), Set.of());
                enrolled &= !tx.open(List.of(opening)).isEmpty();
            }
            // Another purse may have become known while the locks were waited for.
        } while (!engine.whole(tx).purses().equals(purses));
        return enrolled;
    }

    /**
     * Returns the first customers in the order of their ids. That is the order of enrollment to the millisecond; those
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

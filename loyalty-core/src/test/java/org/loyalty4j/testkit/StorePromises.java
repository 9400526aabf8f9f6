package org.loyalty4j.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** What the parts of the contract share: the store of this test, and short ways to write to it and ask it. */
abstract class StorePromises {

    private final AtomicLong customers = new AtomicLong();

    private LoyaltyStore store;

    /** Returns a store with nothing in it. */
    protected abstract LoyaltyStore emptyStore();

    @BeforeEach
    final void takeAnEmptyStore() {
        store = emptyStore();
    }

    LoyaltyStore store() {
        return store;
    }

    /** A shop over this test's store. */
    Shop shop() {
        return Shop.over(store(), program -> program);
    }

    /** A customer who is found by a reference of the name, and not yet written. */
    Newcomer newcomer(String name) {
        CustomerId id = new CustomerId(new UUID(0x7000L, 0x9000_0000_0000_0000L | customers.incrementAndGet()));
        return Newcomer.of(
                CommandKey.of("enroll " + name),
                fingerprintOf(name),
                new Customer(
                        id,
                        Customer.Kind.PERSON,
                        name,
                        List.of(Identifier.reference(name)),
                        Membership.since(Rows.NOW),
                        Rows.NOW));
    }

    static Fingerprint fingerprintOf(String name) {
        return Fingerprint.of().text(name).end().make();
    }

    /** Writes a customer in a transaction of its own. */
    void enroll(Newcomer newcomer) {
        Changes changes = Changes.none();
        newcomer.addTo(changes);
        write(List.of(), changes);
    }

    /** Enrolls somebody. */
    CustomerId enrolled(String name) {
        Newcomer newcomer = newcomer(name);
        enroll(newcomer);
        return newcomer.customer().id();
    }

    /** Enrolls somebody and starts the rows of the account. */
    Rows account(String name) {
        return new Rows(enrolled(name));
    }

    /** Writes the rows of an account in a transaction of its own. */
    void write(Rows rows) {
        write(List.of(rows.account().holder()), rows.take());
    }

    void write(List<CustomerId> open, Changes changes) {
        store.inTransaction(tx -> {
            tx.open(open.stream().map(customer -> opening(customer)).toList());
            tx.append(changes);
            return true;
        });
    }

    <R> R ask(Function<StoreReader, R> question) {
        return store.reading(question);
    }

    /** Looks at the store in one reading. */
    void look(Consumer<StoreReader> look) {
        store.reading(reader -> {
            look.accept(reader);
            return true;
        });
    }

    /** Runs a transaction that returns nothing. */
    void transact(Consumer<StoreTransaction> work) {
        store.inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    <T> Optional<T> maybe(Function<StoreReader, Optional<T>> question) {
        return store.reading(question);
    }

    <T> List<T> list(Function<StoreReader, List<T>> question) {
        return store.reading(question);
    }

    Picture picture(AccountId account) {
        return ask(reader -> Picture.of(reader, account));
    }

    /** Opens an account, asking for nothing in particular. */
    static Opening opening(CustomerId customer) {
        return opening(customer, 0);
    }

    /** Opens an account, asking for lots. */
    static Opening opening(CustomerId customer, long points) {
        return opening(customer, points, Set.of(), Set.of(), Set.of());
    }

    static Opening opening(
            CustomerId customer, long points, Set<Opening.Key> keys, Set<String> sales, Set<String> redemptions) {
        return new Opening(
                customer,
                "points",
                keys,
                Rows.NOW,
                points,
                null,
                Set.of(),
                keysOf(sales),
                keysOf(redemptions),
                Set.of());
    }

    /** Opens an account, asking for holds and for what is due by an instant. */
    static Opening opening(CustomerId customer, java.time.Instant dueBy, String... holds) {
        return new Opening(
                customer,
                "points",
                Set.of(),
                dueBy,
                0,
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                keysOf(Set.of(holds)));
    }

    /** Opens an account, asking for what is to be undone. */
    static Opening undoing(CustomerId customer, Set<Opening.Key> undone) {
        return new Opening(
                customer, "points", Set.of(), Rows.NOW, 0, null, Set.of(), Set.of(), Set.of(), undone, Set.of(),
                Set.of());
    }

    /** Opens an account, asking for qualifying days. */
    static Opening opening(CustomerId customer, @Nullable LocalDate leaving, LocalDate... dates) {
        return new Opening(
                customer, "points", Set.of(), Rows.NOW, 0, leaving, Set.of(dates), Set.of(), Set.of(), Set.of());
    }

    private static Set<CommandKey> keysOf(Set<String> keys) {
        return keys.stream().map(CommandKey::of).collect(java.util.stream.Collectors.toSet());
    }

    static Opening.Key key(Operation operation, String key) {
        return new Opening.Key(operation, CommandKey.of(key));
    }

    /** Opens one account in a transaction of its own and returns what was found. */
    Opening.Opened opened(Opening opening) {
        return store.inTransaction(tx -> {
            Opening.Opened found = tx.open(List.of(opening)).get(opening.customer());
            if (found == null) {
                throw new AssertionError("An enrolled customer was not opened");
            }
            return found;
        });
    }

    static Instant day(String date) {
        return Shop.day(date);
    }

    static LocalDate date(String date) {
        return LocalDate.parse(date);
    }
}

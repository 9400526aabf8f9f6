package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreTransaction;

/**
 * Writes phones anew that another normalizer has written, see {@link Loyalty.Builder#phones}. Each phone is a transaction of
 * its own under the lock of its customer, so tills go on meanwhile, and several processes may run this at once; a phone that is
 * written already is passed over. What a phone was before stays in its history. Where two phones of different customers
 * would come to the same number, neither is touched: both are found as before, and reported each time. Safe for use by many
 * threads.
 */
public final class PhoneForms {

    private static final int PAGE = 128;

    private final Engine engine;

    PhoneForms(Engine engine) {
        this.engine = engine;
    }

    /** What came of one phone. */
    enum Result {
        WRITTEN,
        AS_IT_WAS,
        UNREADABLE,
        ALIKE
    }

    /**
     * Two phones that are one number as the current normalizer reads them, of two customers, or of one who is found by only one
     * of them. The host asks the customers, and ends one of both.
     *
     * @param other the phone that is left as it was
     * @param there the phone that has the number
     */
    public record Alike(KnownIdentifier other, KnownIdentifier there) {}

    /**
     * What was done with some phones.
     *
     * @param looked how many were looked at
     * @param written how many are written by the current normalizer now
     * @param unreadable how many it cannot read, or only with a guess whether there was a plus in front; left as they were
     * @param alike those that would come to the number of another one; left as they were
     * @param next the phone to go on after, or null where all were looked at
     */
    public record Report(
            long looked,
            long written,
            long unreadable,
            List<Alike> alike,
            @Nullable Identifier next) {

        /** Copies the list. */
        public Report {
            alike = List.copyOf(alike);
        }

        /** Says whether all were looked at. */
        public boolean isFinished() {
            return next == null;
        }
    }

    /**
     * What a run did.
     *
     * @param looked how many phones were looked at
     * @param written how many are written by the current normalizer now
     * @param unreadable how many it cannot read, or only with a guess; left as they were
     * @param alike how many would come to the number of another one; left as they were
     * @param finished whether all were looked at
     */
    public record Sum(long looked, long written, long unreadable, long alike, boolean finished) {}

    /**
     * Writes some phones anew, in the order of their numbers. A phone that is added meanwhile is written by the current
     * normalizer anyway.
     *
     * @param after go on after this one, or null to begin with the first
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not, or what to go on after is no phone
     */
    public Report page(@Nullable Identifier after, int count) {
        int size = Page.checkedSize(count);
        new Violations()
                .check(
                        after == null || after.kind() == Identifier.Kind.PHONE,
                        "after",
                        Code.BAD_PHONE,
                        "it goes on after a phone")
                .throwIfAny();
        String current = engine.phones().current().name();
        List<KnownIdentifier> found = engine.read(reader -> reader.profiles().phones(current, after, size));
        long written = 0;
        long unreadable = 0;
        List<Alike> alike = new ArrayList<>(0);
        for (KnownIdentifier known : found) {
            switch (renormalize(known)) {
                case WRITTEN -> written++;
                case UNREADABLE -> unreadable++;
                case ALIKE -> alike(known).ifPresent(alike::add);
                case AS_IT_WAS -> {}
            }
        }
        Identifier next =
                found.size() < size ? null : found.get(found.size() - 1).identifier();
        return new Report(found.size(), written, unreadable, alike, next);
    }

    private Result renormalize(KnownIdentifier known) {
        CustomerId holder = known.customer().orElseThrow();
        return engine.write(tx -> renormalize(tx, holder, known.identifier()));
    }

    private Result renormalize(StoreTransaction tx, CustomerId holder, Identifier phone) {
        Customer customer = tx.lock(Set.of(holder)).get(holder);
        if (customer == null) {
            return Result.AS_IT_WAS;
        }
        Changes changes = Changes.none();
        IdentifierDesk desk = new IdentifierDesk(tx, customer, engine.phones(), engine.now(), changes.profiles());
        Result result = desk.renormalize(phone);
        if (result == Result.WRITTEN) {
            Customer changed = desk.changed();
            Traits.note(changes.profiles(), customer, changed);
            changes.customers().add(changed);
            tx.append(changes);
        }
        return result;
    }

    private Optional<Alike> alike(KnownIdentifier known) {
        return engine.phones()
                .anew(known.identifier())
                .flatMap(form -> engine.read(reader -> Optional.ofNullable(
                                reader.profiles().known(Set.of(form)).get(form)))
                        .map(there -> new Alike(known, there)));
    }

    /**
     * Writes all phones anew that another normalizer has written. Can be stopped and run again; what is written already is not
     * looked at again.
     *
     * @param goOn is told what was done with each page of phones, and says whether to go on
     */
    public Sum run(Predicate<Report> goOn) {
        new Violations().required("goOn", goOn).throwIfAny();
        Sum sum = new Sum(0, 0, 0, 0, false);
        Identifier after = null;
        boolean more = true;
        while (more) {
            Report page = page(after, PAGE);
            after = page.next();
            sum = new Sum(
                    sum.looked + page.looked,
                    sum.written + page.written,
                    sum.unreadable + page.unreadable,
                    sum.alike + page.alike.size(),
                    page.isFinished());
            more = goOn.test(page) && !page.isFinished();
        }
        return sum;
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.IdentifierChange.Kind;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.KnownIdentifier.Status;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreReader;

/** Decides about identifiers of one customer, who is locked. Used by one thread, once. */
final class IdentifierDesk {

    private final StoreReader reader;
    private final Customer customer;
    private final Phones phones;
    private final Instant now;
    private final ProfileChanges changes;

    /** The last revisions of the identifiers that are or were last the customer's. */
    private final Map<Identifier, KnownIdentifier> own = new HashMap<>();

    IdentifierDesk(StoreReader reader, Customer customer, Phones phones, Instant now, ProfileChanges changes) {
        this.reader = reader;
        this.customer = customer;
        this.phones = phones;
        this.now = now;
        this.changes = changes;
        reader.profiles().identifiers(customer.id()).forEach(known -> own.put(known.identifier(), known));
    }

    /** Returns the customer with the identifiers that are left. */
    Customer changed() {
        return customer.foundBy(active());
    }

    private List<Identifier> active() {
        return own.values().stream()
                .filter(known -> known.status() == Status.ACTIVE)
                .sorted(Comparator.comparingInt(KnownIdentifier::place))
                .map(KnownIdentifier::identifier)
                .toList();
    }

    /** Writes an identifier of a new customer. */
    static void begin(
            ProfileChanges changes,
            Identifier identifier,
            @Nullable KnownIdentifier before,
            CustomerId holder,
            int place,
            Instant now) {
        KnownIdentifier first = KnownIdentifier.first(identifier, holder, place, now);
        if (before == null) {
            changes.identifiers().add(first);
            return;
        }
        changes.past().add(before);
        changes.identifiers()
                .add(new KnownIdentifier(
                        identifier,
                        before.revision() + 1,
                        Status.ACTIVE,
                        holder,
                        place,
                        now.isBefore(before.from()) ? before.from() : now,
                        null,
                        null,
                        null,
                        null));
    }

    /**
     * Does what is asked, or says why not.
     *
     * @throws org.loyalty4j.command.InvalidRequestException if the customer would have too many, or the end is over
     */
    @Nullable
    Refusal change(IdentifierChange request) {
        long before = held();
        Refusal no = decide(request);
        Instant until = request.until();
        new Violations()
                .check(
                        no != null || held() <= Math.max(before, Customer.IDENTIFIERS_MAX),
                        "identifier",
                        Code.TOO_MANY_ITEMS,
                        "a customer has at most " + Customer.IDENTIFIERS_MAX)
                .check(
                        no != null || until == null || until.isAfter(now),
                        "until",
                        Code.EMPTY_RANGE,
                        "the end is over already; what ends now is ended")
                .throwIfAny();
        return no;
    }

    private long held() {
        return own.values().stream()
                .filter(known -> known.status() == Status.ACTIVE || known.status() == Status.BLOCKED)
                .count();
    }

    private @Nullable Refusal decide(IdentifierChange request) {
        if (request.kind() == Kind.ADD) {
            return add(request, request.identifier());
        }
        KnownIdentifier known =
                Phones.counting(phones.forms(request.identifier()), own).orElse(null);
        if (known == null) {
            return Refusal.UNKNOWN_IDENTIFIER;
        }
        return switch (known.status()) {
            case REPLACED -> known.isFree() && request.kind() == Kind.END ? null : Refusal.IDENTIFIER_REPLACED;
            case ENDED, ISSUED -> request.kind() == Kind.END ? null : Refusal.UNKNOWN_IDENTIFIER;
            case ACTIVE, BLOCKED -> change(request, known);
        };
    }

    private @Nullable Refusal change(IdentifierChange request, KnownIdentifier known) {
        Status status = switch (request.kind()) {
            case BLOCK -> Status.BLOCKED;
            case END -> Status.ENDED;
            case REPLACE -> Status.REPLACED;
            case UNBLOCK, ADD -> Status.ACTIVE;
        };
        Identifier replacement = request.replacement();
        if (replacement != null && phones.forms(replacement).contains(known.identifier())) {
            // The same number, written in another way.
            return null;
        }
        if (replacement != null) {
            Refusal no = add(request, replacement);
            if (no != null) {
                return no;
            }
        }
        if (status != known.status()) {
            write(request, known, status, known.place(), known.until());
        }
        return null;
    }

    private @Nullable Refusal add(IdentifierChange request, Identifier given) {
        List<Identifier> forms = phones.forms(given);
        Map<Identifier, KnownIdentifier> rows = reader.profiles().known(Set.copyOf(forms));
        if (rows.values().stream().anyMatch(row -> !row.isFree() && !own.containsKey(row.identifier()))) {
            return Refusal.IDENTIFIER_TAKEN;
        }
        Identifier identifier = phones.written(given);
        KnownIdentifier known =
                Phones.counting(forms, rows).filter(row -> !row.isFree()).orElse(rows.get(identifier));
        boolean held = own.containsKey(identifier);
        if (known != null && !known.isFree()) {
            if (known.status() != Status.ACTIVE) {
                return known.status() == Status.BLOCKED ? Refusal.IDENTIFIER_BLOCKED : Refusal.IDENTIFIER_REPLACED;
            }
            Instant until = known.until();
            boolean same = until == null ? request.until() == null : until.equals(request.until());
            if (!same) {
                write(request, known, Status.ACTIVE, known.place(), request.until());
            }
            return null;
        }
        if (known == null) {
            put(new KnownIdentifier(
                    identifier,
                    1,
                    Status.ACTIVE,
                    customer.id(),
                    nextPlace(),
                    now,
                    request.until(),
                    request.actor(),
                    request.reason(),
                    request.source()));
        } else {
            changes.past().add(known);
            int place = held ? known.place() : nextPlace();
            put(known.as(identifier).next(Status.ACTIVE, customer.id(), place, request.until(), now, request));
        }
        return null;
    }

    /**
     * Writes a phone of the customer as the current normalizer does.
     *
     * @param phone the phone, as it was before the customer was locked
     */
    PhoneForms.Result renormalize(Identifier phone) {
        KnownIdentifier known = own.get(phone);
        if (known == null
                || known.isFree()
                || phones.current().name().equals(known.identifier().normalizer())) {
            return PhoneForms.Result.AS_IT_WAS;
        }
        Identifier form = phones.anew(known.identifier()).orElse(null);
        if (form == null) {
            return PhoneForms.Result.UNREADABLE;
        }
        if (form.equals(phone)) {
            changes.past().add(known);
            put(known.as(form).renormalized(known.status(), now));
            return PhoneForms.Result.WRITTEN;
        }
        KnownIdentifier there = reader.profiles().known(Set.of(form)).get(form);
        if (there != null && !there.isFree() && !isSame(known, there)) {
            return PhoneForms.Result.ALIKE;
        }
        changes.past().add(known);
        put(known.renormalized(Status.REPLACED, now));
        if (there == null) {
            put(new KnownIdentifier(
                    form, 1, known.status(), customer.id(), known.place(), now, known.until(), null, null, null));
        } else if (there.isFree()) {
            changes.past().add(there);
            Instant from = now.isBefore(there.from()) ? there.from() : now;
            put(new KnownIdentifier(
                    form,
                    there.revision() + 1,
                    known.status(),
                    customer.id(),
                    known.place(),
                    from,
                    known.until(),
                    null,
                    null,
                    null));
        }
        return PhoneForms.Result.WRITTEN;
    }

    /** Says whether the customer has a phone already, and is found by it as by another one. */
    private static boolean isSame(KnownIdentifier one, KnownIdentifier other) {
        return one.customer().equals(other.customer())
                && one.status() == other.status()
                && Objects.equals(one.until(), other.until());
    }

    private int nextPlace() {
        return 1 + own.values().stream().mapToInt(KnownIdentifier::place).max().orElse(0);
    }

    private void write(
            IdentifierChange request, KnownIdentifier known, Status status, int place, @Nullable Instant until) {
        changes.past().add(known);
        put(known.next(status, customer.id(), place, until, now, request));
    }

    private void put(KnownIdentifier known) {
        changes.identifiers().add(known);
        own.put(known.identifier(), known);
    }
}

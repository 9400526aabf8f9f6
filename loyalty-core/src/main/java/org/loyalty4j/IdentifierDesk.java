package org.loyalty4j;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Instant now;
    private final ProfileChanges changes;

    /** The last revisions of the identifiers that are or were last the customer's. */
    private final Map<Identifier, KnownIdentifier> own = new HashMap<>();

    IdentifierDesk(StoreReader reader, Customer customer, Instant now, ProfileChanges changes) {
        this.reader = reader;
        this.customer = customer;
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
        KnownIdentifier known = own.get(request.identifier());
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

    private @Nullable Refusal add(IdentifierChange request, Identifier identifier) {
        KnownIdentifier known = reader.profiles().known(Set.of(identifier)).get(identifier);
        boolean held = own.containsKey(identifier);
        if (known != null && !known.isFree()) {
            if (!held) {
                return Refusal.IDENTIFIER_TAKEN;
            }
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
            write(request, known, Status.ACTIVE, held ? known.place() : nextPlace(), request.until());
        }
        return null;
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

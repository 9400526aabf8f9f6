package org.loyalty4j;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.exchange.ImportedRow;
import org.loyalty4j.store.StoreReader;

/** Finds whose some rows are, with one question for all that they are found by. Used by one thread, within a transaction. */
final class Holders {

    private final Engine engine;
    private final StoreReader reader;
    private final Instant now;
    private final Map<Identifier, KnownIdentifier> known;
    private final Map<CommandKey, Optional<CustomerId>> enrolled = new HashMap<>();

    Holders(Engine engine, StoreReader reader, List<ImportedRow> rows) {
        this.engine = engine;
        this.reader = reader;
        this.now = engine.now();
        Set<Identifier> wanted = new LinkedHashSet<>();
        rows.forEach(row -> wanted.addAll(holder(row).identifiers()));
        this.known = wanted.isEmpty() ? Map.of() : reader.profiles().known(wanted);
    }

    private static ImportedRow.Holder holder(ImportedRow row) {
        if (row.content() instanceof ImportedRow.Opening opening) {
            return opening.holder();
        }
        if (row.content() instanceof ImportedRow.Contact contact) {
            return contact.holder();
        }
        throw new IllegalStateException("a row of customers is nobody's");
    }

    /** Returns the {@link CustomerId} of whose a row is, or a {@link RowOutcome} that says why nobody is. */
    Object of(ImportedRow row) {
        ImportedRow.Holder holder = holder(row);
        Set<CustomerId> found = new LinkedHashSet<>();
        String path = "customer";
        if (holder.id() != null) {
            found.add(holder.id());
        }
        if (holder.enrolled() != null) {
            path = "customerKey";
            enrolled(holder.enrolled()).ifPresent(found::add);
        }
        for (Identifier identifier : holder.identifiers()) {
            try {
                engine.check(identifier);
            } catch (InvalidRequestException bad) {
                return RowOutcome.of(bad);
            }
            path = found.isEmpty() ? identifier.kind().name().toLowerCase(Locale.ROOT) : path;
            CustomerId whose = whose(identifier);
            if (whose != null) {
                found.add(whose);
            }
        }
        if (found.isEmpty()) {
            return RowOutcome.bad(path, Code.NOT_FOUND, "no customer is found by it");
        }
        if (found.size() > 1) {
            return RowOutcome.bad("", Code.BAD_RELATION, "the row names several customers");
        }
        return found.iterator().next();
    }

    private @Nullable CustomerId whose(Identifier identifier) {
        KnownIdentifier one = known.get(identifier);
        return one != null && one.findsAt(now) ? one.holder() : null;
    }

    private Optional<CustomerId> enrolled(CommandKey key) {
        return enrolled.computeIfAbsent(
                key, asked -> reader.customers().find(Operation.ENROLL, asked).map(CustomerRecord::customer));
    }
}

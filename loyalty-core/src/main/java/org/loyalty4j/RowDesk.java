package org.loyalty4j;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportedRow;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Origin;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreTransaction;

/**
 * Writes rows of one kind through the desks, within one transaction. What could be refused is looked at before anything of a
 * row is written, so that each row is written whole or not at all. Used by one thread.
 */
final class RowDesk {

    private final Engine engine;
    private final StoreTransaction tx;
    private final ImportPlan plan;
    private final boolean stops;
    private final Customers customers;
    private final History history;

    /**
     * Makes a desk.
     *
     * @param engine joined to the transaction
     * @param plan whether rows after the first that is not good are left alone, and who asks
     */
    RowDesk(Engine engine, StoreTransaction tx, ImportPlan plan) {
        Cache none = new Cache(Duration.ZERO);
        this.engine = engine;
        this.tx = tx;
        this.plan = plan;
        this.stops = plan.mode() == ImportPlan.Mode.STOP;
        this.customers = new Customers(engine, none);
        this.history = new History(engine);
    }

    /** Returns what came of each row; fewer where it stopped. */
    List<RowOutcome> write(List<ImportedRow> rows) {
        if (rows.get(0).content() instanceof ImportedRow.Person) {
            return persons(rows);
        }
        List<RowOutcome> outcomes = new ArrayList<>(rows.size());
        int step = stops ? 1 : rows.size();
        for (int from = 0; from < rows.size(); from += step) {
            List<RowOutcome> some = held(rows.subList(from, from + step));
            outcomes.addAll(some);
            if (stops && !some.get(0).isGood()) {
                break;
            }
        }
        return outcomes;
    }

    static RowOutcome taken(Identifier.Kind kind) {
        return RowOutcome.refused(
                Refusal.IDENTIFIER_TAKEN,
                kind.name().toLowerCase(Locale.ROOT),
                "another customer has it; nobody is merged");
    }

    private List<RowOutcome> persons(List<ImportedRow> rows) {
        List<RowOutcome> outcomes = new ArrayList<>(rows.size());
        for (ImportedRow row : rows) {
            RowOutcome outcome;
            try {
                outcome = person((ImportedRow.Person) Objects.requireNonNull(row.content()));
            } catch (InvalidRequestException | KeyReusedException failure) {
                outcome = RowOutcome.of(failure);
            } catch (UnknownCustomerException gone) {
                // The row's key stands for somebody who was erased since.
                outcome = erased();
            }
            outcomes.add(outcome);
            if (stops && !outcome.isGood()) {
                break;
            }
        }
        return outcomes;
    }

    private RowOutcome person(ImportedRow.Person row) {
        NewCustomer request = row.request();
        Optional<CustomerRecord> earlier = tx.customers().find(Operation.ENROLL, request.key());
        if (earlier.flatMap(before -> tx.customers().find(before.customer()))
                .filter(Customer::isMerged)
                .isPresent()) {
            // What is said of him by now is another one's.
            return RowOutcome.THERE;
        }
        if (earlier.isEmpty()) {
            Optional<Customer> there =
                    row.id() == null ? Optional.empty() : tx.customers().find(row.id());
            if (there.isPresent()) {
                return there.get().isErased() ? erased() : RowOutcome.THERE;
            }
            RowOutcome no = refusal(row);
            if (no != null) {
                return no;
            }
            Instant now = engine.now();
            if (!row.attributes().isEmpty()) {
                // Refuses what the attributes cannot say before the customer is there.
                Customer preview = request.customer(CustomerId.NOBODY, now);
                ProfileDesk.change(preview, new TreeMap<>(), said(row, preview.id()), now, Changes.none());
            }
        }
        Enrollment answer = customers.enroll(request, row.id());
        if (answer instanceof Enrollment.Refused refused) {
            return taken(refused.kind());
        }
        Enrollment.Enrolled enrolled = (Enrollment.Enrolled) answer;
        CustomerId id = enrolled.customer().id();
        boolean said = !row.attributes().isEmpty();
        boolean there = enrolled.replayed()
                && (!said
                        || tx.customers().find(Operation.PROFILE, request.key()).isPresent());
        if (said) {
            customers.change(said(row, id));
        }
        if (!enrolled.replayed()) {
            limit(row, id);
        }
        return there ? RowOutcome.THERE : RowOutcome.WRITTEN;
    }

    private static RowOutcome erased() {
        return RowOutcome.refused(
                Refusal.PERSON_ERASED, "", "whoever this is was erased; who comes back by himself enrolls at the shop");
    }

    /** Says why what comes after the enrollment would be refused. */
    private @Nullable RowOutcome refusal(ImportedRow.Person row) {
        Set<Identifier> later = row.limited().stream()
                .filter(one -> one.until() != null)
                .map(ImportedRow.Limited::identifier)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        later.forEach(engine::check);
        Set<Identifier> all = new LinkedHashSet<>(row.request().identifiers());
        row.limited().forEach(one -> all.add(one.identifier()));
        if (Privacy.suppressedSince(engine, tx, all).isPresent()) {
            return erased();
        }
        Map<Identifier, KnownIdentifier> known =
                later.isEmpty() ? Map.of() : tx.profiles().known(later);
        for (Identifier identifier : later) {
            KnownIdentifier before = known.get(identifier);
            if (before != null && !before.isFree()) {
                return taken(identifier.kind());
            }
        }
        return null;
    }

    private static ProfileChange said(ImportedRow.Person row, CustomerId id) {
        NewCustomer request = row.request();
        TreeMap<String, Optional<AttributeValue>> said = new TreeMap<>();
        row.attributes().forEach((name, value) -> said.put(name, Optional.of(value)));
        return new ProfileChange(
                request.key(),
                id,
                said,
                null,
                request.actor().orElse(null),
                request.source().orElse(null));
    }

    /** Ends and blocks what was so in the other store. */
    private void limit(ImportedRow.Person row, CustomerId id) {
        String key = row.request().key().value();
        Instant now = engine.now();
        int place = 0;
        for (ImportedRow.Limited one : row.limited()) {
            place++;
            Instant until = one.until();
            if (until != null && !until.isAfter(now)) {
                continue;
            }
            if (until != null) {
                customers.change(IdentifierChange.add(CommandKey.of(key + "/add " + place), id, one.identifier())
                        .until(until));
            }
            if (one.blocked()) {
                customers.change(IdentifierChange.block(CommandKey.of(key + "/block " + place), id, one.identifier()));
            }
        }
        if (row.left()) {
            customers.leave(Departure.of(row.request().key(), id));
        }
    }

    /** Writes rows that are somebody's. */
    private List<RowOutcome> held(List<ImportedRow> rows) {
        Holders holders = new Holders(engine, tx, rows);
        List<RowOutcome> outcomes = new ArrayList<>(rows.size());
        List<ImportedRow.Content> found = new ArrayList<>();
        List<CustomerId> whose = new ArrayList<>();
        for (ImportedRow row : rows) {
            Object holder = holders.of(row);
            if (holder instanceof CustomerId id) {
                outcomes.add(RowOutcome.WRITTEN);
                found.add(Objects.requireNonNull(row.content()));
                whose.add(id);
            } else {
                outcomes.add((RowOutcome) holder);
            }
        }
        if (found.isEmpty()) {
            return outcomes;
        }
        List<RowOutcome> answers =
                found.get(0) instanceof ImportedRow.Opening ? openings(found, whose) : contacts(found, whose);
        int next = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).what() == RowOutcome.What.WRITTEN) {
                outcomes.set(i, answers.get(next++));
            }
        }
        return outcomes;
    }

    private List<RowOutcome> openings(List<ImportedRow.Content> rows, List<CustomerId> whose) {
        List<Command.Open> commands = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            ImportedRow.Opening row = (ImportedRow.Opening) rows.get(i);
            commands.add(new Command.Open(new OpeningBalance(
                    row.batch(),
                    whose.get(i),
                    row.lots(),
                    plan.actor().orElse(null),
                    plan.source().orElse(null),
                    row.days(),
                    row.held())));
        }
        List<RowOutcome> outcomes = new ArrayList<>(rows.size());
        for (Outcome<Settlement> outcome : Settler.settleAll(engine, commands, false)) {
            outcomes.add(opened(outcome));
        }
        return outcomes;
    }

    private static RowOutcome opened(Outcome<Settlement> outcome) {
        if (outcome instanceof Outcome.Failed<Settlement> failed) {
            return RowOutcome.of(failed.failure());
        }
        Settlement answer = outcome.orThrow();
        if (answer instanceof Settlement.Settled settled) {
            return settled.replayed() ? RowOutcome.THERE : RowOutcome.WRITTEN;
        }
        return RowOutcome.refused(
                ((Settlement.Refused) answer).why(),
                "",
                "the account or the program does not take it; the code says why");
    }

    private List<RowOutcome> contacts(List<ImportedRow.Content> rows, List<CustomerId> whose) {
        List<NewEntry<?>> requests = new ArrayList<>(rows.size());
        Set<Origin> origins = new LinkedHashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            ImportedRow.Contact row = (ImportedRow.Contact) rows.get(i);
            requests.add(new NewEntry<>(row.origin(), whose.get(i), row.item(), row.actor(), row.source()));
            origins.add(row.origin());
        }
        Set<Origin> written = new HashSet<>(tx.history().written(origins).keySet());
        List<RowOutcome> outcomes = new ArrayList<>(rows.size());
        List<Outcome<Entry<?>>> answers = history.addAll(requests);
        for (int i = 0; i < rows.size(); i++) {
            Outcome<Entry<?>> answer = answers.get(i);
            if (answer instanceof Outcome.Failed<Entry<?>> failed) {
                outcomes.add(RowOutcome.of(failed.failure()));
            } else {
                boolean first = written.add(((ImportedRow.Contact) rows.get(i)).origin());
                outcomes.add(first ? RowOutcome.WRITTEN : RowOutcome.THERE);
            }
        }
        return outcomes;
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** Forgets what its time is over of, a customer after the other. Used by one thread, once. */
final class RetentionDesk {

    private static final int PAGE = 500;
    private static final int COMMANDS = 64;

    /** What nobody asked for. */
    private static final Set<Operation> BY_ITSELF = EnumSet.of(Operation.MAINTENANCE, Operation.RECKON);

    private final Engine engine;
    private final Privacy privacy;
    private final Retention rules;
    private final Instant now;
    private final @Nullable Actor actor;
    private final Map<HistoryItem.Kind, Long> entries = new EnumMap<>(HistoryItem.Kind.class);
    private final Map<Erasure.Open, Long> kept = new EnumMap<>(Erasure.Open.class);
    private long customers;

    /**
     * Starts.
     *
     * @param actor who asks, or null where nothing is to be written
     */
    RetentionDesk(Engine engine, Privacy privacy, Retention rules, @Nullable Actor actor) {
        this.engine = engine;
        this.privacy = privacy;
        this.rules = rules;
        this.actor = actor;
        this.now = engine.now();
    }

    RetentionReport run(@Nullable CustomerId after, int size) {
        List<Customer> page = engine.read(reader -> reader.customers().page(after, size));
        for (Customer customer : page) {
            if (!customer.isErased()) {
                look(customer);
            }
        }
        return new RetentionReport(
                page.size(),
                customers,
                entries,
                kept,
                page.size() < size ? null : page.get(size - 1).id());
    }

    private void look(Customer customer) {
        CustomerId id = customer.id();
        // Who is another one by now goes with that one.
        boolean over = !customer.isMerged() && engine.read(reader -> isOver(reader, Kin.of(reader, customer)));
        if (over) {
            Optional<Set<Erasure.Open>> open = actor == null
                    ? Optional.of(engine.read(reader -> privacy.open(reader, Kin.of(reader, customer), now)))
                    : erased(id, actor);
            open.orElse(Set.of()).forEach(each -> kept.merge(each, 1L, Long::sum));
            if (open.filter(Set::isEmpty).isPresent()) {
                customers++;
                return;
            }
        }
        if (!rules.entries().isEmpty()) {
            forget(id);
        }
    }

    /** Returns why a customer was not erased; empty where he has been heard of meanwhile. */
    private Optional<Set<Erasure.Open>> erased(CustomerId id, Actor by) {
        Erasure request = Erasure.of(CommandKey.of("retention " + id.value()), id, Erasure.Why.PURPOSE_ENDED, by);
        return engine.write(tx -> privacy.erase(tx, request, kin -> kin.id().equals(id) && isOver(tx, kin))
                .map(answer ->
                        answer instanceof ErasureAnswer.Refused refused ? refused.open() : Set.<Erasure.Open>of()));
    }

    private boolean isOver(StoreReader reader, Kin kin) {
        return !kin.survivor().isErased()
                && (rules.isOver(rules.age(), kin.survivor().recordedAt(), now)
                        || (!rules.inactive().isZero()
                                && rules.isOver(rules.inactive(), lastHeardOf(reader, kin), now)));
    }

    /** Returns when something was last heard of a customer: what happened, was bought or asked for, or said of him. */
    private Instant lastHeardOf(StoreReader reader, Kin kin) {
        List<Instant> heard = new ArrayList<>();
        heard.add(kin.survivor().recordedAt());
        for (CustomerId each : kin.ids()) {
            reader.history()
                    .latest(each, EnumSet.allOf(HistoryItem.Kind.class), Timelines.until(now.plusNanos(1_000)), null, 1)
                    .forEach(entry -> heard.add(entry.at()));
            reader.profiles().attributes(each).stream().map(Attribute::from).forEach(heard::add);
        }
        for (String purse : engine.whole(reader).purses()) {
            AccountId account = new AccountId(kin.id(), purse);
            reader.sales()
                    .latest(account, Violations.LATEST, Long.MAX_VALUE, 1)
                    .forEach(sale -> heard.add(sale.countsAt()));
            asked(reader, account).forEach(heard::add);
        }
        return heard.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns when somebody last asked for something of an account, if ever. */
    private static Stream<Instant> asked(StoreReader reader, AccountId account) {
        long last = reader.ledger().head(account).map(RewardAccount::commands).orElse(0L);
        while (last > 0) {
            long first = Math.max(1, last - COMMANDS + 1);
            List<CommandRecord> page = reader.ledger().commands(account, first, (int) (last - first + 1));
            for (int i = page.size() - 1; i >= 0; i--) {
                if (!BY_ITSELF.contains(page.get(i).operation())) {
                    return Stream.of(page.get(i).recordedAt());
                }
            }
            last = first - 1;
        }
        return Stream.of();
    }

    private void forget(CustomerId id) {
        if (actor == null) {
            engine.read(reader -> forget(reader, id, null));
        } else {
            engine.write(tx -> {
                tx.lock(Set.of(id));
                return forget(tx, id, tx);
            });
        }
    }

    /** Destroys entries, or only counts them. */
    private boolean forget(StoreReader reader, CustomerId id, @Nullable StoreTransaction tx) {
        if (Privacy.isHeld(reader, Kin.of(reader, id))) {
            return false;
        }
        Changes changes = Changes.none();
        Map<HistoryItem.Kind, Long> found = new EnumMap<>(HistoryItem.Kind.class);
        for (Map.Entry<HistoryItem.Kind, Period> rule : rules.entries().entrySet()) {
            if (rule.getValue().isZero()) {
                continue;
            }
            Instant before = rules.before(rule.getValue(), now);
            Entry.Place place = Timelines.until(before.plusNanos(1_000));
            List<Entry<?>> page;
            do {
                page = reader.history().latest(id, Set.of(rule.getKey()), place, null, PAGE);
                for (Entry<?> entry : page) {
                    place = entry.place();
                    if (!entry.item().isLive() && !entry.changedAt().isAfter(before)) {
                        changes.privacy().forgotten().add(entry);
                        found.merge(rule.getKey(), 1L, Long::sum);
                    }
                }
            } while (page.size() == PAGE);
        }
        if (tx != null && !changes.isEmpty()) {
            engine.append(tx, changes);
        }
        found.forEach((kind, count) -> entries.merge(kind, count, Long::sum));
        return true;
    }
}

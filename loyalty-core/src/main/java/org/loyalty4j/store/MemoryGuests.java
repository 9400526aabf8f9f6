package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.sale.GuestPurchase;

/** Guest purchases and what was done with them. Each row is claimed by its key, as keys of requests are. */
final class MemoryGuests {

    /** A place for one step; two transactions cannot both have it. */
    record Place(CommandKey purchase, int step) {}

    /** A key of something that was done. */
    record StepKey(RecordedGuest.Kind kind, CommandKey key) {}

    private static final Comparator<CommandKey> ORDER = Comparator.comparing(CommandKey::value);

    final ConcurrentSkipListMap<CommandKey, InMemoryStore.Taken<RecordedGuest>> kept =
            new ConcurrentSkipListMap<>(ORDER);
    final ConcurrentHashMap<Place, InMemoryStore.Taken<RecordedGuest.Step>> steps = new ConcurrentHashMap<>();
    final ConcurrentHashMap<StepKey, InMemoryStore.Taken<RecordedGuest.Step>> keys = new ConcurrentHashMap<>();
    final ConcurrentHashMap<Identifier, Set<CommandKey>> marks = new ConcurrentHashMap<>();

    /** Answers what a transaction, or somebody who only asks, may see. */
    GuestStore seenBy(Predicate<InMemoryStore.Claim> sees) {
        return new Seen(sees);
    }

    /** Forgets what guest purchases are found by that a customer has claimed, or that have one of his identifiers for a mark. */
    void destroy(CustomerId customer, Set<Identifier> identifiers) {
        Set<CommandKey> claimed = new HashSet<>();
        steps.replaceAll((place, step) -> {
            if (!step.value.customer().equals(customer)) {
                return step;
            }
            claimed.add(place.purchase());
            InMemoryStore.Taken<RecordedGuest.Step> erased = new InMemoryStore.Taken<>(step.value.erased());
            keys.put(new StepKey(step.value.kind(), step.value.key()), erased);
            return erased;
        });
        Set<CommandKey> found = new HashSet<>(claimed);
        identifiers.forEach(identifier -> found.addAll(marks.getOrDefault(identifier, Set.of())));
        for (CommandKey key : found) {
            kept.computeIfPresent(key, (same, guest) -> {
                List<Identifier> left = new ArrayList<>(guest.value.guest().marks());
                left.removeIf(mark -> claimed.contains(key) || identifiers.contains(mark));
                return new InMemoryStore.Taken<>(new RecordedGuest(
                        new GuestPurchase(guest.value.guest().purchase(), left),
                        guest.value.fingerprint(),
                        guest.value.recordedAt(),
                        guest.value.steps()));
            });
        }
        marks.forEach((mark, purchases) -> {
            if (identifiers.contains(mark)) {
                purchases.clear();
            } else {
                purchases.removeAll(claimed);
            }
        });
        marks.keySet().removeAll(identifiers);
    }

    /** Says whether a key is a guest purchase's that nobody has claimed, as far as somebody sees. */
    boolean isTaken(CommandKey key, Predicate<InMemoryStore.Claim> sees) {
        // Another transaction may be writing it: that has to be seen, too.
        return kept.containsKey(key)
                && new Seen(sees).find(key).flatMap(RecordedGuest::claim).isEmpty();
    }

    private final class Seen implements GuestStore {

        private final Predicate<InMemoryStore.Claim> sees;

        Seen(Predicate<InMemoryStore.Claim> sees) {
            this.sees = sees;
        }

        private <V> @Nullable V look(InMemoryStore.@Nullable Taken<V> claim) {
            return claim != null && sees.test(claim) ? claim.value : null;
        }

        @Override
        public Optional<RecordedGuest> find(CommandKey purchase) {
            return Optional.ofNullable(look(kept.get(purchase))).map(this::withSteps);
        }

        private RecordedGuest withSteps(RecordedGuest guest) {
            List<RecordedGuest.Step> found = new ArrayList<>(0);
            RecordedGuest.Step step = look(steps.get(new Place(guest.key(), 1)));
            while (step != null) {
                found.add(step);
                step = look(steps.get(new Place(guest.key(), found.size() + 1)));
            }
            return new RecordedGuest(guest.guest(), guest.fingerprint(), guest.recordedAt(), found);
        }

        @Override
        public Optional<RecordedGuest.Step> step(RecordedGuest.Kind kind, CommandKey key) {
            return Optional.ofNullable(look(keys.get(new StepKey(kind, key))));
        }

        @Override
        public List<RecordedGuest> marked(List<Identifier> forms, int count) {
            return forms.stream()
                    .flatMap(mark -> marks.getOrDefault(mark, Set.of()).stream())
                    .distinct()
                    .flatMap(key -> find(key).stream())
                    .sorted(Comparator.comparing(RecordedGuest::recordedAt)
                            .reversed()
                            .thenComparing(RecordedGuest::key, ORDER))
                    .limit(count)
                    .toList();
        }

        @Override
        public List<RecordedGuest> page(@Nullable CommandKey after, int count) {
            Stream<CommandKey> from = (after == null ? kept : kept.tailMap(after, false)).keySet().stream();
            return from.flatMap(key -> find(key).stream()).limit(count).toList();
        }
    }
}

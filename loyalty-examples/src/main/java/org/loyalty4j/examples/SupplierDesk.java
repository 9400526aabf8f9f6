package org.loyalty4j.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Task;

/**
 * The desks as the people of the story use them. Every request has a minute and a key of its own, so that the same story
 * over the same store changes nothing, and one that was broken off goes on. Used by one thread.
 */
final class SupplierDesk {

    private static final int OPENS = 8;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ReplayClock clock;
    private final Loyalty loyalty;

    SupplierDesk(ReplayClock clock, Loyalty loyalty) {
        this.clock = clock;
        this.loyalty = loyalty;
    }

    /** Returns the library, its clock standing on the next minute. */
    Loyalty next() {
        clock.stand(now().plus(MINUTE));
        return loyalty;
    }

    Instant now() {
        return clock.instant();
    }

    /** The next day of the story begins. */
    void day(int month, int day) {
        Instant opens = SupplierShop.at(month, day, OPENS, 0);
        if (!opens.isAfter(now())) {
            throw new IllegalStateException("The story goes forward only");
        }
        clock.stand(opens);
    }

    <I extends HistoryItem> Entry<I> add(String key, CustomerId customer, I item, Actor who) {
        return next().history()
                .add(NewEntry.of(CommandKey.of(key), customer, item).by(who).from(SupplierShop.OFFICE));
    }

    /** Returns what was written under a key. */
    <I extends HistoryItem> Entry<I> get(String key, Class<I> type) {
        return find(Origin.of(CommandKey.of(key)), type);
    }

    /** Returns a task that followed of itself from an entry. */
    Entry<Task> following(Entry<?> entry, String what) {
        return find(Origin.following(entry.id(), what), Task.class);
    }

    private <I extends HistoryItem> Entry<I> find(Origin origin, Class<I> type) {
        return loyalty.history()
                .find(origin)
                .flatMap(entry -> entry.as(type))
                .orElseThrow(() -> new IllegalStateException("The story has no such entry yet"));
    }

    /**
     * Says an entry anew.
     *
     * @return the entry as it is now
     */
    <I extends HistoryItem> Entry<I> change(String key, Entry<I> entry, UnaryOperator<I> becomes, Actor who) {
        Loyalty then = next();
        Entry<I> seen = seen(entry);
        return then.history()
                .change(EntryChange.of(CommandKey.of(key), seen, becomes.apply(seen.item()))
                        .by(who)
                        .from(SupplierShop.OFFICE))
                .orThrow();
    }

    /** Returns what an entry said before this minute, which in a story that is told again is not the last that it says. */
    @SuppressWarnings("unchecked") // An entry stays one of its kind.
    private <I extends HistoryItem> Entry<I> seen(Entry<I> entry) {
        List<Entry<?>> before = loyalty.history().revisions(entry.id()).stream()
                .filter(revision -> revision.changedAt().isBefore(now()))
                .toList();
        return (Entry<I>) before.get(before.size() - 1);
    }

    /**
     * Does what has no key of its own, unless the entry is there already that is written next: then it was done.
     *
     * @param next the key of that entry
     */
    void unless(String next, Consumer<Loyalty> work) {
        Loyalty then = next();
        if (then.history().find(Origin.of(CommandKey.of(next))).isEmpty()) {
            work.accept(then);
        }
    }
}

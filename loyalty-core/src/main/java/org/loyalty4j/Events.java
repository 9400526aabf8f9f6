package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.event.Event;
import org.loyalty4j.store.StoreBusyException;

/**
 * Where it is read what was changed, in one order for all who read, once {@link Loyalty.Builder#writingEvents} has them
 * written. Safe for use by many threads.
 *
 * <p>An event is written in the transaction of its change: a change that is undone leaves none. It gets its position when
 * somebody reads, after it was committed, so no reader ever passes one that comes to light later. Those of one account come
 * in the order in which they were written.
 */
public final class Events {

    /** The most events that are handed over, or removed, at once. */
    public static final int COUNT_MAX = Page.SIZE_MAX;

    /** The most code points of a consumer's name. */
    public static final int NAME_MAX = 100;

    /** How many get their positions at once. */
    private static final int ORDERED_MAX = 2_000;

    private final Engine engine;

    Events(Engine engine) {
        this.engine = engine;
    }

    /**
     * Returns events after a position, for who remembers that itself.
     *
     * @param position that of the last event that was dealt with; 0 to begin with the first there is
     * @param count how many at most, from 1 to {@value #COUNT_MAX}
     * @return in the order of their positions; empty where there is none yet
     * @throws StoreBusyException if another one gave positions for too long; repeat it
     */
    public List<Event> after(long position, int count) {
        int size = checked(count);
        new Violations()
                .check(
                        position >= 0,
                        "position",
                        Code.NUMBER_OUT_OF_RANGE,
                        "positions begin with 1, 0 stands before all")
                .throwIfAny();
        order();
        return engine.read(reader -> reader.events().after(position, size));
    }

    /**
     * Hands a consumer what it has not dealt with yet, and remembers that in the same transaction: where the host's is
     * joined, what the consumer writes there stays together with it. If the consumer throws, nothing is remembered, and the
     * same events are handed over again. One at a time is served under a name; others wait.
     *
     * @param consumer its name, 1 to {@value #NAME_MAX} code points; a new one begins with the first event there is
     * @param count how many at most, from 1 to {@value #COUNT_MAX}
     * @param to is handed at least one event, in the order of their positions; is not called where there is none. It may be
     *     called again with the same after a lost race or a crash
     * @return how many were handed over
     * @throws StoreBusyException if another one was served under the name for too long; nothing happened
     */
    public int consume(String consumer, int count, Consumer<? super List<Event>> to) {
        String name = Violations.textOf("consumer", consumer, NAME_MAX);
        int size = checked(count);
        new Violations().required("to", to).throwIfAny();
        order();
        // Who polls while nothing happens neither locks nor writes.
        boolean nothing = engine.read(reader -> reader.events()
                .after(reader.events().consumers().getOrDefault(name, 0L), 1)
                .isEmpty());
        if (nothing) {
            return 0;
        }
        return engine.write(tx -> {
            long read = tx.queue().lock(name);
            List<Event> events = tx.events().after(read, size);
            if (!events.isEmpty()) {
                to.accept(events);
                tx.queue().read(name, events.get(events.size() - 1).position());
            }
            return events.size();
        });
    }

    /** Returns up to which position each consumer has dealt with events, by their names. */
    public Map<String, Long> consumers() {
        return Map.copyOf(engine.read(reader -> reader.events().consumers()));
    }

    /**
     * Removes events that nobody needs any more, the first ones first. Call it until it removes none.
     *
     * @param upTo up to which position; where consumers have names, not beyond the last that all of them dealt with
     * @param count how many at most, from 1 to {@value #COUNT_MAX}
     * @return how many were removed
     */
    public int forget(long upTo, int count) {
        int size = checked(count);
        return engine.write(tx -> {
            long dealtWith = tx.events().consumers().values().stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(upTo);
            return tx.queue().forget(Math.min(upTo, dealtWith), size);
        });
    }

    /** Gives all that is committed by now its positions, in a transaction of its own where that can be. */
    private void order() {
        int ordered;
        do {
            ordered = engine.write(tx -> tx.queue().order(ORDERED_MAX));
        } while (ordered == ORDERED_MAX);
    }

    private static int checked(int count) {
        return Page.checkedSize(count);
    }
}

package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.event.Event;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreTransaction;

/**
 * Where it is read what was changed, in one order for all who read, once {@link Loyalty.Builder#writingEvents} has them
 * written. Safe for use by many threads.
 *
 * <p>An event is written in the transaction of its change: a change that is undone leaves none. It gets its position when
 * somebody reads, after it was committed or in its own transaction, so no reader ever passes one that comes to light later.
 * Those of one account, and those of one entry, come in the order in which they were written; others nearly by time.
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
     * Returns events after a position, for who remembers that itself. Those that have no position yet get it then, so that this
     * may be a transaction that writes; in a host's, what was changed there before is among them, and a position may be
     * remembered in that transaction, or after it was committed.
     *
     * @param position that of the last event that was dealt with; 0 to begin with the first there is
     * @param count how many at most, from 1 to {@value #COUNT_MAX}
     * @return in the order of their positions; empty where there is none yet
     * @throws StoreBusyException if another one gave positions for too long, or has given some since the host's transaction
     *     took its view; repeat it
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
        List<Event> known = engine.read(reader -> reader.events().after(position, size));
        return known.size() == size ? known : engine.write(tx -> after(tx, position, size));
    }

    /** What is there comes first, so that one who is far behind does not wait until all have their positions. */
    private static List<Event> after(StoreTransaction tx, long position, int size) {
        List<Event> known = tx.events().after(position, size);
        if (known.size() == size) {
            return known;
        }
        tx.queue().order(ORDERED_MAX);
        return tx.events().after(position, size);
    }

    /**
     * Hands a consumer what it has not dealt with yet, and remembers that in the same transaction: where the host's is
     * joined, what the consumer writes there stays together with it. If the consumer throws, nothing is remembered, and the
     * same events are handed over again. One at a time is served under a name; others wait.
     *
     * @param consumer its name, 1 to {@value #NAME_MAX} code points; a new one begins with the first event there is, and once a
     *     call under it has come to its end no event is removed that it has not dealt with
     * @param count how many at most, from 1 to {@value #COUNT_MAX}
     * @param to is handed at least one event, in the order of their positions, within the transaction and with its lock held, so
     *     it should be quick, and use this library only as {@link Loyalty#inTransaction} gives it; is not called where there is
     *     none. It may be called again with the same after a lost race or a crash
     * @return how many were handed over
     * @throws StoreBusyException if another one was served under the name for too long, or has given positions since the host's
     *     transaction took its view; nothing happened
     */
    public int consume(String consumer, int count, Consumer<? super List<Event>> to) {
        String name = checked(consumer);
        int size = checked(count);
        new Violations().required("to", to).throwIfAny();
        if (isIdle(name)) {
            return 0;
        }
        return engine.write(tx -> {
            long read = tx.queue().lock(name);
            List<Event> events = after(tx, read, size);
            if (!events.isEmpty()) {
                to.accept(events);
                tx.queue().read(name, events.get(events.size() - 1).position());
            }
            return events.size();
        });
    }

    /**
     * Who polls while nothing happens takes no lock, and writes nothing. Otherwise events have got their positions by now, in a
     * transaction of its own, so that nobody else waits for them while a consumer is at work.
     */
    private boolean isIdle(String name) {
        return engine.write(tx -> {
            Long read = tx.events().consumers().get(name);
            return after(tx, read == null ? 0 : read, 1).isEmpty() && read != null;
        });
    }

    /** Returns up to which position each consumer has dealt with events, by their names. */
    public Map<String, Long> consumers() {
        return Map.copyOf(engine.read(reader -> reader.events().consumers()));
    }

    /**
     * Forgets a consumer that there is no more, so that events need not be kept for it. One that is not known is passed over; one
     * that comes again begins with the first event there is.
     *
     * @param consumer its name, 1 to {@value #NAME_MAX} code points
     */
    public void remove(String consumer) {
        String name = checked(consumer);
        if (consumers().containsKey(name)) {
            engine.write(tx -> {
                tx.queue().remove(name);
                return name;
            });
        }
    }

    /**
     * Removes events that nobody needs any more, the first ones first. Call it until it removes none.
     *
     * @param upTo up to which position, from 0; where there are consumers, not beyond the last that all of them dealt with
     * @param count how many at most, from 1 to {@value #COUNT_MAX}
     * @return how many were removed
     */
    public int forget(long upTo, int count) {
        int size = checked(count);
        new Violations()
                .check(upTo >= 0, "upTo", Code.NUMBER_OUT_OF_RANGE, "positions begin with 1, 0 stands before all")
                .throwIfAny();
        return engine.write(tx -> {
            long dealtWith = tx.events().consumers().values().stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(upTo);
            return tx.queue().forget(Math.min(upTo, dealtWith), size);
        });
    }

    private static String checked(String consumer) {
        return Violations.textOf("consumer", consumer, NAME_MAX);
    }

    private static int checked(int count) {
        return Page.checkedSize(count);
    }
}

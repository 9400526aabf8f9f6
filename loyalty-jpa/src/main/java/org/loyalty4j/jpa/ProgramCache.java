package org.loyalty4j.jpa;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.ProgramHistory;

/**
 * The published versions of the program, by the id of the newest publishing. What is published never changes, so what is
 * kept under an id is right for ever; which id is the newest is asked anew with every opening. Safe for use by many
 * threads.
 */
final class ProgramCache {

    /** Selects the id of the newest publishing. */
    static final String NEWEST = "select v.publication from loyalty_program_version v order by v.version desc limit 1";

    /** Asks for the id of the newest publishing; nobody is told when nothing is published. */
    static Ask newest(Dialect dialect, Consumer<@Nullable UUID> taker) {
        return new Ask(row -> taker.accept((UUID) dialect.read(row, 1, ColumnType.ID))).sql(NEWEST);
    }

    /** For how long a question that writes nothing may be answered by what was the newest then. */
    private static final long STALE_NANOS = 1_000_000_000L;

    /** What was published, and under which id. */
    private record Known(UUID publication, ProgramHistory history) {}

    /**
     * The newest publishing at a time, as everybody saw it.
     *
     * @param at by the JVM's own clock, in nanoseconds
     */
    private record Seen(ProgramHistory history, long at) {}

    private volatile @Nullable Known known;
    private volatile @Nullable Seen seen;

    /** What was published in transactions of the host's, of which nobody told whether they were committed. */
    private final Set<UUID> unsure = ConcurrentHashMap.newKeySet();

    /** Returns the versions up to a publishing; they are loaded if they are not known. */
    ProgramHistory upTo(@Nullable UUID publication, Supplier<ProgramHistory> load) {
        if (publication == null) {
            return ProgramHistory.NONE;
        }
        Known last = known;
        if (last != null && last.publication().equals(publication)) {
            return last.history();
        }
        ProgramHistory history = load.get();
        known = new Known(publication, history);
        return history;
    }

    /** Returns what was the newest when somebody asked last, or null when nobody did or the host may have undone it. */
    @Nullable
    ProgramHistory lately() {
        Known last = known;
        return last == null || unsure.contains(last.publication()) ? null : last.history();
    }

    /** Returns what was the newest a moment ago, or null when that is too long ago. */
    @Nullable
    ProgramHistory fresh() {
        Seen last = seen;
        return last != null && System.nanoTime() - last.at() < STALE_NANOS ? last.history() : null;
    }

    /** Remembers what was the newest now; asked outside any transaction, which could still be undone. */
    void asked(@Nullable UUID publication, ProgramHistory newest) {
        if (publication != null) {
            unsure.remove(publication);
        }
        seen = new Seen(newest, System.nanoTime());
    }

    /** Remembers that this was published in a transaction of the host's. */
    void unsure(UUID publication) {
        unsure.add(publication);
    }

    /** Forgets which is the newest: somebody published meanwhile. */
    void forget() {
        known = null;
        seen = null;
    }
}

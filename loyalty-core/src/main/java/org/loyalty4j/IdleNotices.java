package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.ProgramHistory;

/**
 * What each command of an account had to tell to go because nothing happens, reckoned from what could be used when. Used by
 * one thread.
 */
final class IdleNotices {

    private final ProgramHistory programs;
    private final boolean gives;
    private final Map<Long, Long> left = new HashMap<>(0);
    private final Map<Long, Instant> gone = new HashMap<>(0);
    private final Map<Long, Long> fresh = new HashMap<>(0);
    private final List<Row> rows = new ArrayList<>(0);
    private final Map<Long, List<Row>> rowsOf = new HashMap<>(0);
    private Instant done = Instant.EPOCH;
    private @Nullable Instant current;
    private @Nullable Instant end;
    private @Nullable Instant toldEnd;

    /** That points go at an instant, told since another. */
    record Row(Instant goneAt, Instant since, long points) {}

    IdleNotices(ProgramHistory programs) {
        this.programs = programs;
        this.gives = programs.givesNotice() && programs.anyInactivity();
    }

    /** Returns what a command had to tell. */
    List<Row> of(long sequence) {
        return rowsOf.getOrDefault(sequence, List.of());
    }

    /** Notes when all points go if nothing happens, or null when they do not. */
    void ends(@Nullable Instant at) {
        end = at;
    }

    /** Begins a command. */
    void begin() {
        current = null;
        toldEnd = gives && end != null && end.isBefore(programs.noticedBefore(done)) ? end : null;
    }

    /** Goes on to something that was due at an instant, before it is noted. */
    void due(Instant at) {
        if (gives) {
            pass(at);
            current = at;
        }
    }

    private void pass(Instant until) {
        if (current != null && current.isBefore(until)) {
            tell(current);
            current = null;
        }
        Instant next = end == null || end.equals(toldEnd) ? null : programs.noticeAt(end);
        if (next != null && next.isAfter(done) && next.isBefore(until)) {
            tell(next);
        }
    }

    /** Goes on to what a command does itself. */
    void own(Instant now) {
        if (gives) {
            pass(now.plusNanos(1000));
            done = now;
        }
    }

    /** Ends a command. */
    void end(long sequence, Instant now) {
        if (gives) {
            write(now);
            if (!rows.isEmpty()) {
                rowsOf.put(sequence, List.copyOf(rows));
                rows.clear();
            }
        }
        done = now;
    }

    /** Notes that points came into a lot or went out of it. */
    void add(long lot, long points, @Nullable Instant goneAt) {
        left.merge(lot, points, Long::sum);
        gone.put(lot, goneAt == null ? Instant.MAX : goneAt);
    }

    /** Notes that points came that were not there before. */
    void came(long lot, long points, @Nullable Instant goneAt) {
        add(lot, points, goneAt);
        fresh.merge(lot, points, Long::sum);
    }

    private void tell(Instant at) {
        if (at.isAfter(done)) {
            write(at);
            done = at;
        }
    }

    private void write(Instant at) {
        if (end != null && end.equals(toldEnd)) {
            add(end, at, fresh);
        }
        fresh.clear();
        if (end != null && !end.equals(toldEnd) && end.isBefore(programs.noticedBefore(at))) {
            toldEnd = end;
            add(end, at, left);
        }
    }

    private void add(Instant at, Instant since, Map<Long, Long> came) {
        long points = 0;
        for (Map.Entry<Long, Long> part : came.entrySet()) {
            boolean later = gone.getOrDefault(part.getKey(), Instant.MAX).isAfter(at);
            long usable = left.getOrDefault(part.getKey(), 0L);
            points += later ? Math.max(0, Math.min(part.getValue(), usable)) : 0;
        }
        if (points > 0) {
            rows.add(new Row(at, since, points));
        }
    }
}

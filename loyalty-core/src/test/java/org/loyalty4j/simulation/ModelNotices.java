package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LoyaltyProgram;

/** What one customer of the model was told to lose soon. */
final class ModelNotices {

    private final LoyaltyProgram program;
    private final Map<String, Long> rows = new TreeMap<>();
    private final List<ModelAccount.Move> fresh = new ArrayList<>();
    private Instant done = Instant.EPOCH;
    private @Nullable Instant toldEnd;

    ModelNotices(LoyaltyProgram program) {
        this.program = program;
    }

    ModelNotices copy() {
        ModelNotices copy = new ModelNotices(program);
        copy.rows.putAll(rows);
        copy.fresh.addAll(fresh);
        copy.done = done;
        copy.toldEnd = toldEnd;
        return copy;
    }

    /** Returns when it is told that points go, or null where it is not. */
    private @Nullable Instant told(ModelAccount.Batch batch) {
        return told(batch.gone());
    }

    private @Nullable Instant told(@Nullable Instant gone) {
        int days = program.lots().noticeDays();
        if (days == 0 || gone == null) {
            return null;
        }
        Instant day = program.startOf(program.dateOf(gone).minusDays(days));
        Instant first = day.isBefore(program.validFrom()) ? program.validFrom() : day;
        return first.isBefore(gone) ? first : null;
    }

    /** Returns the first instant, not after another, at which something is to be told. */
    @Nullable
    Instant next(Map<ModelAccount.Batch, Long> usable, @Nullable Instant end, Instant until) {
        Instant all = end == null || end.equals(toldEnd) ? null : told(end);
        Instant first = all == null || !all.isAfter(done) || all.isAfter(until) ? null : all;
        for (ModelAccount.Batch batch : usable.keySet()) {
            Instant at = told(batch);
            boolean due = at != null && at.isAfter(done) && !at.isAfter(until);
            first = at != null && due && (first == null || at.isBefore(first)) ? at : first;
        }
        return first;
    }

    /** Notes that points came that can be used. */
    void came(long batch, long amount) {
        fresh.add(new ModelAccount.Move(batch, amount));
    }

    /** Notes that points that came have repaid a debt: nobody can lose them any more. */
    void went(long batch, long amount) {
        long left = amount;
        for (int i = 0; i < fresh.size(); i++) {
            ModelAccount.Move came = fresh.get(i);
            long part = came.batch() == batch ? Math.min(left, came.amount()) : 0;
            fresh.set(i, new ModelAccount.Move(came.batch(), came.amount() - part));
            left -= part;
        }
    }

    /** Tells what is to be told at an instant. */
    void tell(Instant at, Map<ModelAccount.Batch, Long> usable, @Nullable Instant end) {
        if (at.isAfter(done)) {
            usable.forEach((batch, amount) -> {
                if (at.equals(told(batch))) {
                    add(batch, at, amount);
                }
            });
            late(at, usable, at, end);
            all(at, usable, end);
            done = at;
        }
    }

    /** Goes on to an instant up to which everything was told. */
    void pass(Instant at) {
        done = at.isAfter(done) ? at : done;
    }

    /** Tells what came with a command although it goes soon. */
    void end(Instant now, Map<ModelAccount.Batch, Long> usable, @Nullable Instant end) {
        late(now, usable, Instant.MAX, end);
        all(now, usable, end);
        done = now;
    }

    /** What goes because nothing happens is told once for each such day, but not what goes before it anyway. */
    private void all(Instant at, Map<ModelAccount.Batch, Long> usable, @Nullable Instant end) {
        Instant told = end == null || end.equals(toldEnd) ? null : told(end);
        if (told != null && !told.isAfter(at)) {
            toldEnd = end;
            usable.forEach((batch, amount) -> addOfAll(batch, at, amount));
        }
    }

    private void addOfAll(ModelAccount.Batch batch, Instant at, long amount) {
        if (toldEnd != null && !batch.goneBy(toldEnd)) {
            rows.merge(toldEnd + " since " + at, amount, Long::sum);
        }
    }

    private void late(Instant at, Map<ModelAccount.Batch, Long> usable, Instant before, @Nullable Instant end) {
        usable.forEach((batch, amount) -> {
            Instant told = told(batch);
            long came = fresh.stream()
                    .filter(move -> move.batch() == batch.number())
                    .mapToLong(ModelAccount.Move::amount)
                    .sum();
            boolean late = told != null && !told.isAfter(at) && told.isBefore(before);
            if (came > 0 && late && !batch.goneBy(at)) {
                add(batch, at, Math.min(came, amount));
            }
            if (came > 0 && end != null && end.equals(toldEnd)) {
                addOfAll(batch, at, Math.min(came, amount));
            }
        });
        fresh.clear();
    }

    private void add(ModelAccount.Batch batch, Instant at, long amount) {
        rows.merge(batch.gone() + " since " + at, amount, Long::sum);
    }

    /** Returns how many points were told, by both instants. */
    Map<String, Long> rows() {
        return rows;
    }
}

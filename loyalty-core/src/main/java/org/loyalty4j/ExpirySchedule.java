package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.StoreReader;

/** Adds up when the points of an account go. Used by one thread, once. */
final class ExpirySchedule {

    private final LoyaltyProgram program;
    private final Instant now;
    private final @Nullable LocalDate last;
    private final SortedMap<LocalDate, Points> points = new TreeMap<>();

    /**
     * Starts.
     *
     * @param last the last date that is asked about, or null for all
     */
    ExpirySchedule(LoyaltyProgram program, Instant now, @Nullable LocalDate last) {
        this.program = program;
        this.now = now;
        this.last = last;
    }

    /** Returns the points by the first date on which they are gone; reads no lot that goes after the last date. */
    SortedMap<LocalDate, Points> of(StoreReader reader, RewardAccount head) {
        ProgramHistory programs = reader.programs();
        if (programs.anyInactivity()) {
            return ofIdle(programs, Ahead.read(reader, programs, head));
        }
        Overdue overdue = new Overdue(reader, head, now);
        long owed = overdue.debt();
        for (PendingLot lot : head.pending() > 0 ? overdue.waiting() : List.<PendingLot>of()) {
            // What is owed is repaid by the first that become active before they go.
            long repays = goesFirst(lot) ? 0 : Math.min(owed, lot.remaining());
            owed -= repays;
            if (lot.remaining() > repays) {
                add(lot.goneAt(), lot.remaining() - repays);
            }
        }
        for (LotAllocation part : overdue.freed()) {
            add(part.goneAt(), part.amount());
        }
        LotPages pages = new LotPages(reader, head.id());
        for (List<Lot> page = overdue.isWhole() ? List.of() : pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Lot lot : page) {
                if (!add(lot.goneAt(), lot.remaining())) {
                    return points;
                }
            }
        }
        return points;
    }

    /** What goes then depends on what there is then, so that all that is to come is decided. */
    private SortedMap<LocalDate, Points> ofIdle(ProgramHistory programs, AccountState before) {
        AccountState caughtUp = Ahead.until(programs, before, now).next();
        AccountState state = Ahead.withoutWithheld(programs, caughtUp);
        for (Posting posting : Ahead.until(programs, state, Ahead.NEVER).postings()) {
            LocalDate date = program.dateOf(posting.countsAt());
            boolean asked = last == null || !date.isAfter(last);
            if (posting.kind() == Posting.Kind.EXPIRE
                    && asked
                    && posting.countsAt().isAfter(now)) {
                points.merge(date, Points.of(-posting.amount()), Points::plus);
            }
        }
        return points;
    }

    /** Says whether the points of a lot go while they still wait for their date. */
    static boolean goesFirst(PendingLot lot) {
        Instant active = lot.activeAt();
        return lot.goneAt() != null && active != null && lot.goneAt().isBefore(active);
    }

    /** Says whether lots after it in burn order may still be asked about. */
    private boolean add(@Nullable Instant gone, long amount) {
        LocalDate date = gone == null ? null : program.dateOf(gone);
        if (gone == null || date == null || (last != null && date.isAfter(last))) {
            return false;
        }
        if (gone.isAfter(now)) {
            points.merge(date, Points.of(amount), Points::plus);
        }
        return true;
    }
}

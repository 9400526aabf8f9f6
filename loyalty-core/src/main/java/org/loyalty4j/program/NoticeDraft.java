package org.loyalty4j.program;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.RewardAccount;

/**
 * Tells which points of an account go soon, while a command is decided. What was to be told by an instant follows from that
 * instant alone, so whatever the account's last command came after has been told. Used by one thread.
 */
final class NoticeDraft {

    private final ProgramHistory programs;
    private final RewardAccount account;
    private final LotsDraft lots;
    private final IdleDraft idle;
    private final LongSupplier available;
    private final boolean gives;
    private final List<ExpiryNotice> told = new ArrayList<>(0);
    private Instant done;
    private Instant before;
    // When all points go because nothing happens, where that was told already.
    private @Nullable Instant toldEnd;

    NoticeDraft(
            ProgramHistory programs, RewardAccount account, LotsDraft lots, IdleDraft idle, LongSupplier available) {
        this.idle = idle;
        this.available = available;
        this.programs = programs;
        this.account = account;
        this.lots = lots;
        this.gives = programs.givesNotice();
        this.done = account.lastRecordedAt();
        this.before = gives ? programs.noticedBefore(done) : done;
        Instant end = gives ? idle.end() : null;
        this.toldEnd = end != null && end.isBefore(before) ? end : null;
    }

    /** Returns when something of the lots that are known is to be told next, or null. */
    @Nullable
    Instant next() {
        Instant gone = gives ? lots.firstGoneFrom(before) : null;
        return Due.first(gone == null ? null : programs.noticeAt(gone), nextOfAll());
    }

    /** Returns when it is told that all points go because nothing happens, or null where it was or is not. */
    private @Nullable Instant nextOfAll() {
        Instant end = gives ? idle.end() : null;
        Instant at = end == null || end.equals(toldEnd) ? null : programs.noticeAt(end);
        return at != null && at.isAfter(done) ? at : null;
    }

    /** Tells what is to be told from an instant on; what was put back then is told only where its time comes with it. */
    void tell(Instant at) {
        if (!gives || !at.isAfter(done)) {
            return;
        }
        before = programs.noticedBefore(at.minus(1, ChronoUnit.MICROS));
        Map<Instant, Long> sums = fresh(at);
        Instant from = before;
        pass(at);
        for (Lot lot : lots.goneWithin(from, before)) {
            Instant gone = lot.goneAt();
            if (gone != null) {
                sums.merge(gone, lot.remaining(), Long::sum);
            }
        }
        tellOfAll(sums);
        write(sums, at);
    }

    /** Tells what goes because nothing happens although its own day is later. */
    private void tellOfAll(Map<Instant, Long> sums) {
        Instant end = idle.end();
        if (end == null || end.equals(toldEnd) || !end.isBefore(before)) {
            return;
        }
        toldEnd = end;
        long points = available.getAsLong();
        for (Lot lot : lots.goneWithin(Instant.MIN, end.plus(1, ChronoUnit.MICROS))) {
            points -= lot.remaining();
        }
        if (points > 0) {
            sums.merge(end, points, Long::sum);
        }
    }

    /** Goes on to an instant up to which everything was told. */
    void pass(Instant at) {
        if (gives) {
            done = at;
            before = programs.noticedBefore(at);
        }
    }

    /** Tells what the command itself gave although it goes soon. */
    void end() {
        if (gives) {
            Map<Instant, Long> sums = fresh(done);
            tellOfAll(sums);
            write(sums, done);
        }
    }

    /** Points that came when it was told already what goes with them are told by themselves. */
    private Map<Instant, Long> fresh(Instant at) {
        Map<Instant, Long> sums = new TreeMap<>();
        for (LotAllocation part : lots.drainFresh()) {
            Instant gone = part.goneAt();
            long left = Math.min(part.amount(), lots.remaining(part.lot()));
            if (left > 0 && gone != null && gone.isAfter(at) && gone.isBefore(before)) {
                sums.merge(gone, left, Long::sum);
            }
            boolean all = toldEnd != null && toldEnd.equals(idle.end()) && (gone == null || gone.isAfter(toldEnd));
            if (left > 0 && all) {
                sums.merge(toldEnd, left, Long::sum);
            }
        }
        return sums;
    }

    private void write(Map<Instant, Long> sums, Instant at) {
        sums.forEach((gone, points) -> {
            long sum = points;
            for (ExpiryNotice notice : told) {
                sum += notice.goneAt().equals(gone) && notice.since().equals(at) ? notice.points() : 0;
            }
            told.removeIf(
                    notice -> notice.goneAt().equals(gone) && notice.since().equals(at));
            told.add(new ExpiryNotice(account.id(), account.commands() + 1, gone, at, sum));
        });
    }

    /** Returns what was told. */
    List<ExpiryNotice> told() {
        return told;
    }

    /** Returns an instant before which nothing is to be told. It may be too early where not every lot is known. */
    @Nullable
    Instant dueAt() {
        if (!gives) {
            return null;
        }
        Lot frontier = lots.frontier();
        Instant last = frontier == null ? null : frontier.goneAt();
        Instant known = available.getAsLong() > 0 ? next() : null;
        if (last == null) {
            return known;
        }
        // Nothing that is not known could be told before the account was to be looked at.
        return Due.first(known, last.isBefore(before) ? account.dueAt() : programs.noticeAt(last));
    }
}

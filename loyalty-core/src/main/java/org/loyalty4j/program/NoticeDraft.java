package org.loyalty4j.program;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final boolean gives;
    private final List<ExpiryNotice> told = new ArrayList<>(0);
    private Instant done;
    private Instant before;

    NoticeDraft(ProgramHistory programs, RewardAccount account, LotsDraft lots) {
        this.programs = programs;
        this.account = account;
        this.lots = lots;
        this.gives = programs.givesNotice();
        this.done = account.lastRecordedAt();
        this.before = gives ? programs.noticedBefore(done) : done;
    }

    /** Returns when something of the lots that are known is to be told next, or null. */
    @Nullable
    Instant next() {
        Instant gone = gives ? lots.firstGoneFrom(before) : null;
        return gone == null ? null : programs.noticeAt(gone);
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
        write(sums, at);
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
            write(fresh(done), done);
        }
    }

    /** Points that came when it was told already what goes with them are told by themselves. */
    private Map<Instant, Long> fresh(Instant at) {
        Map<Instant, Long> sums = new TreeMap<>();
        for (LotAllocation part : lots.drainFresh()) {
            Instant gone = part.goneAt();
            if (gone != null && gone.isAfter(at) && gone.isBefore(before)) {
                long left = Math.min(part.amount(), lots.remaining(part.lot()));
                if (left > 0) {
                    sums.merge(gone, left, Long::sum);
                }
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
        Instant known = next();
        if (last == null) {
            return known;
        }
        // Nothing that is not known could be told before the account was to be looked at.
        return Due.first(known, last.isBefore(before) ? account.dueAt() : programs.noticeAt(last));
    }
}

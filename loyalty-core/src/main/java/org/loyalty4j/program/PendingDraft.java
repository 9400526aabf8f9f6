package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;

/** The pending points of an account while a command is decided. Used by one thread. */
final class PendingDraft {

    private final RewardAccount account;
    private final Instant now;
    private final List<PendingLot> lots;
    private final Map<Long, PendingLot> changed = new LinkedHashMap<>(0);
    private final List<LotTerms> terms = new ArrayList<>(0);
    private final List<Activation> activations = new ArrayList<>(0);
    private long sum;

    PendingDraft(RewardAccount account, List<PendingLot> brought, Instant now) {
        this.account = account;
        this.now = now;
        this.lots = new ArrayList<>(brought);
        this.sum = account.pending();
    }

    /** Returns how many points are pending. */
    long sum() {
        return sum;
    }

    /** Returns when the first points become active, or are lost because nobody confirmed them. */
    @Nullable
    Instant firstDue() {
        Instant first = null;
        for (PendingLot lot : lots) {
            first = earlier(first, earlier(lot.activeAt(), lot.forfeitAt()));
        }
        return first;
    }

    /** Returns when the first pending points are gone before they ever become active. */
    @Nullable
    Instant firstGone() {
        Instant first = null;
        for (PendingLot lot : lots) {
            first = earlier(first, lot.goneAt());
        }
        return first;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other;
        }
        return other == null || one.isBefore(other) ? one : other;
    }

    /** Notes what a lot is opened with. */
    void note(LotTerms opened) {
        terms.add(opened);
    }

    /** Opens a lot that cannot be used yet, and returns what it holds. */
    LotAllocation open(LotTerms opened, Instant earnedAt, @Nullable Instant goneAt, long amount) {
        terms.add(opened);
        PendingLot lot = new PendingLot(opened, earnedAt, goneAt, false, amount);
        lots.add(lot);
        changed.put(lot.number(), lot);
        sum += amount;
        return lot.allocation(amount);
    }

    /** Makes all points active whose instant it is, and returns what goes into which lot. */
    List<LotAllocation> activate(Instant at, long afterNumber) {
        List<LotAllocation> active = new ArrayList<>(0);
        for (PendingLot lot : List.copyOf(lots)) {
            if (at.equals(lot.activeAt())) {
                active.add(activate(lot, lot.remaining(), lot.goneAt(), at, afterNumber));
            }
        }
        return active;
    }

    private LotAllocation activate(
            PendingLot lot, long amount, @Nullable Instant goneAt, Instant at, long afterNumber) {
        PendingLot left = lot.activated(amount, goneAt);
        set(lot, left);
        activations.add(new Activation(
                account.id(), account.commands() + 1, lot.number(), afterNumber, amount, goneAt, at, now));
        return left.allocation(amount);
    }

    /** Takes all points that nobody confirmed until the instant at which they are lost. */
    List<LotAllocation> forfeit(Instant at) {
        return takeAll(lot -> at.equals(lot.forfeitAt()));
    }

    /** Takes all points that are gone at an instant. */
    List<LotAllocation> takeGone(Instant gone) {
        return takeAll(lot -> gone.equals(lot.goneAt()));
    }

    private List<LotAllocation> takeAll(Predicate<PendingLot> which) {
        List<LotAllocation> taken = new ArrayList<>(0);
        for (PendingLot lot : List.copyOf(lots)) {
            if (which.test(lot)) {
                taken.add(take(lot, lot.remaining()));
            }
        }
        return taken;
    }

    /** Takes points from the lots that earnings opened, as many as are pending in them. */
    List<LotAllocation> takeFrom(List<Posting> earnings, long amount) {
        return take(lot -> earnings.stream().anyMatch(earning -> earning.number() == lot.number()), amount);
    }

    /** Takes points from the lots of some postings, as many as are pending in them. */
    List<LotAllocation> takeFrom(long first, long last, long amount) {
        return take(lot -> lot.number() >= first && lot.number() <= last, amount);
    }

    private List<LotAllocation> take(Predicate<PendingLot> which, long amount) {
        List<LotAllocation> taken = new ArrayList<>(0);
        long left = amount;
        for (PendingLot lot : List.copyOf(lots)) {
            long part = which.test(lot) ? Math.min(left, lot.remaining()) : 0;
            if (part > 0) {
                taken.add(take(lot, part));
                left -= part;
            }
        }
        return taken;
    }

    /** Returns how many points are pending in the lots of some postings. */
    long sumOf(long first, long last) {
        long pending = 0;
        for (PendingLot lot : lots) {
            pending += lot.number() >= first && lot.number() <= last ? lot.remaining() : 0;
        }
        return pending;
    }

    /** Makes points of some postings active by somebody's word, and returns what goes into which lot. */
    List<LotAllocation> confirm(ProgramHistory programs, long first, long last, long amount, long afterNumber) {
        List<LotAllocation> active = new ArrayList<>(1);
        long left = amount;
        for (PendingLot lot : List.copyOf(lots)) {
            boolean meant = lot.number() >= first && lot.number() <= last;
            long part = meant ? Math.min(left, lot.remaining()) : 0;
            if (part > 0) {
                LoyaltyProgram program = programs.versions().get(lot.terms().programVersion() - 1);
                Instant gone = lot.isUndated() ? program.goneAt(now, lot.terms().expiry()) : lot.goneAt();
                active.add(activate(lot, part, gone, now, afterNumber));
                left -= part;
            }
        }
        return active;
    }

    private LotAllocation take(PendingLot lot, long amount) {
        set(lot, lot.withRemaining(lot.remaining() - amount));
        return lot.allocation(-amount);
    }

    private void set(PendingLot before, PendingLot left) {
        int at = lots.indexOf(before);
        if (left.remaining() == 0) {
            lots.remove(at);
        } else {
            lots.set(at, left);
        }
        sum -= before.remaining() - left.remaining();
        changed.put(left.number(), left);
    }

    /** Returns what the next command finds. */
    List<PendingLot> known() {
        return List.copyOf(lots);
    }

    /** Returns the lots that changed, as they are now. */
    List<PendingLot> changed() {
        return List.copyOf(changed.values());
    }

    List<LotTerms> terms() {
        return terms;
    }

    List<Activation> activations() {
        return activations;
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.store.LedgerStore;

/** The lots of one account, folded from its postings and compared with those that are stored. Used by one thread. */
final class LotsAudit {

    private static final int PAGE = 500;

    private final AccountId account;
    private final AuditFindings findings;
    private final Map<Long, Instant> idle;
    private final Map<Long, Fold> folds = new HashMap<>();
    private final TreeSet<Lot> open = new TreeSet<>(Lot.BURN_ORDER);
    private final SortedMap<Long, Fold> waiting = new TreeMap<>();
    private long outstanding;

    /** One lot: what it was born as, and where its points are. */
    private static final class Fold {
        private Lot lot;
        private long spent;
        private long pending;
        private boolean begun;
        private LotTerms.@Nullable Waiting waiting;
        private int programVersion;
        private @Nullable Instant backAt;
        private LotTerms.Source expiry = LotTerms.Source.PROGRAM;

        private Fold(Lot lot) {
            this.lot = lot;
        }

        /** From when what is left of it is gone: not before it was put back. */
        private @Nullable Instant goes(@Nullable Instant idle) {
            Instant own = lot.goneAt();
            Instant end = own == null || (idle != null && idle.isBefore(own)) ? idle : own;
            return backAt == null || (end != null && end.isAfter(backAt)) ? end : backAt;
        }

        /** What of it can be used. */
        private Lot active() {
            return lot.withRemaining(lot.remaining() - pending);
        }

        private LotTerms terms(long number) {
            return new LotTerms(lot.account(), number, programVersion, waiting, expiry);
        }

        private PendingLot pendingLot() {
            return new PendingLot(terms(lot.number()), lot.earnedAt(), lot.goneAt(), begun, pending);
        }
    }

    /** Starts, with the instants at which points went because nothing had happened, by the numbers of their postings. */
    LotsAudit(AccountId account, AuditFindings findings, Map<Long, Instant> idle) {
        this.idle = idle;
        this.account = account;
        this.findings = findings;
    }

    /** Returns what the stored lots hold together. */
    long outstanding() {
        return outstanding;
    }

    /** Returns the instant at which the first points go or become active, or null when none do. */
    @Nullable
    Instant firstDue() {
        Instant first = open.isEmpty() ? null : open.first().goneAt();
        for (PendingLot lot : pending()) {
            Instant next = lot.nextAt();
            first = first == null || (next != null && next.isBefore(first)) ? next : first;
        }
        return first;
    }

    /** Returns what can be used and goes between two instants, the second not included, by when it goes. */
    Map<Instant, Long> usable(Instant from, Instant to) {
        Map<Instant, Long> sums = new TreeMap<>();
        for (Lot lot : open) {
            Instant gone = lot.goneAt();
            if (gone != null && !gone.isBefore(from) && gone.isBefore(to)) {
                sums.merge(gone, lot.remaining(), Long::sum);
            }
        }
        return sums;
    }

    /** Returns what of a lot can be used. */
    long usable(long number) {
        Fold fold = folds.get(number);
        return fold == null ? 0 : fold.active().remaining();
    }

    /** Returns the lots with pending points, in the order of their numbers. */
    List<PendingLot> pending() {
        return waiting.values().stream().map(Fold::pendingLot).toList();
    }

    /** Returns how many points are pending. */
    long pendingSum() {
        return waiting.values().stream().mapToLong(fold -> fold.pending).sum();
    }

    /** Returns what of a lot is pending, or null where nothing is. */
    @Nullable
    PendingLot pendingOf(long number) {
        Fold fold = waiting.get(number);
        return fold == null ? null : fold.pendingLot();
    }

    /** Returns what a lot was opened with; its number is left at 0. */
    Optional<LotTerms> termsOf(long number) {
        Fold fold = folds.get(number);
        return fold == null ? Optional.empty() : Optional.of(fold.terms(0));
    }

    /** Lets points of a lot be used. */
    void activate(PendingLot lot, long amount, @Nullable Instant goneAt) {
        Fold fold = waiting.get(lot.number());
        if (fold != null) {
            open.remove(fold.active());
            fold.begun = true;
            fold.lot = new Lot(account, lot.number(), lot.earnedAt(), goneAt, fold.lot.remaining());
            set(fold, fold.lot, fold.pending - amount);
        }
    }

    /**
     * Folds a posting.
     *
     * @param terms what the lot that it opens waits for and who decided when it goes, or null
     * @param inOrder whether it uses points in burn order
     * @param captures whether it uses points that were held
     */
    void add(Posting posting, @Nullable LotTerms terms, boolean inOrder, boolean captures) {
        for (LotAllocation part : posting.lots()) {
            if (part.amount() == 0
                    || Long.signum(part.amount()) != posting.kind().sign()) {
                findings.add(
                        "I-10", posting.number(), "its part of lot " + part.lot() + " is " + part.amount() + " points");
            }
            move(posting, part, terms, captures);
        }
        if (inOrder) {
            checkOrder(posting.number(), posting.lots());
        }
    }

    private void move(Posting posting, LotAllocation part, @Nullable LotTerms terms, boolean captures) {
        if (posting.kind().opensLot()) {
            born(posting, part, terms);
            return;
        }
        Fold fold = folds.get(part.lot());
        if (fold == null) {
            findings.add("I-05", posting.number(), "lot " + part.lot() + " was never opened");
            return;
        }
        Lot lot = fold.lot;
        if (!lot.earnedAt().equals(part.earnedAt()) || !lot.expiresAt().equals(part.expiresAt())) {
            findings.add("I-04", posting.number(), "the dates of lot " + part.lot() + " must be those of its opening");
        }
        long left = lot.remaining() + part.amount();
        findings.check(
                left >= 0,
                "I-04",
                posting.number(),
                "lot " + part.lot() + " had " + lot.remaining() + " points left, not " + -part.amount());
        switch (posting.kind()) {
            case REDEEM, ADJUST_DOWN, TRUE_DOWN, MOVE_OUT, FEE -> fold.spent -= part.amount();
            case RESTORE, MOVE_BACK -> {
                fold.backAt = posting.countsAt();
                findings.check(
                        part.amount() <= fold.spent,
                        "I-16",
                        posting.number(),
                        part.amount() + " points are put back into lot " + part.lot() + ", " + fold.spent
                                + " were used");
                fold.spent -= part.amount();
            }
            default -> {
                // Points that were reversed or have expired never come back.
            }
        }
        boolean due = posting.kind() == Posting.Kind.EXPIRE || posting.kind() == Posting.Kind.FORFEIT;
        Instant idleEnd = posting.kind() == Posting.Kind.EXPIRE ? idle.get(posting.number()) : null;
        boolean gone = lot.goneBy(due ? posting.countsAt() : posting.recordedAt())
                || (idleEnd != null && !idleEnd.isAfter(posting.countsAt()));
        if (posting.kind() == Posting.Kind.FORFEIT) {
            Instant forfeitAt = fold.waiting == null ? null : fold.waiting.forfeitAt();
            findings.same("I-17", posting.number(), "when unconfirmed points are lost", forfeitAt, posting.countsAt());
        }
        if (posting.kind() == Posting.Kind.EXPIRE) {
            findings.check(gone, "I-05", posting.number(), "lot " + part.lot() + " is not past its time");
            findings.same(
                    "I-18",
                    posting.number(),
                    "the instant from which points of lot " + part.lot() + " are gone",
                    fold.goes(idleEnd),
                    posting.countsAt());
        } else if (part.amount() < 0 && !captures) {
            // What is lost unconfirmed at the very instant at which it would be gone is lost first.
            boolean atOnce = due && posting.countsAt().equals(lot.goneAt());
            // What a use of points put back gets a grace.
            boolean graced = posting.kind() == Posting.Kind.EXTEND_OUT
                    && posting.countsAt().equals(fold.backAt);
            findings.check(
                    !gone || atOnce || graced, "I-05", posting.number(), "lot " + part.lot() + " was past its time");
        }
        long pending = fold.pending - pendingTaken(posting, part, fold.pending);
        findings.check(
                pending >= 0 && pending <= left,
                "I-04",
                posting.number(),
                "of lot " + part.lot() + " " + fold.pending + " points were pending");
        set(fold, lot.withRemaining(left), Math.max(0, Math.min(pending, left)));
    }

    /**
     * Pending points are taken by postings of their own; only when they are gone they go with the others of their lot.
     * They stay where these go because nothing happened.
     */
    static long pendingTaken(Posting posting, LotAllocation part, long pending) {
        return switch (posting.kind()) {
            case CANCEL, FORFEIT, RECALL -> -part.amount();
            case EXPIRE -> IdleFold.wentIdle(part, posting) ? 0 : Math.min(pending, -part.amount());
            default -> 0;
        };
    }

    private void born(Posting posting, LotAllocation part, @Nullable LotTerms terms) {
        boolean brought = posting.kind() == Posting.Kind.MOVE_IN || posting.kind() == Posting.Kind.EXTEND_IN;
        boolean own = part.lot() == posting.number()
                && (brought
                        ? !part.earnedAt().isAfter(posting.countsAt())
                        : part.earnedAt().equals(posting.countsAt()))
                && posting.lots().size() == 1;
        findings.check(own, "I-04", posting.number(), "it must open one lot, with its own number and time");
        if (!folds.containsKey(part.lot())) {
            Fold fold = new Fold(part.lot(account, 0));
            folds.put(part.lot(), fold);
            fold.waiting = terms == null ? null : terms.waiting();
            fold.expiry = terms == null ? LotTerms.Source.PROGRAM : terms.expiry();
            fold.programVersion = posting.programVersion();
            set(fold, part.lot(account, part.amount()), fold.waiting == null ? 0 : part.amount());
        }
    }

    private void set(Fold fold, Lot lot, long pending) {
        open.remove(fold.active());
        fold.lot = lot;
        fold.pending = pending;
        if (fold.active().remaining() > 0) {
            open.add(fold.active());
        }
        if (pending > 0) {
            waiting.put(lot.number(), fold);
        } else {
            waiting.remove(lot.number());
        }
    }

    /** Nothing may be left in a lot that comes before one that was used. */
    private void checkOrder(long number, List<LotAllocation> used) {
        if (used.isEmpty() || open.isEmpty()) {
            return;
        }
        LotAllocation last = used.get(used.size() - 1);
        boolean inOrder = Lot.BURN_ORDER.compare(open.first(), last.lot(account, 1)) >= 0;
        findings.check(
                inOrder,
                "I-09",
                number,
                "lot " + last.lot() + " was used before lot " + open.first().number());
    }

    /** Takes the points of a hold out of their lots. */
    void pin(Hold hold, Instant recordedAt) {
        for (LotAllocation pin : hold.pins()) {
            String what = "hold " + hold.number() + " and lot " + pin.lot() + ": ";
            Fold fold = folds.get(pin.lot());
            if (fold == null) {
                findings.add("I-05", what + "it was never opened");
                continue;
            }
            Lot lot = fold.lot;
            findings.same("I-04", 0, what + "when it counts from", lot.earnedAt(), pin.earnedAt());
            findings.same("I-04", 0, what + "when it is gone", lot.goneAt(), pin.goneAt());
            findings.check(!lot.goneBy(recordedAt), "I-05", 0, what + "it was past its time");
            findings.check(
                    pin.amount() <= fold.active().remaining(),
                    "I-04",
                    0,
                    what + "it had " + fold.active().remaining() + " points left");
            set(fold, lot.withRemaining(lot.remaining() - pin.amount()), fold.pending);
        }
        checkOrder(0, hold.pins());
    }

    /** Returns the instants at which points of some postings went because nothing had happened. */
    List<Instant> wentIdle(List<Posting> postings) {
        return postings.stream()
                .filter(posting -> idle.containsKey(posting.number()))
                .map(Posting::countsAt)
                .toList();
    }

    /** Says whether anything is left in any lot that can be used. */
    boolean anyUsable() {
        return !open.isEmpty();
    }

    /** Takes points out of a lot that repay what a debit had not found. */
    void repay(String at, LotAllocation from, Posting.Kind debit) {
        Fold fold = folds.get(from.lot());
        if (fold == null) {
            findings.add("I-05", at + ": lot " + from.lot() + " was never opened");
            return;
        }
        Lot lot = fold.lot;
        findings.same("I-04", 0, at + ": when its lot counts from", lot.earnedAt(), from.earnedAt());
        findings.same("I-04", 0, at + ": when its lot is gone", lot.goneAt(), from.goneAt());
        findings.check(
                -from.amount() <= fold.active().remaining(),
                "I-04",
                0,
                at + ": its lot had " + fold.active().remaining() + " points left");
        // What a return took never comes back.
        fold.spent -= debit == Posting.Kind.REVERSE ? 0 : from.amount();
        set(fold, lot.withRemaining(lot.remaining() + from.amount()), fold.pending);
    }

    /**
     * Puts points of a hold back into their lots.
     *
     * @param at when, or null where they are used at once
     */
    void putBack(List<LotAllocation> pins, @Nullable Instant at) {
        for (LotAllocation pin : pins) {
            Fold fold = folds.get(pin.lot());
            if (fold != null) {
                fold.backAt = at == null ? fold.backAt : at;
                set(fold, fold.lot.withRemaining(fold.lot.remaining() + pin.amount()), fold.pending);
            }
        }
    }

    /** Compares with the stored lots; none may be past a time at which everything due was written. */
    void compare(LedgerStore ledger, Instant writtenUntil) {
        Set<Lot> missing = new TreeSet<>(open);
        Lot after = null;
        List<Lot> page = ledger.lots(account, null, PAGE);
        while (!page.isEmpty()) {
            for (Lot lot : page) {
                outstanding += lot.remaining();
                compare(lot, missing, writtenUntil);
            }
            Lot last = page.get(page.size() - 1);
            if (after != null && Lot.BURN_ORDER.compare(last, after) <= 0) {
                break;
            }
            after = last;
            page = ledger.lots(account, after, PAGE);
        }
        for (Lot lot : missing) {
            findings.add(
                    "I-36",
                    lot.number(),
                    "lot " + lot.number() + " with " + lot.remaining() + " points left is not stored");
        }
    }

    private void compare(Lot lot, Set<Lot> missing, Instant writtenUntil) {
        long number = lot.number();
        Fold fold = folds.get(number);
        if (fold == null || fold.active().remaining() <= 0) {
            findings.add("I-36", number, "lot " + number + " is stored, but nothing is left of it");
            return;
        }
        missing.remove(fold.active());
        findings.same(
                "I-04", number, "what is left of lot " + number, fold.active().remaining(), lot.remaining());
        findings.same("I-36", number, "the start of lot " + number, fold.lot.earnedAt(), lot.earnedAt());
        findings.same("I-36", number, "the end of lot " + number, fold.lot.goneAt(), lot.goneAt());
        findings.check(lot.account().equals(account), "I-36", number, "lot " + number + " is another account's");
        findings.check(
                !lot.goneBy(writtenUntil),
                "I-17",
                number,
                "lot " + number + " was gone when the last command was recorded, and is not written off");
    }
}

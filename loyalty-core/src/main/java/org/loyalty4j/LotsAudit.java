package org.loyalty4j;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.store.LedgerStore;

/** The lots of one account, folded from its postings and compared with those that are stored. Used by one thread. */
final class LotsAudit {

    private static final int PAGE = 500;

    private final AccountId account;
    private final AuditFindings findings;
    private final Map<Long, Fold> folds = new HashMap<>();
    private final TreeSet<Lot> open = new TreeSet<>(Lot.BURN_ORDER);
    private long outstanding;

    /** One lot: what it was born as, and where its points are. */
    private static final class Fold {
        private Lot lot;
        private long spent;

        private Fold(Lot lot) {
            this.lot = lot;
        }
    }

    LotsAudit(AccountId account, AuditFindings findings) {
        this.account = account;
        this.findings = findings;
    }

    /** Returns what the stored lots hold together. */
    long outstanding() {
        return outstanding;
    }

    /** Returns the instant at which the first points go, or null when none do. */
    @Nullable
    Instant firstGone() {
        return open.isEmpty() ? null : open.first().goneAt();
    }

    void add(Posting posting) {
        long sum = 0;
        for (LotAllocation part : posting.lots()) {
            sum += part.amount();
            if (part.amount() == 0
                    || Long.signum(part.amount()) != posting.kind().sign()) {
                findings.add(
                        "I-10", posting.number(), "its part of lot " + part.lot() + " is " + part.amount() + " points");
            }
            move(posting, part);
        }
        String rule = posting.kind().opensLot() ? "I-04" : "I-05";
        findings.same(rule, posting.number(), "the sum of its lots", posting.amount(), sum);
        if (posting.kind() == Posting.Kind.REDEEM || posting.kind() == Posting.Kind.ADJUST_DOWN) {
            checkOrder(posting);
        }
    }

    private void move(Posting posting, LotAllocation part) {
        if (posting.kind().opensLot()) {
            born(posting, part);
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
            case REDEEM, ADJUST_DOWN -> fold.spent -= part.amount();
            case RESTORE -> {
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
        boolean gone = lot.goneBy(posting.kind() == Posting.Kind.EXPIRE ? posting.countsAt() : posting.recordedAt());
        if (posting.kind() == Posting.Kind.EXPIRE) {
            findings.check(gone, "I-05", posting.number(), "lot " + part.lot() + " is not past its time");
        } else if (part.amount() < 0) {
            findings.check(!gone, "I-05", posting.number(), "lot " + part.lot() + " was past its time");
        }
        set(fold, lot.withRemaining(left));
    }

    private void born(Posting posting, LotAllocation part) {
        boolean own = part.lot() == posting.number()
                && part.earnedAt().equals(posting.countsAt())
                && posting.lots().size() == 1;
        findings.check(own, "I-04", posting.number(), "it must open one lot, with its own number and time");
        if (!folds.containsKey(part.lot())) {
            Fold fold = new Fold(part.lot(account, 0));
            folds.put(part.lot(), fold);
            set(fold, part.lot(account, part.amount()));
        }
    }

    private void set(Fold fold, Lot lot) {
        open.remove(fold.lot);
        fold.lot = lot;
        if (lot.remaining() > 0) {
            open.add(lot);
        }
    }

    /** Nothing may be left in a lot that comes before one that was used. */
    private void checkOrder(Posting posting) {
        if (posting.lots().isEmpty() || open.isEmpty()) {
            return;
        }
        LotAllocation last = posting.lots().get(posting.lots().size() - 1);
        boolean inOrder = Lot.BURN_ORDER.compare(open.first(), last.lot(account, 1)) >= 0;
        findings.check(
                inOrder,
                "I-09",
                posting.number(),
                "lot " + last.lot() + " was used before lot " + open.first().number());
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
        if (fold == null || fold.lot.remaining() <= 0) {
            findings.add("I-36", number, "lot " + number + " is stored, but nothing is left of it");
            return;
        }
        missing.remove(fold.lot);
        findings.same("I-04", number, "what is left of lot " + number, fold.lot.remaining(), lot.remaining());
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

package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.StoreReader;

/**
 * An account folded from its postings and activations up to what was known at an instant. What fell due and was not
 * written down by then counts as in every other answer: points past their time are gone, and points whose wait is over
 * can be used. Used by one thread.
 */
final class Fold {

    private static final int PAGE = 500;

    private final RewardAccount head;
    private final List<Posting> postings = new ArrayList<>();
    private final Map<Long, Lot> lots = new HashMap<>();
    private final List<Hold> holds = new ArrayList<>(0);
    private final Map<Long, PendingLot> pending = new HashMap<>(0);
    private final List<Waited> waited = new ArrayList<>(0);
    private final List<Debt.Repayment> repayments = new ArrayList<>(0);
    private final ProgramHistory programs;
    private final @Nullable IdleFold idle;
    private final List<LotAllocation> entered = new ArrayList<>(0);

    /** A change of how many points of a lot are pending. */
    private record Waited(Instant countsAt, long amount) {}

    Fold(StoreReader reader, RewardAccount head, Instant knownAt) {
        this.head = head;
        this.programs = reader.programs();
        this.idle = programs.anyInactivity() ? IdleFold.of(reader, programs, head.id(), knownAt) : null;
        addHolds(reader, head, knownAt);
        AuditRows<LotTerms> terms =
                new AuditRows<>((from, size) -> reader.ledger().terms(head.id(), from, size), LotTerms::lot);
        RowsAfter<Activation> activations =
                new RowsAfter<>((after, count) -> reader.ledger().activations(head.id(), after, count));
        AuditRows<Posting> rows =
                new AuditRows<>((from, size) -> reader.ledger().postings(head.id(), from, size), Posting::number);
        for (Posting posting = rows.peek(); posting != null && isKnown(posting, head, knownAt); posting = rows.peek()) {
            rows.next();
            activate(activations, head, posting.number() - 1, knownAt);
            add(posting, termsOf(terms, posting));
        }
        activate(activations, head, head.lastNumber(), knownAt);
        addEntered(reader, rows, knownAt);
        addRepayments(reader, head, knownAt);
    }

    /** What a tier gave that had begun by then was certain, whoever wrote it afterwards. */
    private void addEntered(StoreReader reader, AuditRows<Posting> later, Instant knownAt) {
        if (!knownAt.isBefore(head.lastRecordedAt())) {
            entered.addAll(DueEntries.by(reader, head, knownAt));
            return;
        }
        Posting first = later.peek();
        for (Posting posting = first;
                first != null
                        && posting != null
                        && posting.command().equals(first.command())
                        && posting.number() <= head.lastNumber();
                posting = later.peek()) {
            later.next();
            if (posting.kind() == Posting.Kind.ENTRY && !posting.countsAt().isAfter(knownAt)) {
                entered.addAll(posting.lots());
            }
        }
    }

    /** What repaid a debt is in no lot any more. */
    private void addRepayments(StoreReader reader, RewardAccount head, Instant knownAt) {
        RowsAfter<Debt.Repayment> rows =
                new RowsAfter<>((after, count) -> reader.debts().repayments(head.id(), after, count));
        for (Debt.Repayment row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            if (row.sequence() <= head.commands() && !row.recordedAt().isAfter(knownAt)) {
                repayments.add(row);
                LotAllocation from = row.from();
                Lot lot = from == null ? null : lots.get(from.lot());
                if (from != null && lot != null) {
                    lots.put(from.lot(), lot.withRemaining(lot.remaining() + from.amount()));
                }
            }
        }
    }

    /** A hold whose end was not known ends at its limit. */
    private void addHolds(StoreReader reader, RewardAccount head, Instant knownAt) {
        // One that is over may be written later, and what becomes of its points then depends on all that is there.
        long lastKnown = idle == null ? head.commands() : Math.min(head.commands(), idle.sequence());
        List<Hold> page = reader.holds().all(head.id(), 1, PAGE);
        while (!page.isEmpty()) {
            for (Hold hold : page) {
                if (hold.since().isAfter(knownAt) || hold.number() > head.commands()) {
                    return;
                }
                boolean known = hold.ended()
                        .filter(end -> !end.at().isAfter(knownAt) && end.command() <= lastKnown)
                        .isPresent();
                holds.add(known ? hold : hold.endedBy(null));
            }
            page = reader.holds().all(head.id(), page.get(page.size() - 1).number() + 1, PAGE);
        }
    }

    private static boolean isLive(Hold hold, Instant at) {
        Instant over = hold.ended().map(Hold.End::at).orElse(hold.until());
        return !hold.since().isAfter(at) && at.isBefore(over);
    }

    private static boolean isKnown(Posting posting, RewardAccount head, Instant knownAt) {
        return !posting.recordedAt().isAfter(knownAt) && posting.number() <= head.lastNumber();
    }

    private static LotTerms.@Nullable Waiting termsOf(AuditRows<LotTerms> terms, Posting posting) {
        LotTerms row = posting.kind().opensLot() ? terms.peek() : null;
        if (row == null || row.lot() != posting.number()) {
            return null;
        }
        terms.next();
        return row.waiting();
    }

    private void add(Posting posting, LotTerms.@Nullable Waiting waiting) {
        postings.add(posting);
        for (LotAllocation part : posting.lots()) {
            Lot lot = lots.get(part.lot());
            long left = (lot == null ? 0 : lot.remaining()) + part.amount();
            lots.put(part.lot(), part.lot(posting.account(), left));
            if (waiting != null) {
                LotTerms terms = new LotTerms(
                        posting.account(), part.lot(), posting.programVersion(), waiting, LotTerms.Source.PROGRAM);
                pending.put(part.lot(), new PendingLot(terms, part.earnedAt(), part.goneAt(), false, part.amount()));
                waited.add(new Waited(posting.countsAt(), part.amount()));
                continue;
            }
            PendingLot before = pending.get(part.lot());
            long taken = before == null ? 0 : LotsAudit.pendingTaken(posting, part, before.remaining());
            if (before != null && taken > 0) {
                pending.put(part.lot(), before.withRemaining(before.remaining() - taken));
                waited.add(new Waited(posting.countsAt(), -taken));
            }
        }
    }

    /** Folds what became active before the next posting. */
    private void activate(RowsAfter<Activation> rows, RewardAccount head, long afterNumber, Instant knownAt) {
        for (Activation row = rows.peek(); row != null && row.afterNumber() <= afterNumber; row = rows.peek()) {
            rows.next();
            PendingLot before = pending.get(row.lot());
            Lot lot = lots.get(row.lot());
            if (before == null
                    || lot == null
                    || row.sequence() > head.commands()
                    || row.recordedAt().isAfter(knownAt)) {
                continue;
            }
            pending.put(row.lot(), before.activated(row.amount(), row.goneAt()));
            lots.put(row.lot(), new Lot(lot.account(), lot.number(), lot.earnedAt(), row.goneAt(), lot.remaining()));
            waited.add(new Waited(row.countsAt(), -row.amount()));
        }
    }

    /** Returns how many points of a hold would be gone if they were not held. */
    private static long goneBy(Hold hold, Instant at) {
        long gone = 0;
        for (LotAllocation pin : hold.pins()) {
            gone += pin.lot(hold.account(), pin.amount()).goneBy(at) ? pin.amount() : 0;
        }
        return gone;
    }

    Balance balance(Instant at) {
        // What was due when the last command was recorded is written; what falls due later depends on all that is
        // there.
        return idle == null || at.isBefore(idle.recordedAt()) ? folded(at) : ahead(at, idle);
    }

    private Balance ahead(Instant at, IdleFold fold) {
        List<Hold> live = holds.stream().filter(hold -> hold.end() == null).toList();
        Map<Long, Long> left = new HashMap<>();
        lots.forEach((number, lot) -> left.put(number, lot.remaining()));
        List<PendingLot> waiting =
                pending.values().stream().filter(lot -> lot.remaining() > 0).toList();
        waiting.forEach(lot -> left.merge(lot.number(), -lot.remaining(), Long::sum));
        live.forEach(hold -> hold.pins().forEach(pin -> left.merge(pin.lot(), -pin.amount(), Long::sum)));
        List<Lot> usable = lots.values().stream()
                .map(lot -> lot.withRemaining(left.getOrDefault(lot.number(), 0L)))
                .filter(lot -> lot.remaining() > 0)
                .sorted(Lot.BURN_ORDER)
                .toList();
        long debt = debt(Instant.MAX);
        RewardAccount known = new RewardAccount(
                head.id(),
                RewardAccount.Status.OPEN,
                postings.isEmpty() ? 0 : postings.get(postings.size() - 1).after(),
                live.stream().mapToLong(Hold::amount).sum(),
                waiting.stream().mapToLong(PendingLot::remaining).sum(),
                debt,
                postings.size(),
                head.commands(),
                fold.recordedAt(),
                ChainHash.START,
                null,
                fold.activeAt());
        // To which debit it belongs does not matter for what is left.
        List<Debt> owed = debt == 0 ? List.of() : List.of(new Debt(head.id(), 1, debt));
        AccountState state = AccountState.ahead(
                known, programs, usable, waiting, AccountState.Holds.found(known, inOrder(live), Map.of()), owed);
        for (LotAllocation part : entered) {
            if (!part.earnedAt().isAfter(at)) {
                state = Ahead.with(
                        programs, Ahead.until(programs, state, part.earnedAt()).next(), part);
            }
        }
        return Balance.of(Ahead.until(programs, state, at).next().account(), at, 0);
    }

    private static List<Hold> inOrder(List<Hold> live) {
        return live.stream().sorted(Hold.BY_LIMIT).toList();
    }

    private Balance folded(Instant at) {
        long sum = 0;
        long waiting = 0;
        for (Posting posting : postings) {
            sum += posting.countsAt().isAfter(at) ? 0 : posting.amount();
        }
        for (Waited change : waited) {
            waiting += change.countsAt().isAfter(at) ? 0 : change.amount();
        }
        long gone = 0;
        for (Lot lot : lots.values()) {
            gone += lot.goneBy(at) ? lot.remaining() : 0;
        }
        for (LotAllocation part : entered) {
            sum += part.earnedAt().isAfter(at) ? 0 : part.amount();
            gone += part.lot(head.id(), part.amount()).goneBy(at) ? part.amount() : 0;
        }
        for (PendingLot lot : pending.values()) {
            waiting -= lot.isActiveBy(at) || lot.isLostBy(at) ? lot.remaining() : 0;
            // What becomes active before it goes is free for a moment, and repays first.
            boolean lost = lot.isLostBy(at) && (lot.activeAt() == null || ExpirySchedule.goesFirst(lot));
            sum -= lost ? lot.remaining() : 0;
            // What is lost is not gone with its lot once more.
            boolean both = lost && lot.goneAt() != null && !lot.goneAt().isAfter(at);
            gone -= both ? lot.remaining() : 0;
        }
        long held = 0;
        for (Hold hold : holds) {
            if (isLive(hold, at)) {
                held += hold.amount();
                gone -= hold.end() == null ? goneBy(hold, at) : 0;
            }
        }
        // What comes free repays what is owed before it can go.
        long free = sum - waiting - held - Math.max(0, gone - debt(at));
        return new Balance(
                at, Points.of(Math.max(0, free)), Points.of(waiting), Points.of(held), Points.of(Math.max(0, -free)));
    }

    /** Returns what was owed, before anything that has fallen due and was not written repaid some of it. */
    private long debt(Instant at) {
        long debt = 0;
        for (Posting posting : postings) {
            boolean counts = posting.amount() < 0 && !posting.countsAt().isAfter(at);
            debt -= counts ? DebtAudit.unallocated(posting) : 0;
        }
        for (Debt.Repayment repayment : repayments) {
            debt -= repayment.recordedAt().isAfter(at) ? 0 : repayment.amount();
        }
        return Math.max(0, debt);
    }
}

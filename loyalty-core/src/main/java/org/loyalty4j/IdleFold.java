package org.loyalty4j;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.StoreReader;

/**
 * From when the time of an account counts after which points go when nothing happens, folded from its commands up to what
 * was known at an instant. Used by one thread, once.
 */
final class IdleFold {

    private final ProgramHistory programs;
    private final AuditRows<CommandRecord> commands;
    private final AuditRows<Posting> postings;
    private final AuditRows<LotTerms> terms;
    private final AuditRows<Hold> holds;
    private final AuditRows<RecordedSale> sales;
    private final RowsAfter<Activation> activations;
    private final Map<Long, List<Hold>> ends = new HashMap<>(0);
    private final Map<Long, Long> pending = new HashMap<>(0);
    private final Set<Long> confirmed = new HashSet<>(0);
    private final Map<Long, Instant> gone = new HashMap<>(0);
    private final RowsAfter<Debt.Repayment> repayments;
    private final IdleNotices notices;
    private final Set<Long> over = new HashSet<>(0);
    private List<Hold> lapsing = List.of();
    private boolean isOwn;
    private long sequence;
    private long number;
    private @Nullable Instant activeAt;
    private Instant recordedAt = Instant.EPOCH;
    // What can be used, less what is owed: one of both is always zero.
    private long net;

    private IdleFold(StoreReader reader, ProgramHistory programs, AccountId account) {
        this.programs = programs;
        var ledger = reader.ledger();
        this.commands = new AuditRows<>((from, size) -> ledger.commands(account, from, size), CommandRecord::sequence);
        this.postings = new AuditRows<>((from, size) -> ledger.postings(account, from, size), Posting::number);
        this.terms = new AuditRows<>((from, size) -> ledger.terms(account, from, size), LotTerms::lot);
        this.holds = new AuditRows<>((from, size) -> reader.holds().all(account, from, size), Hold::number);
        this.sales = new AuditRows<>(
                (from, size) -> reader.sales().page(account, from - 1, size),
                sale -> sale.command().sequence());
        this.repayments = new RowsAfter<>((after, count) -> reader.debts().repayments(account, after, count));
        this.notices = new IdleNotices(programs);
        this.activations = new RowsAfter<>((after, count) -> ledger.activations(account, after, count));
    }

    /** Folds what was recorded by an instant; nothing where points go whether anything happens or not. */
    static IdleFold of(StoreReader reader, ProgramHistory programs, AccountId account, Instant knownAt) {
        IdleFold fold = new IdleFold(reader, programs, account);
        if (programs.anyInactivity()) {
            CommandRecord command = fold.commands.peek();
            while (command != null && !command.recordedAt().isAfter(knownAt)) {
                fold.commands.next();
                fold.fold(command);
                command = fold.commands.peek();
            }
        }
        return fold;
    }

    /** Returns from when the time counts, or null where it has not begun. */
    @Nullable
    Instant activeAt() {
        return activeAt;
    }

    /** Returns what each command had to tell to go because nothing happens. */
    IdleNotices notices() {
        return notices;
    }

    /** Returns the place of the last command among the account's. */
    long sequence() {
        return sequence;
    }

    /** Returns when the last command was recorded. */
    Instant recordedAt() {
        return recordedAt;
    }

    /** Returns the instants at which points went because nothing had happened, by the numbers of their postings. */
    Map<Long, Instant> gone() {
        return gone;
    }

    /** Returns the numbers of the postings that let points go when the time was over, whatever let them go. */
    Set<Long> over() {
        return over;
    }

    private void fold(CommandRecord command) {
        recordedAt = command.recordedAt();
        sequence = command.sequence();
        isOwn = false;
        notices.begin();
        List<Hold> made = holds(command.sequence());
        lapsing = new ArrayList<>(Objects.requireNonNullElse(ends.remove(command.sequence()), List.of()));
        lapsing.sort(Hold.BY_LIMIT);
        List<Posting> own = new ArrayList<>(2);
        for (Posting posting = postings.peek(); isOf(command, posting); posting = postings.peek()) {
            postings.next();
            own.add(Objects.requireNonNull(posting));
        }
        long first = command.result().firstNumber();
        long lastEarning = own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EARN)
                .mapToLong(Posting::number)
                .max()
                .orElse(Long.MAX_VALUE);
        for (Posting posting : own) {
            activate(command, posting.number() - 1);
            if (first > 0 && posting.number() >= first) {
                begin();
            } else {
                // What is lost unconfirmed at an instant is lost before a hold is over.
                boolean before = posting.kind() == Posting.Kind.FORFEIT;
                lapse(before ? posting.countsAt().minus(1, ChronoUnit.MICROS) : posting.countsAt());
                notices.due(posting.countsAt());
            }
            fold(posting);
            number = posting.number();
            repaid(number);
            if (posting.number() == lastEarning) {
                bought(command);
            }
            if (posting.kind() == Posting.Kind.BONUS) {
                active(Activity.BONUS, posting.countsAt());
            }
        }
        activate(command, Long.MAX_VALUE);
        begin();
        bought(command);
        end(command);
        for (Hold hold : made) {
            net -= hold.amount();
            hold.pins().forEach(pin -> notices.add(pin.lot(), -pin.amount(), pin.goneAt()));
        }
        notices.ends(programs.idleAt(activeAt));
        notices.end(command.sequence(), recordedAt);
    }

    /** Begins what the command does itself, after all that was due. */
    private void begin() {
        if (!isOwn) {
            lapse(recordedAt);
            notices.own(recordedAt);
            isOwn = true;
            lapse(Instant.MAX);
            repaid(Long.MAX_VALUE);
        }
    }

    private static boolean isOf(CommandRecord command, @Nullable Posting posting) {
        return posting != null && posting.command().equals(command.id());
    }

    /** Notes when holds end, and returns those that a command made. */
    private List<Hold> holds(long sequence) {
        List<Hold> made = new ArrayList<>(0);
        for (Hold hold = holds.peek(); hold != null && hold.number() <= sequence; hold = holds.peek()) {
            holds.next();
            made.add(hold);
            Hold.End end = hold.end();
            if (end != null) {
                ends.computeIfAbsent(end.command(), none -> new ArrayList<>(1)).add(hold);
            }
        }
        return made;
    }

    private void lapse(Instant until) {
        while (!lapsing.isEmpty() && !lapsing.get(0).until().isAfter(until)) {
            Hold hold = lapsing.remove(0);
            if (!isOwn) {
                notices.due(hold.until());
            }
            net += hold.amount();
            hold.pins().forEach(pin -> notices.add(pin.lot(), pin.amount(), pin.goneAt()));
            repaid(number);
        }
    }

    /** Takes what repaid debts out of the lots, as far as the command had done so after a posting. */
    private void repaid(long upTo) {
        for (Debt.Repayment row = repayments.peek();
                row != null && row.sequence() <= sequence && row.afterNumber() <= upTo;
                row = repayments.peek()) {
            repayments.next();
            LotAllocation from = row.from();
            if (from != null) {
                notices.add(from.lot(), from.amount(), from.goneAt());
            }
        }
    }

    /** Folds what became active after a posting, as far as it is a command's. */
    private void activate(CommandRecord command, long afterNumber) {
        for (Activation row = activations.peek();
                row != null && row.sequence() <= command.sequence() && row.afterNumber() <= afterNumber;
                row = activations.peek()) {
            activations.next();
            long first = command.result().firstNumber();
            if (confirmed.contains(row.lot()) || (first > 0 && row.afterNumber() >= first)) {
                begin();
            } else {
                lapse(row.countsAt().minus(1, ChronoUnit.MICROS));
                notices.due(row.countsAt());
            }
            pending.merge(row.lot(), -row.amount(), Long::sum);
            notices.came(row.lot(), row.amount(), row.goneAt());
            repaid(row.afterNumber());
            credit(row.amount(), row.countsAt(), row.countsAt());
        }
    }

    private void credit(long amount, Instant at, Instant written) {
        boolean none = net <= 0;
        net += amount;
        if (none && net > 0) {
            activeAt = programs.creditedAt(activeAt, at, written);
            notices.ends(programs.idleAt(activeAt));
        }
    }

    private void fold(Posting posting) {
        LotTerms row = posting.kind().opensLot() ? termsOf(posting.number()) : null;
        LotTerms.Waiting waiting = row == null ? null : row.waiting();
        if (waiting != null) {
            pending.put(posting.number(), posting.amount());
            if (waiting.activeAt() == null) {
                confirmed.add(posting.number());
            }
            return;
        }
        boolean opens = posting.kind().opensLot();
        for (LotAllocation part : posting.lots()) {
            if (opens) {
                notices.came(part.lot(), part.amount(), part.goneAt());
            } else {
                long taken = pendingTaken(posting, part);
                net += taken;
                notices.add(part.lot(), part.amount() + taken, part.goneAt());
            }
        }
        if (opens && posting.kind() != Posting.Kind.EXTEND_IN) {
            boolean opening = posting.kind() == Posting.Kind.OPENING;
            credit(posting.amount(), opening ? recordedAt : posting.countsAt(), recordedAt);
        } else {
            net += posting.amount();
        }
        if (posting.kind() == Posting.Kind.EXPIRE) {
            Instant end = programs.idleAt(activeAt);
            boolean idle = posting.lots().stream().anyMatch(part -> wentIdle(part, posting));
            if (idle && end != null) {
                gone.put(posting.number(), end);
            }
            if (end != null && !end.isAfter(posting.countsAt())) {
                over.add(posting.number());
            }
        }
    }

    /** Says whether points went before their own date, because nothing had happened. */
    static boolean wentIdle(LotAllocation part, Posting posting) {
        Instant end = part.goneAt();
        return posting.kind() == Posting.Kind.EXPIRE && (end == null || end.isAfter(posting.countsAt()));
    }

    private @Nullable LotTerms termsOf(long number) {
        LotTerms row = terms.peek();
        if (row == null || row.lot() != number) {
            return null;
        }
        terms.next();
        return row;
    }

    private long pendingTaken(Posting posting, LotAllocation part) {
        long before = pending.getOrDefault(part.lot(), 0L);
        long taken = before == 0 ? 0 : LotsAudit.pendingTaken(posting, part, before);
        if (taken > 0) {
            pending.put(part.lot(), before - taken);
        }
        return taken;
    }

    private void active(Activity activity, Instant at) {
        activeAt = programs.activeAt(activeAt, activity, at, recordedAt);
    }

    /** A purchase is an activity of when it happened, known once its points are there. */
    private void bought(CommandRecord command) {
        RecordedSale sale = sales.peek();
        if (sale == null || sale.command().sequence() > command.sequence()) {
            return;
        }
        sales.next();
        if (sale.command().sequence() == command.sequence()) {
            if (command.result().redeemed() > 0) {
                active(Activity.REDEMPTION, recordedAt);
            }
            active(Activity.PURCHASE, sale.countsAt());
        }
    }

    private void end(CommandRecord command) {
        Activity activity = switch (command.operation()) {
            case REDEEM -> Activity.REDEMPTION;
            case HOLD -> Activity.HOLD;
            case TRANSFER_OUT -> Activity.TRANSFER_OUT;
            case TRANSFER_IN -> Activity.TRANSFER_IN;
            case ADJUST -> Activity.ADJUSTMENT;
            case RETURN, VOID, RETURN_UNKNOWN -> Activity.RETURN;
            default -> null;
        };
        if (activity != null) {
            active(activity, recordedAt);
        }
    }
}

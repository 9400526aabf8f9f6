package org.loyalty4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.store.DebtStore;

/**
 * What one account owes, folded from what its debits took without finding it and from its repayments. Used by one thread.
 */
final class DebtAudit {

    private final AccountId account;
    private final ProgramHistory programs;
    private final DebtStore store;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final NoticesAudit notices;
    private final RowsAfter<Debt.Repayment> repayments;
    private final TreeMap<Long, Long> open = new TreeMap<>();
    private final Map<Long, Owing> debits = new HashMap<>(0);
    private long sum;
    private long cancelling;
    private int place;

    /** A debit that took more than there was. */
    private static final class Owing {
        private final Posting debit;
        private final List<LotAllocation> used;
        private long cancelled;
        private long cancelledBefore;

        private Owing(Posting debit) {
            this.debit = debit;
            this.used = new ArrayList<>(debit.lots());
        }
    }

    DebtAudit(
            AccountId account,
            ProgramHistory programs,
            DebtStore store,
            AuditFindings findings,
            LotsAudit lots,
            NoticesAudit notices) {
        this.account = account;
        this.programs = programs;
        this.store = store;
        this.findings = findings;
        this.lots = lots;
        this.notices = notices;
        this.repayments = new RowsAfter<>((after, count) -> store.repayments(account, after, count));
    }

    /** Returns what is owed after what was folded so far. */
    long sum() {
        return sum;
    }

    /** Returns how many points of a posting its lots do not tell: nobody had them, or nobody ever took them. */
    static long unallocated(Posting posting) {
        long sum = 0;
        for (LotAllocation part : posting.lots()) {
            sum += part.amount();
        }
        return posting.amount() - sum;
    }

    /** Begins a command. */
    void begin() {
        place = 0;
        debits.values().forEach(owing -> owing.cancelledBefore = owing.cancelled);
    }

    /** Folds what was repaid before a posting. */
    void before(CommandRecord command, Posting posting) {
        Debt.Repayment next = repayments.peek();
        while (next != null && next.afterNumber() < posting.number() && next.sequence() <= command.sequence()) {
            repayments.next();
            apply(command, next, posting.number() - 1);
            next = repayments.peek();
        }
    }

    /** Folds what else a command repaid, after everything that came into lots. */
    void end(CommandRecord command, long number) {
        Debt.Repayment next = repayments.peek();
        while (next != null && next.sequence() <= command.sequence()) {
            repayments.next();
            apply(command, next, number);
            next = repayments.peek();
        }
        endRestore(number);
        findings.check(
                sum == 0 || !lots.anyUsable(),
                "I-06",
                number,
                "after command " + command.sequence() + " points are owed although others can be used");
    }

    /**
     * Folds what a posting took without finding it, or gave back without anybody ever having taken it.
     *
     * @param captures whether it uses points that were held
     */
    void add(Posting posting, @Nullable CommandRecord command, boolean captures) {
        endRestore(posting.number() - 1);
        long missing = unallocated(posting);
        boolean mayOwe = switch (posting.kind()) {
            case REDEEM -> !captures;
            case ADJUST_DOWN, TRUE_DOWN, REVERSE -> true;
            default -> false;
        };
        if (mayOwe && missing < 0 && command != null) {
            owe(posting, command, -missing);
        } else if (posting.kind() == Posting.Kind.RESTORE && missing > 0) {
            cancelling = missing;
        } else {
            String rule = posting.kind().opensLot() ? "I-04" : "I-05";
            findings.same(rule, posting.number(), "the sum of its lots", posting.amount(), posting.amount() - missing);
        }
        findings.check(posting.after() >= -sum, "I-06", posting.number(), "the balance after it is " + posting.after());
    }

    private void owe(Posting posting, CommandRecord command, long missing) {
        @Nullable Points limit = limitOf(posting, command);
        long room = limit == null ? 0 : limit.minor() - sum;
        if (room < missing) {
            findings.add(
                    limit == null ? "I-05" : "I-06",
                    posting.number(),
                    "its lots gave " + missing + " points too few, and the program allows a debt of " + limit
                            + " at most, " + sum + " were owed before");
        }
        findings.check(!lots.anyUsable(), "I-06", posting.number(), "it owes points although others can be used");
        debits.put(posting.number(), new Owing(posting));
        open.put(posting.number(), missing);
        sum += missing;
    }

    /** Returns the most that the account may owe after a posting, or null where it may owe nothing. */
    private @Nullable Points limitOf(Posting posting, CommandRecord command) {
        ShortageRules rules = programs.atOrFirst(command.recordedAt()).shortage();
        return switch (posting.kind()) {
            case REDEEM -> limitOfUse(posting, command);
            case ADJUST_DOWN, TRUE_DOWN -> rules.adjustments().limit();
            default ->
                command.operation() == Operation.VOID
                        ? rules.voids().limit()
                        : rules.returns().limit();
        };
    }

    /** A till that had no connection may go to the higher one of two limits. */
    private @Nullable Points limitOfUse(Posting redemption, @Nullable CommandRecord command) {
        LoyaltyProgram program = programs.atOrFirst(redemption.recordedAt());
        Points usual = program.shortage().redemptions().limit();
        Points offline =
                command != null && command.offline() ? program.spending().offline() : null;
        return offline == null || (usual != null && usual.minor() > offline.minor()) ? usual : offline;
    }

    /** Returns whether a command may have taken fewer points than it was to take. */
    boolean mayFallShort(CommandRecord command) {
        return (command.operation() == Operation.ADJUST || command.operation() == Operation.TRUE_UP)
                && programs.atOrFirst(command.recordedAt())
                                .shortage()
                                .adjustments()
                                .mode()
                        == ShortageRules.Mode.CLAMP;
    }

    /** Returns how many points more a redemption could owe than it had. */
    long room(Posting redemption, @Nullable CommandRecord command) {
        Points limit = limitOfUse(redemption, command);
        return limit == null ? 0 : Math.max(0, limit.minor() - sum);
    }

    private void apply(CommandRecord command, Debt.Repayment row, long number) {
        place++;
        String at = "repayment " + row.place() + " of command " + row.sequence();
        findings.same("I-57", number, at + ": its command", command.sequence(), row.sequence());
        findings.same("I-57", number, at + ": its place", place, row.place());
        findings.same("I-57", number, at + ": the posting before it", number, row.afterNumber());
        findings.same("I-59", number, at + ": the time of recording", command.recordedAt(), row.recordedAt());
        findings.check(row.account().equals(account), "I-03", number, at + " is another account's");
        long left = open.getOrDefault(row.debit(), 0L);
        Owing owing = debits.get(row.debit());
        if (owing == null || row.amount() <= 0 || row.amount() > left) {
            findings.add(
                    "I-07", number, at + ": posting " + row.debit() + " owed " + left + " points, not " + row.amount());
            return;
        }
        LotAllocation from = row.from();
        if (from == null) {
            cancelling -= row.amount();
            owing.cancelled += row.amount();
            findings.check(
                    owing.debit.kind() == Posting.Kind.REDEEM, "I-16", number, at + ": nothing undoes its debit");
        } else {
            findings.same("I-07", number, at + ": the oldest debt", open.firstKey(), row.debit());
            findings.same("I-04", number, at + ": what it took out of its lot", -row.amount(), from.amount());
            lots.repay(at, from, owing.debit.kind());
            notices.repaid(from.lot(), row.amount());
            owing.used.add(from);
        }
        if (left == row.amount()) {
            open.remove(row.debit());
        } else {
            open.put(row.debit(), left - row.amount());
        }
        sum -= row.amount();
    }

    /** What a posting puts back into no lot must be owed no more because of it. */
    private void endRestore(long number) {
        findings.same("I-16", number, "what it gave back that nobody had ever taken", 0L, cancelling);
        cancelling = 0;
    }

    /** Returns everything that a posting took: out of the lots it found, and of those that repaid it. */
    List<LotAllocation> used(Posting debit) {
        Owing owing = debits.get(debit.number());
        return owing == null ? debit.lots() : owing.used;
    }

    /** Returns how many points of a posting were never taken, by what had undone it before the command. */
    long cancelledBefore(Posting debit) {
        Owing owing = debits.get(debit.number());
        return owing == null ? 0 : owing.cancelledBefore;
    }

    /** Returns how many points of a posting were never taken, because the command has undone them. */
    long cancelledNow(Posting debit) {
        Owing owing = debits.get(debit.number());
        return owing == null ? 0 : owing.cancelled - owing.cancelledBefore;
    }

    /** Compares with the stored debts and the head, and says what was left over. */
    void compare(long headDebt) {
        for (Debt.Repayment row = repayments.peek(); row != null; row = repayments.peek()) {
            repayments.next();
            findings.add("I-57", "repayment " + row.place() + " of command " + row.sequence() + " has no command");
        }
        List<Debt> expected = new ArrayList<>(open.size());
        open.forEach((debit, left) -> expected.add(new Debt(account, debit, left)));
        findings.same("I-36", 0, "the open debts", expected, store.debts(account));
        findings.same("I-07", 0, "the head's debt", sum, headDebt);
    }
}

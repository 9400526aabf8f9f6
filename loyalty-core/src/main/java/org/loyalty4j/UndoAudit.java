package org.loyalty4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;

/** Looks at what was undone in one account, and that together with returns it is never more than was done. */
final class UndoAudit {

    private static final Set<Operation> UNDOING =
            Set.of(Operation.UNDO, Operation.TRANSFER_UNDO_OUT, Operation.TRANSFER_UNDO_IN);

    private final AuditFindings findings;
    private final Map<CommandId, RecordedUndo> unmet = new HashMap<>();
    private final Set<CommandKey> named = new HashSet<>();
    private final Map<CommandKey, Used> used = new HashMap<>();
    private final Map<Long, Used> byDebit = new HashMap<>();

    /** A redemption that is undone, or pays a purchase and so may come back with it. */
    private static final class Used {
        private final Posting debit;
        private int steps;
        private long undone;
        private long returned;

        private Used(Posting debit) {
            this.debit = debit;
        }
    }

    UndoAudit(AuditFindings findings, List<RecordedUndo> undos, List<RecordedSale.Payment> payments) {
        this.findings = findings;
        for (RecordedUndo undo : undos) {
            findings.check(
                    unmet.put(undo.command().id(), undo) == null, "I-57", 0, "a command undoes two things at once");
            named.add(undo.key());
        }
        payments.forEach(payment -> named.add(payment.redemption()));
    }

    /** Looks at a command; returns the undoing that it is, or null. */
    @Nullable
    RecordedUndo look(CommandRecord command, List<Posting> own, @Nullable RecordedReturn giveBack, DebtAudit debts) {
        if (command.operation() == Operation.REDEEM && named.contains(command.key())) {
            own.stream()
                    .filter(posting -> posting.kind() == Posting.Kind.REDEEM)
                    .forEach(posting -> {
                        Used redemption = new Used(posting);
                        used.put(command.key(), redemption);
                        byDebit.put(posting.number(), redemption);
                    });
        }
        if (giveBack != null) {
            for (RecordedReturn.PaymentSum sum : giveBack.payments()) {
                Used redemption = byDebit.get(sum.debit());
                if (redemption != null) {
                    redemption.returned = sum.restored();
                    checkSum(redemption);
                }
            }
        }
        RecordedUndo undo = unmet.remove(command.id());
        findings.check(
                (undo != null) == UNDOING.contains(command.operation()),
                "I-57",
                0,
                "command " + command.sequence() + " is a " + command.operation() + ", and has "
                        + (undo == null ? "no undoing" : "an undoing"));
        if (undo != null && command.operation() == Operation.UNDO) {
            look(command, own, undo, debts);
        }
        return undo;
    }

    private void look(CommandRecord command, List<Posting> own, RecordedUndo undo, DebtAudit debts) {
        String at = "undoing of command " + command.sequence() + ": ";
        findings.check(command.equals(undo.command()), "I-57", 0, at + "its command is not the one that is recorded");
        Used redemption = undo.of() == Operation.REDEEM ? used.get(undo.key()) : null;
        if (redemption == null) {
            findings.add("I-16", at + "the redemption is not recorded");
            return;
        }
        findings.same("I-16", 0, at + "the posting of the redemption", redemption.debit.number(), undo.debit());
        findings.same("I-16", 0, at + "its number", redemption.steps + 1, undo.step());
        findings.same(
                "I-16",
                0,
                at + "points undone so far",
                redemption.undone + command.result().restored(),
                undo.points());
        long skip = redemption.undone + redemption.returned - debts.cancelledBefore(redemption.debit);
        long back = command.result().restored() - debts.cancelledNow(redemption.debit);
        findings.same(
                "I-16",
                redemption.debit.number(),
                at + "the lots that points went back into",
                lastFirst(debts.used(redemption.debit), skip, back),
                restored(own));
        redemption.steps = undo.step();
        redemption.undone = undo.points();
        checkSum(redemption);
    }

    private void checkSum(Used redemption) {
        findings.check(
                redemption.undone + redemption.returned <= -redemption.debit.amount(),
                "I-16",
                redemption.debit.number(),
                redemption.undone + " points undone and " + redemption.returned + " returned are more than were used");
    }

    private static List<LotAllocation> restored(List<Posting> own) {
        List<LotAllocation> parts = new ArrayList<>();
        own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.RESTORE)
                .forEach(posting -> parts.addAll(posting.lots()));
        return parts;
    }

    private static List<LotAllocation> lastFirst(List<LotAllocation> taken, long skip, long amount) {
        List<LotAllocation> parts = new ArrayList<>();
        long from = skip;
        long left = amount;
        for (int i = taken.size() - 1; i >= 0; i--) {
            LotAllocation part = taken.get(i);
            long passed = Math.min(from, -part.amount());
            long back = Math.min(left, -part.amount() - passed);
            from -= passed;
            left -= back;
            if (back > 0) {
                parts.add(new LotAllocation(part.lot(), part.earnedAt(), part.goneAt(), back));
            }
        }
        return parts;
    }

    /** Says what was left over. */
    void end() {
        for (RecordedUndo undo : unmet.values()) {
            findings.add("I-57", "undoing " + undo.step() + " of a redemption has no command");
        }
    }
}

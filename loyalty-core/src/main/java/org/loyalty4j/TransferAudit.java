package org.loyalty4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Move;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.store.StoreReader;

/** Looks at the legs of transfers at one account, and holds each against the leg at the other end. Used by one thread. */
final class TransferAudit {

    private static final Map<Operation, Operation> PAIRS = Map.of(
            Operation.TRANSFER_OUT, Operation.TRANSFER_IN,
            Operation.TRANSFER_IN, Operation.TRANSFER_OUT,
            Operation.TRANSFER_UNDO_OUT, Operation.TRANSFER_UNDO_IN,
            Operation.TRANSFER_UNDO_IN, Operation.TRANSFER_UNDO_OUT);

    private final AuditFindings findings;
    private final StoreReader reader;
    private final AccountId account;
    private final AuditRows<RecordedTransfer> legs;
    private final Map<CommandKey, Leg> sent = new HashMap<>(0);
    private final Map<CommandKey, Leg> received = new HashMap<>(0);

    /** A leg that may be undone once. */
    private static final class Leg {
        private final CommandRecord command;
        private final List<Posting> moves;
        private boolean undone;

        private Leg(CommandRecord command, List<Posting> moves) {
            this.command = command;
            this.moves = moves;
        }
    }

    TransferAudit(AuditFindings findings, StoreReader reader, AccountId account) {
        this.findings = findings;
        this.reader = reader;
        this.account = account;
        this.legs = new AuditRows<>(
                (from, size) -> reader.ledger().transfers(account, from, size),
                leg -> leg.command().sequence());
    }

    void look(CommandRecord command, List<Posting> own, @Nullable RecordedUndo undo) {
        Operation pair = PAIRS.get(command.operation());
        RecordedTransfer leg = legs.peek();
        boolean isLeg = leg != null && leg.command().sequence() == command.sequence();
        if (isLeg) {
            legs.next();
        }
        findings.check(
                isLeg == (pair != null),
                "I-57",
                0,
                "command " + command.sequence() + " is a " + command.operation() + ", and has "
                        + (isLeg ? "a leg of a transfer" : "no leg of a transfer"));
        if (leg == null || !isLeg || pair == null) {
            return;
        }
        String at = "transfer of command " + command.sequence() + ": ";
        findings.check(command.equals(leg.command()), "I-57", 0, at + "its command is not the one that is recorded");
        List<Posting> moves = moves(own);
        compare(at, leg, pair, moves);
        if (undo == null) {
            Map<CommandKey, Leg> known = command.operation() == Operation.TRANSFER_OUT ? sent : received;
            known.put(command.key(), new Leg(command, moves));
            same(
                    at,
                    command,
                    new Move(
                            command.operation(),
                            Transfer.of(command.key(), from(leg), to(leg), Points.of(Math.max(1, sum(moves)))),
                            command.customer(),
                            leg.other(),
                            0,
                            List.of()));
        } else {
            undone(at, command, leg, undo, moves);
        }
    }

    private static boolean gives(CommandRecord command) {
        return command.operation() == Operation.TRANSFER_OUT || command.operation() == Operation.TRANSFER_UNDO_IN;
    }

    private static CustomerId from(RecordedTransfer leg) {
        return gives(leg.command()) ? leg.command().customer() : leg.other();
    }

    private static CustomerId to(RecordedTransfer leg) {
        return gives(leg.command()) ? leg.other() : leg.command().customer();
    }

    private void same(String at, CommandRecord command, Move request) {
        findings.check(
                command.fingerprint().equals(request.fingerprint()),
                "I-25",
                0,
                at + "its fingerprint is not that of what was recorded under its key");
    }

    private void undone(
            String at, CommandRecord command, RecordedTransfer leg, RecordedUndo undo, List<Posting> moves) {
        findings.check(command.equals(undo.command()), "I-57", 0, at + "its undoing names another command");
        boolean here = command.operation() == Operation.TRANSFER_UNDO_OUT;
        Leg first = (here ? received : sent).get(undo.key());
        findings.check(
                undo.of() == (here ? Operation.TRANSFER_IN : Operation.TRANSFER_OUT) && first != null,
                "I-16",
                0,
                at + "the transfer it undoes is not recorded");
        if (first == null) {
            return;
        }
        findings.check(!first.undone && undo.step() == 1, "I-16", 0, at + "the transfer is undone a second time");
        first.undone = true;
        findings.same(
                "I-16",
                0,
                at + "the first posting of the transfer",
                first.command.result().firstNumber(),
                undo.debit());
        findings.same("I-16", 0, at + "points that went back", sum(moves), undo.points());
        findings.same(
                "I-15",
                0,
                at + "points that are missing",
                here ? sum(first.moves) - undo.points() : 0L,
                command.result().shortfall());
        same(
                at,
                command,
                new Move(
                        command.operation(),
                        TransferUndo.of(command.key(), from(leg), to(leg), undo.key()),
                        command.customer(),
                        leg.other(),
                        0,
                        List.of()));
    }

    /** What went out at one end came in at the other, lot by lot, with the same dates. */
    private void compare(String at, RecordedTransfer leg, Operation pair, List<Posting> moves) {
        AccountId other = new AccountId(leg.other(), account.purse());
        List<CommandRecord> found = reader.ledger().commands(other, leg.otherSequence(), 1);
        CommandRecord there = found.isEmpty() ? null : found.get(0);
        boolean paired = there != null
                && there.sequence() == leg.otherSequence()
                && there.operation() == pair
                && there.key().equals(leg.command().key());
        findings.check(paired, "I-08", 0, at + "the other account has no such leg");
        if (there == null || !paired) {
            return;
        }
        CommandRecord.Result result = there.result();
        List<Posting> theirs = result.firstNumber() == 0
                ? List.of()
                : moves(reader.ledger()
                        .postings(other, result.firstNumber(), (int) (result.lastNumber() - result.firstNumber() + 1)));
        findings.same("I-08", 0, at + "what the other leg moved", told(theirs), told(moves));
    }

    private static List<Posting> moves(List<Posting> own) {
        return own.stream().filter(posting -> posting.kind().moves()).toList();
    }

    private static long sum(List<Posting> moves) {
        return Math.abs(moves.stream().mapToLong(Posting::amount).sum());
    }

    private static String told(List<Posting> moves) {
        StringBuilder text = new StringBuilder();
        for (Posting posting : moves) {
            for (LotAllocation part : posting.lots()) {
                text.append(Math.abs(part.amount()))
                        .append(" earned ")
                        .append(part.earnedAt())
                        .append(" until ")
                        .append(part.goneAt())
                        .append("; ");
            }
        }
        return text.toString();
    }

    /** Says what was left over. */
    void end() {
        for (RecordedTransfer leg = legs.peek(); leg != null; leg = legs.peek()) {
            legs.next();
            findings.add("I-57", "the leg of command " + leg.command().sequence() + " has no command");
        }
    }
}

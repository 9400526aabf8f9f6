package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.StoreReader;

/** Looks at the commands of one account: their place, time, words, status and results. Used by one thread. */
final class CommandAudit {

    private static final Set<Posting.Kind> PUTS_BACK_AND_TAKES = Set.of(
            Posting.Kind.RESTORE,
            Posting.Kind.EXTEND_OUT,
            Posting.Kind.EXTEND_IN,
            Posting.Kind.RECALL,
            Posting.Kind.REVERSE);

    /** The kinds of posting that a command of an operation may write; what had fallen due may come with any. */
    private static final Map<Operation, Set<Posting.Kind>> KINDS = Map.ofEntries(
            Map.entry(
                    Operation.SALE,
                    Set.of(
                            Posting.Kind.EARN,
                            Posting.Kind.REDEEM,
                            Posting.Kind.RESTORE,
                            Posting.Kind.EXTEND_OUT,
                            Posting.Kind.EXTEND_IN,
                            Posting.Kind.RECALL,
                            Posting.Kind.REVERSE)),
            Map.entry(Operation.RETURN, PUTS_BACK_AND_TAKES),
            Map.entry(Operation.REDEEM, Set.of(Posting.Kind.REDEEM)),
            Map.entry(Operation.BONUS, Set.of(Posting.Kind.BONUS)),
            Map.entry(Operation.EVENT, Set.of(Posting.Kind.EVENT)),
            Map.entry(Operation.EVENT_UNDO, Set.of(Posting.Kind.RECALL, Posting.Kind.REVERSE)),
            Map.entry(Operation.ADJUST, Set.of(Posting.Kind.ADJUST_UP, Posting.Kind.ADJUST_DOWN)),
            Map.entry(Operation.TRUE_UP, Set.of(Posting.Kind.TRUE_UP, Posting.Kind.TRUE_DOWN)),
            Map.entry(Operation.CANCEL, Set.of(Posting.Kind.CANCEL)),
            Map.entry(Operation.UNDO, Set.of(Posting.Kind.RESTORE, Posting.Kind.EXTEND_OUT, Posting.Kind.EXTEND_IN)),
            Map.entry(Operation.VOID, PUTS_BACK_AND_TAKES),
            Map.entry(Operation.REINSTATE, Set.of(Posting.Kind.REINSTATE)),
            Map.entry(Operation.EXTEND, Set.of(Posting.Kind.EXTEND_OUT, Posting.Kind.EXTEND_IN)),
            Map.entry(Operation.TRANSFER_OUT, Set.of(Posting.Kind.MOVE_OUT, Posting.Kind.FEE)),
            Map.entry(Operation.OPENING, Set.of(Posting.Kind.OPENING)),
            Map.entry(Operation.RETURN_UNKNOWN, Set.of(Posting.Kind.RECALL, Posting.Kind.REVERSE)),
            Map.entry(Operation.TRANSFER_IN, Set.of(Posting.Kind.MOVE_IN)),
            Map.entry(Operation.TRANSFER_UNDO_OUT, Set.of(Posting.Kind.MOVE_OUT)),
            Map.entry(Operation.TRANSFER_UNDO_IN, Set.of(Posting.Kind.MOVE_BACK)));

    /** What nobody may ask for without saying who and why. */
    private static final Set<Operation> BY_HAND =
            Set.of(Operation.ADJUST, Operation.STATUS, Operation.REINSTATE, Operation.EXTEND, Operation.TRUE_UP);

    private final ProgramHistory programs;
    private final AuditFindings findings;
    private final StoreReader reader;
    private final Map<CommandKey, CommandKey> payments = new HashMap<>();
    private @Nullable Set<CustomerId> ever;
    private long sequence;
    private Instant recordedAt = Instant.EPOCH;
    private Status status = Status.OPEN;

    CommandAudit(ProgramHistory programs, AuditFindings findings, StoreReader reader, List<RecordedSale.Payment> paid) {
        this.reader = reader;
        this.programs = programs;
        this.findings = findings;
        paid.forEach(payment -> payments.put(payment.redemption(), payment.purchase()));
    }

    /** The postings of one command, added up. */
    static final class Sums {
        private long earned;
        private long redeemed;
        private long restored;
        private long reversed;
        private long expired;
        private long due;
        private long first;
        private long last;
        private long held;
        private long freed;
        private long owed;

        /** Where points that a command gave back were gone at once, only its last posting is its own. */
        void lastIsOwn(List<Posting> postings) {
            if (first == 0 && !postings.isEmpty()) {
                Posting posting = postings.get(postings.size() - 1);
                due += posting.amount();
                expired -= posting.amount();
                first = posting.number();
                last = posting.number();
            }
        }

        /** Adds what the command did with holds. */
        void holds(long reserved, long givenBack) {
            held = reserved;
            freed = givenBack;
        }

        void add(Posting posting, boolean begun) {
            if (begun) {
                return;
            }
            long amount = posting.amount();
            switch (posting.kind()) {
                case EARN, BONUS, ADJUST_UP, OPENING, ENTRY, EVENT, TRUE_UP -> earned += amount;
                case REDEEM, ADJUST_DOWN, TRUE_DOWN -> {
                    redeemed -= amount;
                    owed -= DebtAudit.unallocated(posting);
                }
                case FEE -> redeemed -= amount;
                case MOVE_OUT, MOVE_IN, MOVE_BACK, EXTEND_OUT, EXTEND_IN -> {
                    // What only moves is nobody's gain; the legs are compared with each other.
                }
                case RESTORE, REINSTATE -> restored += amount;
                case REVERSE, RECALL, CANCEL -> {
                    reversed -= amount;
                    owed -= DebtAudit.unallocated(posting);
                }
                case EXPIRE, FORFEIT -> {
                    // What had fallen due stands before what is the command's own.
                    due -= first == 0 ? amount : 0;
                    expired -= first == 0 ? 0 : amount;
                }
            }
            boolean mayBeDue = posting.kind() == Posting.Kind.EXPIRE || posting.kind() == Posting.Kind.FORFEIT;
            if (first != 0 || !mayBeDue) {
                first = first == 0 ? posting.number() : first;
                last = posting.number();
            }
        }

        private CommandRecord.Result result(CommandRecord command, long balance, long debt) {
            CommandRecord.Result said = command.result();
            return new CommandRecord.Result(
                    earned,
                    redeemed,
                    restored,
                    reversed,
                    said.shortfall(),
                    said.lapsed(),
                    command.operation() == Operation.MAINTENANCE ? due : expired,
                    balance,
                    first,
                    last,
                    said.movedRevision(),
                    said.movedFrom(),
                    said.usable(),
                    held,
                    freed,
                    command.operation() == Operation.SALE ? said.factors() : Map.of(),
                    command.operation() == Operation.SALE
                                    || command.operation() == Operation.EVENT
                                    || command.operation() == Operation.TRUE_UP
                            ? said.turns()
                            : Map.of(),
                    command.operation() == Operation.SALE ? said.fractions() : Map.of(),
                    owed,
                    debt);
        }
    }

    /** Commands name the customer as he was given, who may have been another one. */
    private Set<CustomerId> everHolder(CustomerId holder) {
        Set<CustomerId> known = ever;
        if (known == null) {
            known = Kin.ever(reader, holder);
            ever = known;
        }
        return known;
    }

    private static String place(CommandRecord command) {
        return "command " + command.sequence() + " (" + command.operation() + "): ";
    }

    /** Looks at what a command says by itself. */
    void look(RewardAccount head, CommandRecord command) {
        String at = place(command);
        findings.same("I-57", 0, "the number of the command after " + sequence, sequence + 1, command.sequence());
        sequence = command.sequence();
        findings.same("I-57", 0, at + "its account", head.id(), command.account());
        if (!head.id().holder().equals(command.customer())
                && !everHolder(head.id().holder()).contains(command.customer())) {
            findings.same("I-57", 0, at + "its customer", head.id().holder(), command.customer());
        }
        findings.check(
                !command.recordedAt().isBefore(recordedAt), "I-59", 0, at + "it was recorded before the one before it");
        findings.same(
                "I-59",
                0,
                at + "the time of recording",
                command.recordedAt().truncatedTo(ChronoUnit.MICROS),
                command.recordedAt());
        recordedAt = command.recordedAt();
        boolean byHand = BY_HAND.contains(command.operation());
        findings.check(
                !byHand || command.erasedSeal() != null || (command.actor() != null && command.reason() != null),
                "I-57",
                0,
                at + "a correction by hand needs an actor and a reason");
    }

    /** Says whether the account was closed by the last command. */
    boolean isClosed() {
        return status == Status.CLOSED;
    }

    /** Looks at a posting of a command. */
    void look(CommandRecord command, Posting posting) {
        boolean allowed = posting.kind() == Posting.Kind.EXPIRE
                || posting.kind() == Posting.Kind.FORFEIT
                || posting.kind() == Posting.Kind.ENTRY
                || KINDS.getOrDefault(command.operation(), Set.of()).contains(posting.kind());
        findings.check(
                allowed, "I-57", posting.number(), "a " + command.operation() + " does not write " + posting.kind());
        boolean usable = status == Status.OPEN
                || (posting.kind() != Posting.Kind.REDEEM
                        && posting.kind() != Posting.Kind.MOVE_IN
                        && command.operation() != Operation.TRANSFER_OUT);
        findings.check(
                usable && status != Status.CLOSED,
                "I-42",
                posting.number(),
                "it was written while the account was " + status);
    }

    /** Looks at what came of a command. */
    void came(CommandRecord command, Sums sums, long balance, HoldsAudit holds, DebtAudit debts) {
        findings.same(
                "I-24", 0, place(command) + "its result", sums.result(command, balance, debts.sum()), command.result());
        CommandRecord.Usable usable = command.result().usable();
        if (command.operation() == Operation.HOLD && usable != null) {
            findings.same(
                    "I-24", 0, place(command) + "what could be held", balance - holds.withheld(), usable.available());
        }
        findings.check(
                usable == null || !holds.captures(),
                "I-24",
                0,
                place(command) + "a capture asks for no number of points");
        boolean returns = command.operation() == Operation.SALE
                || command.operation() == Operation.RETURN
                || command.operation() == Operation.VOID
                || debts.mayFallShort(command)
                || command.operation() == Operation.RETURN_UNKNOWN
                || command.operation() == Operation.EVENT_UNDO
                || command.operation() == Operation.TRANSFER_UNDO_OUT;
        findings.check(
                returns
                        || (command.result().shortfall() == 0
                                && command.result().lapsed() == 0),
                "I-15",
                0,
                place(command) + "only returns have a shortfall");
    }

    /** Looks at which tier dates a command says it moved. */
    void moved(CommandRecord command, int revision, @Nullable LocalDate from) {
        findings.same(
                "I-39",
                0,
                place(command) + "the revision of the tier dates it moved",
                revision,
                command.result().movedRevision());
        findings.same(
                "I-39",
                0,
                place(command) + "the first tier date it moved",
                from,
                command.result().movedFrom());
    }

    /** Looks at whether a request says what its rows say. */
    void asked(
            CommandRecord command,
            List<Posting> own,
            @Nullable RecordedSale sale,
            @Nullable RecordedReturn returned,
            @Nullable RecordedUndo undo,
            HoldsAudit holds) {
        boolean says = switch (command.operation()) {
            case SALE -> sale == null || saleHolds(command, sale, returned);
            case RETURN ->
                returned == null
                        || differsFrom(
                                command,
                                "items",
                                new Command.GiveBack(
                                        Return.ofAll(command.key(), command.customer(), returned.purchase())));
            case REDEEM ->
                holds.captures() ? holds.asked(command, payments.get(command.key())) : redemptionHolds(command);
            case HOLD, RELEASE -> holds.asked(command, null);
            case BONUS -> bonusHolds(command, own);
            case ADJUST -> adjustmentHolds(command);
            case STATUS -> statusHolds(command);
            case UNDO -> undo == null || undoHolds(command, undo);
            case VOID ->
                returned == null
                        || command.fingerprint()
                                .equals(new Command.Annul(
                                                PurchaseVoid.of(command.key(), command.customer(), returned.purchase()))
                                        .fingerprint());
            case RETURN_UNKNOWN -> unknownHolds(command, own);
            case TRANSFER_OUT, TRANSFER_IN, TRANSFER_UNDO_OUT, TRANSFER_UNDO_IN -> true;
            // What is confirmed and cancelled is looked at with the pending points, the others by themselves.
            case MAINTENANCE,
                    CONFIRM,
                    CANCEL,
                    OVERRIDE,
                    REVOKE,
                    REINSTATE,
                    EXTEND,
                    OPENING,
                    EVENT,
                    EVENT_UNDO,
                    TRUE_UP,
                    RECKON -> true;
        };
        findings.check(
                says, "I-25", 0, place(command) + "its fingerprint is not that of what was recorded under its key");
    }

    /** Says whether a request differs from a command in none of the fields before one. */
    private static boolean differsFrom(CommandRecord command, String field, Command request) {
        List<String> names = command.operation().fields();
        if (command.fingerprint().hashes().size() > names.size()) {
            return false;
        }
        return command.fingerprint()
                .firstDifference(request.fingerprint(), names)
                .map(first -> names.indexOf(first) >= names.indexOf(field))
                .orElse(true);
    }

    private static boolean saleHolds(CommandRecord command, RecordedSale sale, @Nullable RecordedReturn returned) {
        Command alone = new Command.Sale(Checkout.of(sale.purchase()));
        boolean plain = command.result().redeemed() == 0 && returned == null;
        return plain
                ? command.fingerprint().equals(alone.fingerprint())
                : differsFrom(command, command.result().redeemed() == 0 ? "return" : "redeem", alone)
                        && buyer(command, command.fingerprint()) == buyer(command, alone.fingerprint());
    }

    /** What the points are used for and what comes back is not kept as it was said; who bought stands after it, and is. */
    private static long buyer(CommandRecord command, Fingerprint print) {
        int field = command.operation().fields().indexOf("buyer");
        return print.hashes().size() > field ? print.hashes().get(field) : 0;
    }

    private boolean redemptionHolds(CommandRecord command) {
        Points used = Points.of(
                Math.max(1, Math.min(Points.POSTING_MAX, command.result().redeemed())));
        CommandKey purchase = payments.get(command.key());
        if (printHolds(command, said(command, Redemption.of(command.key(), command.customer(), used)), purchase)
                || atMostHolds(command, Redemption.upTo(command.key(), command.customer(), used), purchase)
                || paymentHolds(command, Redemption.upTo(command.key(), command.customer(), used))) {
            return true;
        }
        return programs.versions().stream()
                .flatMap(version -> version.rewards().stream())
                .filter(reward -> reward.mayCost(used))
                .map(RewardOption::code)
                .distinct()
                .map(code -> said(command, Redemption.ofReward(command.key(), command.customer(), code)))
                .anyMatch(request -> printHolds(command, request, purchase));
    }

    private static Redemption said(CommandRecord command, Redemption request) {
        return command.offline() ? request.whileOffline() : request;
    }

    /** How many points were asked for at most is not kept, only how many were used. */
    private static boolean atMostHolds(CommandRecord command, Redemption request, @Nullable CommandKey purchase) {
        List<Long> said = command.fingerprint().hashes();
        return afterTheFirst(said)
                        .equals(afterTheFirst(
                                new Command.Redeem(request).fingerprint().hashes()))
                || (purchase != null
                        && afterTheFirst(said)
                                .equals(afterTheFirst(new Command.Redeem(request.paying(purchase))
                                        .fingerprint()
                                        .hashes())));
    }

    /** Neither is how much money was to be paid, only how many points were used for it. */
    private static boolean paymentHolds(CommandRecord command, Redemption request) {
        List<Long> said = command.fingerprint().hashes();
        List<Long> asked = new Command.Redeem(request).fingerprint().hashes();
        int amount = Operation.REDEEM.fields().indexOf("amount");
        return said.size() == amount + 1
                && said.get(amount - 1) == 0
                && said.subList(1, asked.size()).equals(afterTheFirst(asked));
    }

    private static List<Long> afterTheFirst(List<Long> hashes) {
        return hashes.subList(Math.min(1, hashes.size()), hashes.size());
    }

    private static boolean printHolds(CommandRecord command, Redemption request, @Nullable CommandKey purchase) {
        Fingerprint said = command.fingerprint();
        return said.equals(new Command.Redeem(request).fingerprint())
                || (purchase != null && said.equals(new Command.Redeem(request.paying(purchase)).fingerprint()));
    }

    private static boolean undoHolds(CommandRecord command, RecordedUndo undo) {
        Undo all = Undo.ofAll(command.key(), command.customer(), undo.key());
        Points points = Points.of(
                Math.max(1, Math.min(Points.POSTING_MAX, command.result().restored())));
        Undo some = Undo.of(command.key(), command.customer(), undo.key(), points);
        return command.fingerprint().equals(new Command.TakeBack(all).fingerprint())
                || command.fingerprint().equals(new Command.TakeBack(some).fingerprint());
    }

    private boolean bonusHolds(CommandRecord command, List<Posting> own) {
        if (command.erasedSeal() == null) {
            AdjustmentRules rules = programs.atOrFirst(command.recordedAt()).adjustments();
            agreed(command, rules.letsGive(command.result().earned()));
        }
        return own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.BONUS
                        && !posting.attributions().isEmpty()
                        && posting.amount() > 0
                        && posting.amount() <= Points.POSTING_MAX)
                .allMatch(posting -> differsFrom(
                        command,
                        "happenedAt",
                        new Command.Give(Bonus.of(
                                command.key(),
                                command.customer(),
                                Points.of(posting.amount()),
                                posting.attributions().get(0).rule()))));
    }

    /** What was to be taken stands with what was; where there was nothing to take from, nothing says how much it was. */
    private static boolean unknownHolds(CommandRecord command, List<Posting> own) {
        long due = 0;
        for (Posting posting : own) {
            boolean takes = posting.kind() == Posting.Kind.RECALL || posting.kind() == Posting.Kind.REVERSE;
            for (Attribution part : takes ? posting.attributions() : List.<Attribution>of()) {
                due -= part.desired();
            }
        }
        boolean reverses = own.stream().anyMatch(posting -> posting.kind() == Posting.Kind.REVERSE);
        CommandRecord.Result result = command.result();
        return due == result.reversed() + (reverses ? result.shortfall() : 0);
    }

    private boolean adjustmentHolds(CommandRecord command) {
        CommandRecord.Result result = command.result();
        long points = result.earned() - result.redeemed() - result.shortfall();
        if (points == 0 || Math.abs(points) > Points.POSTING_MAX) {
            return false;
        }
        Grounds grounds = command.grounds();
        Adjustment request = new Adjustment(
                command.key(), command.customer(), Points.of(points), "audit", new Actor("audit"), null, grounds);
        Command asked = new Command.Adjust(request);
        if (command.erasedSeal() != null) {
            return differsFrom(command, "code", asked);
        }
        AdjustmentRules rules = programs.atOrFirst(command.recordedAt()).adjustments();
        agreed(command, rules.lets(points));
        findings.check(
                rules.allows(grounds == null ? null : grounds.code()),
                "I-57",
                0,
                place(command) + "the program did not allow its reason");
        return command.fingerprint().equals(asked.fingerprint());
    }

    /** What one person could not do alone has somebody who agreed, as long as the words are there. */
    private void agreed(CommandRecord command, boolean alone) {
        Grounds grounds = command.grounds();
        findings.check(
                alone || (grounds != null && grounds.approver() != null),
                "I-57",
                0,
                place(command) + "it needs a second approver");
    }

    private boolean statusHolds(CommandRecord command) {
        for (Status asked : Status.values()) {
            StatusChange request =
                    new StatusChange(command.key(), command.customer(), asked, "audit", new Actor("audit"));
            if (command.fingerprint().equals(new Command.Change(request).fingerprint())) {
                boolean allowed = status != Status.CLOSED || asked == Status.CLOSED;
                findings.check(allowed, "I-42", 0, place(command) + "a closed account was opened again");
                status = asked;
                return true;
            }
        }
        return false;
    }

    /** Compares with the head. */
    void compare(RewardAccount head) {
        findings.same("I-57", 0, "the head's number of commands", sequence, head.commands());
        findings.same("I-59", 0, "the head's last time of recording", recordedAt, head.lastRecordedAt());
        findings.same("I-42", 0, "the head's status", status, head.status());
        findings.check(
                head.status() != Status.CLOSED || head.balance() == 0, "I-42", 0, "a closed account has no points");
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.CounterFold;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;

/**
 * Folds one account from its commands and postings and compares it with everything that is stored beside them. Holds
 * the account's lots and days, but not its postings. Used by one thread.
 */
final class AccountAudit {

    private final StoreReader reader;
    private final RewardAccount head;
    private final AuditFindings findings;
    private final AuditRows<CommandRecord> commands;
    private final AuditRows<Posting> postings;
    private final AuditRows<RecordedSale> sales;
    private final CommandAudit commandAudit;
    private final SaleAudit saleAudit;
    private final UndoAudit undoAudit;
    private final TransferAudit transferAudit;
    private final IdleFold idle;
    private final @Nullable Instant idleAt;
    private final LotsAudit lots;
    private final PendingAudit pending;
    private final HoldsAudit holds;
    private final NoticesAudit notices;
    private final DebtAudit debts;
    private final StandingFold standing;
    private final CounterFold counters;
    private final ByHandAudit byHand;
    private final ReinstateAudit reinstated;
    private final ExtensionAudit extended;
    private final EntryAudit entries;
    private final OpeningAudit openings;
    private final EventAudit eventAudit;
    private final TrueUpAudit trueUps;
    private final Map<Posting.Kind, Long> totals = new EnumMap<>(Posting.Kind.class);
    private final ChainKey key;
    private final ProgramHistory programs;
    private long balance;
    private long usableBefore;
    private long heldBefore;
    private long owingRoom;
    private long number;
    private long count;
    private ChainHash hash = ChainHash.START;
    private Instant recordedAt = Instant.MIN;

    AccountAudit(
            StoreReader reader, ProgramHistory programs, ChainKey key, RewardAccount head, AuditFindings findings) {
        this.reader = reader;
        this.programs = programs;
        this.key = key;
        this.head = head;
        this.findings = findings;
        var ledger = reader.ledger();
        this.commands =
                new AuditRows<>((from, size) -> ledger.commands(head.id(), from, size), CommandRecord::sequence);
        this.postings = new AuditRows<>((from, size) -> ledger.postings(head.id(), from, size), Posting::number);
        this.sales = new AuditRows<>(
                (from, size) -> reader.sales().page(head.id(), from - 1, size),
                sale -> sale.command().sequence());
        List<RecordedSale.Payment> payments = reader.sales().payments(head.id());
        this.commandAudit = new CommandAudit(programs, findings, reader, payments);
        this.undoAudit = new UndoAudit(findings, reader.sales().undos(head.id()), payments);
        this.transferAudit = new TransferAudit(findings, reader, head.id());
        this.saleAudit = new SaleAudit(programs, reader.sales(), findings, payments);
        this.idle = IdleFold.of(reader, programs, head.id(), Instant.MAX);
        this.idleAt = programs.idleAt(idle.activeAt());
        this.lots = new LotsAudit(head.id(), findings, idle.gone());
        this.notices = new NoticesAudit(programs, ledger, head.id(), findings, lots, idle.notices());
        this.pending = new PendingAudit(head.id(), programs, ledger, findings, lots, notices);
        this.holds = new HoldsAudit(head.id(), reader.holds(), findings, lots, notices);
        this.debts = new DebtAudit(head.id(), programs, reader.debts(), findings, lots, notices);
        this.standing = new StandingFold(
                programs,
                head.id(),
                reader.customers()
                        .find(head.id().holder())
                        .map(customer -> customer.membership().joined())
                        .orElse(Instant.EPOCH));
        this.entries = new EntryAudit(
                head.id(),
                ledger,
                findings,
                lots,
                DueEntries.membership(reader, head).left().orElse(Instant.MAX));
        this.openings = new OpeningAudit(programs, head.id(), findings, reader.standings());
        this.counters = new CounterFold(programs, head.id());
        this.eventAudit = new EventAudit(programs, findings, lots);
        this.trueUps = new TrueUpAudit(reader, programs, findings);
        this.byHand = new ByHandAudit(programs, findings, reader.standings().changes(head.id()));
        this.extended =
                new ExtensionAudit(programs, head.id(), findings, ledger.extended(head.id()), lots, idle.over());
        this.reinstated = new ReinstateAudit(programs, findings, ledger.reinstated(head.id()), lots);
    }

    long count() {
        return count;
    }

    /** Returns what the stored lots hold together, and what is held beside them, less what is owed. */
    long outstanding() {
        return lots.outstanding() + pending.sum() + holds.held() - debts.sum();
    }

    Map<Posting.Kind, Long> totals() {
        return totals;
    }

    void run() {
        for (CommandRecord command = commands.peek(); command != null; command = commands.peek()) {
            commands.next();
            look(command);
        }
        for (Posting posting = postings.peek(); posting != null; posting = postings.peek()) {
            postings.next();
            findings.add("I-57", posting.number(), "no command wrote it");
            fold(posting, null);
        }
        for (RecordedSale sale = sales.peek(); sale != null; sale = sales.peek()) {
            sales.next();
            findings.add("I-57", "the purchase of command " + sale.command().sequence() + " has no command");
        }
        saleAudit.end();
        undoAudit.end();
        transferAudit.end();
        reinstated.end();
        extended.end();
        openings.end();
        notices.end();
        compareHead();
        lots.compare(reader.ledger(), head.lastRecordedAt());
        pending.compare(reader.ledger(), head.pending(), head.lastRecordedAt());
        holds.compare(head.lastRecordedAt());
        debts.compare(head.debt());
        findings.same("I-04", 0, "the sum of all lots", head.available(), lots.outstanding());
        compareStanding();
        compareCounters();
    }

    private void look(CommandRecord command) {
        commandAudit.look(head, command);
        standing.begin(command.recordedAt());
        boolean takes = !commandAudit.isClosed();
        entries.begin(standing.takeEntries());
        notices.begin(command);
        holds.begin(command);
        debts.begin();
        byHand.look(command, standing);
        CommandAudit.Sums sums = new CommandAudit.Sums();
        List<Posting> own = new ArrayList<>(2);
        for (Posting posting = postings.peek(); isOf(command, posting); posting = postings.peek()) {
            postings.next();
            if (posting == null) {
                break;
            }
            findings.same("I-57", posting.number(), "its command", command.id(), posting.command());
            commandAudit.look(command, posting);
            pending.before(command, posting);
            long first = command.result().firstNumber();
            holds.before(posting, first > 0 && posting.number() >= first);
            debts.before(command, posting);
            fold(posting, command);
            sums.add(posting, entries.isDue(posting, standing));
            own.add(posting);
        }
        pending.end(command, own, number);
        holds.settle();
        debts.end(command, number);
        holds.finish(command, own, sums);
        notices.end(command, own);
        commandAudit.came(command, sums, balance, holds, debts);
        reserved(command);
        if (own.isEmpty()) {
            hash = hash.after(command.seal(), key, command.recordedAt());
        }
        openings.look(command, own, standing);
        rows(command, own);
        reinstated.look(command, own);
        extended.look(command, own);
        standing.commit();
        entries.end(own, standing, takes, balance);
        commandAudit.moved(command, standing.movedRevision(), standing.movedFrom());
    }

    /** Where a row was changed, its number or time still says whose it is. */
    private static boolean isOf(CommandRecord command, @Nullable Posting posting) {
        return posting != null
                && (posting.command().equals(command.id())
                        || (posting.number() <= command.result().lastNumber()
                                && !posting.recordedAt().isAfter(command.recordedAt())));
    }

    private void rows(CommandRecord command, List<Posting> own) {
        RecordedSale sale = sales.peek();
        boolean isSale = sale != null && sale.command().sequence() == command.sequence();
        if (isSale) {
            sales.next();
        }
        findings.check(
                isSale == (command.operation() == Operation.SALE),
                "I-57",
                0,
                "command " + command.sequence() + " is a " + command.operation() + ", and has "
                        + (isSale ? "a purchase" : "no purchase"));
        SaleAudit.Step step = saleAudit.stepOf(command);
        RecordedUndo undo = undoAudit.look(command, own, step == null ? null : step.step(), debts);
        transferAudit.look(command, own, undo);
        if (step != null) {
            standing.giveBack(step.sale(), step.before(), step.step());
            saleAudit.look(command, step, entries.takenBack(standing.takeLost(), own));
            reinstated.returned(step.step());
            counters.giveBack(step.sale(), step.earned(), step.before(), step.step());
            restored(step);
        } else {
            CommandRecord.Result result = command.result();
            boolean unknown = command.operation() == Operation.RETURN_UNKNOWN;
            boolean event = command.operation() == Operation.EVENT_UNDO;
            boolean nothingBack = command.operation() != Operation.RETURN
                    && command.operation() != Operation.VOID
                    && (result.restored() == 0 || undo != null || command.operation() == Operation.REINSTATE)
                    && (result.reversed() == 0 || unknown || event || command.operation() == Operation.CANCEL)
                    && (result.shortfall() == 0
                            || unknown
                            || event
                            || debts.mayFallShort(command)
                            || command.operation() == Operation.TRANSFER_UNDO_OUT)
                    && (event || result.lapsed() == 0);
            findings.check(nothingBack, "I-57", 0, "what command " + command.sequence() + " took back is not recorded");
        }
        commandAudit.asked(command, own, isSale ? sale : null, step == null ? null : step.step(), undo, holds);
        saleAudit.redeemed(command, own);
        redeemed(command, own);
        eventAudit.look(command, own, counters, balance);
        trueUps.look(command, own);
        if (undo != null && command.operation() == Operation.TRANSFER_UNDO_IN) {
            cameBack(undo);
        } else if (undo != null) {
            restored(undo.debit(), command.result().restored());
        }
        if (isSale && sale != null) {
            long earned = own.stream()
                    .filter(posting -> posting.kind() == Posting.Kind.EARN)
                    .mapToLong(Posting::amount)
                    .sum();
            String tier = standing.tierFor(sale);
            pending.earned(sale.countsAt(), tier, own);
            List<Attribution> due = counters.sale(sale, standing, beforeEarning(sale, own));
            saleAudit.told(command, counters.turns(sale), counters.fractions(sale));
            standing.sale(sale, earned);
            // Where nothing is given there is no posting that could tell what was asked for.
            boolean nothing = due.stream().allMatch(part -> part.granted() == 0);
            saleAudit.look(command, sale, own, nothing ? List.of() : due);
        }
    }

    private long beforeEarning(RecordedSale sale, List<Posting> own) {
        long first = sale.command().result().firstNumber();
        boolean earnsFirst = programs.earnsFirst(sale.command().recordedAt(), sale.countsAt());
        return own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EARN
                        || (posting.kind() == Posting.Kind.ENTRY && first > 0 && posting.number() >= first)
                        // Where nothing was earned, what was used afterwards tells the balance before it.
                        || (posting.kind() == Posting.Kind.REDEEM && earnsFirst))
                .mapToLong(Posting::before)
                .findFirst()
                .orElse(balance);
    }

    private void redeemed(CommandRecord command, List<Posting> own) {
        for (Posting posting : own) {
            if (command.operation() == Operation.RETURN_UNKNOWN) {
                counters.reversed(posting);
            }
            if (posting.kind() == Posting.Kind.ADJUST_UP) {
                counters.corrected(posting);
            }
            if (command.operation() == Operation.TRANSFER_OUT && posting.kind() == Posting.Kind.MOVE_OUT) {
                counters.sent(posting, -posting.amount());
            }
            if (posting.kind() == Posting.Kind.REDEEM) {
                CommandRecord.Usable said = command.result().usable();
                if (said != null) {
                    findings.same("I-24", posting.number(), "what could be used", usable(posting, said), said);
                }
                counters.redeemed(posting);
            }
        }
    }

    /** Returns what could be used by a posting, in the words of the answer where there are two right ones. */
    private CommandRecord.Usable usable(Posting posting, CommandRecord.Usable said) {
        return new CommandRecord.Usable(
                said.available() == usableBefore ? usableBefore : usableBefore + owingRoom,
                room(counters.room(posting, 0), counters.room(posting, heldBefore), said));
    }

    /** Looks at what limits are said to have left of what could be held. */
    private void reserved(CommandRecord command) {
        CommandRecord.Usable said = command.result().usable();
        if (command.operation() == Operation.HOLD && said != null) {
            Instant at = command.recordedAt();
            long before = holds.held() - command.result().held();
            CommandRecord.Room due = room(counters.room(at, 0), counters.room(at, before), said);
            String what = "what limits left to be held with command " + command.sequence();
            findings.same("I-24", 0, what, due, said.room());
        }
    }

    /** Answers of before it did so told what limits left without regard to what was held. */
    private static CommandRecord.@Nullable Room room(
            CommandRecord.@Nullable Room withoutHolds, CommandRecord.@Nullable Room room, CommandRecord.Usable said) {
        return Objects.equals(said.room(), withoutHolds) ? withoutHolds : room;
    }

    /** Points that a return put back are free again in the periods of the posting that used them. */
    private void restored(SaleAudit.Step step) {
        RecordedReturn before = step.before();
        for (RecordedReturn.PaymentSum sum : step.step().payments()) {
            long part = sum.restored() - (before == null ? 0 : before.restored(sum.debit()));
            restored(sum.debit(), part);
        }
    }

    private void restored(long number, long points) {
        if (points != 0) {
            reader.ledger().postings(head.id(), number, 1).stream()
                    .filter(debit -> debit.number() == number)
                    .forEach(debit -> counters.restored(debit, points));
        }
    }

    private void cameBack(RecordedUndo undo) {
        reader.ledger().postings(head.id(), undo.debit(), 1).stream()
                .filter(debit -> debit.number() == undo.debit())
                .forEach(debit -> counters.sent(debit, -undo.points()));
    }

    private void compareCounters() {
        List<Counter> expected = counters.counters();
        List<Counter> found = reader.counters().counters(head.id());
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            findings.same(
                    "I-12",
                    0,
                    "counter " + (i + 1),
                    i < expected.size() ? expected.get(i) : null,
                    i < found.size() ? found.get(i) : null);
        }
    }

    private void fold(Posting posting, @Nullable CommandRecord command) {
        count++;
        long at = posting.number();
        findings.same("I-02", at, "the number after " + number, number + 1, at);
        number = at;
        balance += posting.amount();
        findings.same("I-02", at, "the balance after it", balance, posting.after());
        // What comes after a broken row is judged by what that row says.
        balance = posting.after();
        findings.check(
                posting.amount() != 0
                        && Long.signum(posting.amount()) == posting.kind().sign(),
                "I-10",
                at,
                posting.kind() + " of " + posting.amount() + " points");
        findings.check(posting.account().equals(head.id()), "I-03", at, "it is another account's");
        checkTimes(posting, command);
        checkAttributions(posting);
        if (command != null) {
            ChainHash expected = posting.hashAfter(hash, command.seal(), key);
            findings.check(expected.equals(posting.hash()), "I-56", at, "the chain breaks here");
        }
        hash = posting.hash();
        totals.merge(posting.kind(), posting.amount(), Long::sum);
        reinstated.expired(posting);
        if (posting.kind() == Posting.Kind.REDEEM) {
            heldBefore = holds.held();
            usableBefore = posting.before() - lots.pendingSum() - heldBefore + debts.sum();
            owingRoom = debts.room(posting, command);
        }
        boolean inOrder = switch (posting.kind()) {
            case REDEEM -> !holds.captures();
            case ADJUST_DOWN, TRUE_DOWN, FEE -> true;
            case MOVE_OUT -> command != null && command.operation() == Operation.TRANSFER_OUT;
            default -> false;
        };
        lots.add(
                posting,
                posting.kind().opensLot() ? pending.opened(command, posting) : null,
                inOrder,
                holds.captures());
        debts.add(posting, command, holds.captures());
    }

    private void checkTimes(Posting posting, @Nullable CommandRecord command) {
        long at = posting.number();
        findings.check(
                !posting.recordedAt().isBefore(recordedAt), "I-59", at, "it was recorded before the one before it");
        recordedAt = posting.recordedAt();
        findings.check(
                !posting.countsAt().isAfter(posting.recordedAt()),
                "I-59",
                at,
                "it counts from later than its recording");
        findings.same(
                "I-59",
                at,
                "the time it counts from",
                posting.countsAt().truncatedTo(ChronoUnit.MICROS),
                posting.countsAt());
        if (command != null) {
            findings.same("I-59", at, "the time of recording", command.recordedAt(), posting.recordedAt());
        }
    }

    private void checkAttributions(Posting posting) {
        boolean attributed = posting.kind() == Posting.Kind.EARN
                || posting.kind() == Posting.Kind.BONUS
                || posting.kind() == Posting.Kind.ENTRY
                || posting.kind() == Posting.Kind.EVENT
                || posting.kind() == Posting.Kind.REVERSE
                || posting.kind() == Posting.Kind.RECALL;
        long sum = 0;
        for (Attribution part : posting.attributions()) {
            sum += part.granted();
        }
        findings.same("I-12", posting.number(), "the sum of its lines", attributed ? posting.amount() : 0L, sum);
    }

    private void compareHead() {
        commandAudit.compare(head);
        findings.same("I-01", 0, "the head's balance", balance, head.balance());
        findings.same("I-07", 0, "the head's held points", holds.held(), head.held());
        findings.same("I-36", 0, "the head's last activity", idle.activeAt(), head.activeAt());
        findings.same("I-02", 0, "the head's last number", number, head.lastNumber());
        findings.check(head.lastHash().equals(hash), "I-56", number, "the head's hash is not the last of the chain");
        Instant next = Stream.of(
                        lots.firstDue(),
                        lots.anyUsable() ? idleAt : null,
                        holds.firstOver(),
                        standing.dueAt().orElse(null))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Instant due = head.dueAt();
        findings.check(
                next == null || (due != null && !due.isAfter(next)),
                "I-36",
                0,
                "the head says that nothing is due before " + due + ", but something is at " + next);
        findings.check(
                due == null || due.isAfter(head.lastRecordedAt()),
                "I-36",
                0,
                "what was due by " + due + " is written, and the head still says that it is due");
    }

    private void compareStanding() {
        Standing stored = reader.standings().find(head.id()).orElse(null);
        Standing folded = standing.standing().orElse(null);
        if (stored == null || folded == null) {
            findings.same("I-39", 0, "the standing", folded, stored);
        } else {
            compare(folded, stored);
        }
        List<StandingChange> changes = reader.standings().changes(head.id());
        for (int i = 0; i < Math.max(changes.size(), standing.changes().size()); i++) {
            findings.same(
                    "I-39",
                    0,
                    "change " + (i + 1) + " of the tier",
                    i < standing.changes().size() ? standing.changes().get(i) : null,
                    i < changes.size() ? changes.get(i) : null);
        }
        List<QualifyingDay> expected = standing.days();
        List<QualifyingDay> days = reader.standings().days(head.id(), Standing.NO_DAY, TierLadder.NEVER_ENDS);
        for (int i = 0; i < Math.max(days.size(), expected.size()); i++) {
            QualifyingDay day = i < expected.size() ? expected.get(i) : null;
            QualifyingDay found = i < days.size() ? days.get(i) : null;
            findings.same("I-39", 0, "qualifying day " + (i + 1), day, found);
        }
    }

    /** Which posting gave what a tier gave was not kept at first. */
    private static Map<String, Standing.Entered> known(Standing folded, Standing stored) {
        Map<String, Standing.Entered> known = new HashMap<>(folded.entered());
        known.replaceAll((tier, how) -> {
            Standing.Entered said = stored.entered().get(tier);
            return said != null && said.number() == 0 ? new Standing.Entered(how.on(), 0) : how;
        });
        return known;
    }

    private void compare(Standing folded, Standing stored) {
        findings.same("I-39", 0, "the standing's account", folded.account(), stored.account());
        findings.same("I-39", 0, "the standing's tier", folded.tier(), stored.tier());
        findings.same("I-39", 0, "the standing's first instant", folded.since(), stored.since());
        findings.same("I-39", 0, "the dates until which tiers hold", folded.holds(), stored.holds());
        findings.same("I-39", 0, "the standing's program version", folded.programVersion(), stored.programVersion());
        findings.same("I-39", 0, "the standing's window start", folded.windowStart(), stored.windowStart());
        findings.same("I-39", 0, "the standing's window day", folded.windowDay(), stored.windowDay());
        findings.same("I-39", 0, "the standing's window sum", folded.windowSum(), stored.windowSum());
        findings.same("I-39", 0, "the standing's number of changes", folded.changes(), stored.changes());
        findings.same("I-39", 0, "the standing's revision", folded.revision(), stored.revision());
        findings.same("I-39", 0, "what the standing's further windows count", folded.sums(), stored.sums());
        findings.same("I-39", 0, "the last date before the standing's last change", folded.changed(), stored.changed());
        findings.same("I-39", 0, "what begins with the next period", folded.upcoming(), stored.upcoming());
        findings.same("I-39", 0, "how tiers gave points last", known(folded, stored), stored.entered());
        findings.same("I-39", 0, "the last tier given by hand", folded.given(), stored.given());
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decisions;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.LedgerStore;

/** The pending points of one account: what lots were opened with, and when they became active. Used by one thread. */
final class PendingAudit {

    private final AccountId account;
    private final ProgramHistory programs;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final NoticesAudit notices;
    private final AuditRows<LotTerms> terms;
    private final RowsAfter<Activation> activations;
    private final Map<Long, CommandRecord> origins = new HashMap<>(0);
    private final List<Activation> own = new ArrayList<>(0);
    private long sum;

    PendingAudit(
            AccountId account,
            ProgramHistory programs,
            LedgerStore ledger,
            AuditFindings findings,
            LotsAudit lots,
            NoticesAudit notices) {
        this.account = account;
        this.programs = programs;
        this.findings = findings;
        this.lots = lots;
        this.notices = notices;
        this.terms = new AuditRows<>((from, size) -> ledger.terms(account, from, size), LotTerms::lot);
        this.activations = new RowsAfter<>((after, count) -> ledger.activations(account, after, count));
    }

    /** Returns what the stored pending lots hold together. */
    long sum() {
        return sum;
    }

    /** Folds what became active before a posting. */
    void before(CommandRecord command, Posting posting) {
        Activation next = activations.peek();
        while (next != null && next.afterNumber() < posting.number()) {
            activations.next();
            apply(command, next, posting.number() - 1);
            next = activations.peek();
        }
    }

    /** Folds what else became active by a command, and looks at whether that is what was asked. */
    void end(CommandRecord command, List<Posting> postings, long number) {
        Activation next = activations.peek();
        while (next != null && next.sequence() <= command.sequence()) {
            activations.next();
            apply(command, next, number);
            next = activations.peek();
        }
        if (command.operation() == Operation.CONFIRM) {
            asked(command, PendingChange.Kind.CONFIRM, confirmed());
        } else if (command.operation() == Operation.CANCEL) {
            asked(command, PendingChange.Kind.CANCEL, cancelled(postings));
        } else if (command.operation() == Operation.BONUS) {
            given(command, postings);
        }
        own.clear();
    }

    /** Returns what a lot was opened with, or null where that is what every lot has. */
    @Nullable
    LotTerms opened(@Nullable CommandRecord command, Posting posting) {
        for (LotTerms row = terms.peek(); row != null && row.lot() <= posting.number(); row = terms.peek()) {
            terms.next();
            if (row.lot() < posting.number()) {
                findings.add("I-04", row.lot(), "no posting opened the lot that these terms are of");
                continue;
            }
            findings.check(row.account().equals(account), "I-03", row.lot(), "its terms are another account's");
            findings.same(
                    "I-04",
                    row.lot(),
                    "the program version of its terms",
                    posting.programVersion(),
                    row.programVersion());
            if (row.waiting() != null && command != null) {
                origins.put(row.lot(), command);
            }
            return row;
        }
        return null;
    }

    /** Looks at whether the lots of a purchase were opened as the program says. */
    void earned(Instant countsAt, String tier, List<Posting> postings) {
        List<Attribution> attributions = new ArrayList<>();
        List<LotTerms> found = new ArrayList<>(1);
        for (Posting posting : postings) {
            if (posting.kind() == Posting.Kind.EARN) {
                attributions.addAll(posting.attributions());
                lots.termsOf(posting.number()).ifPresent(found::add);
            }
        }
        if (!found.isEmpty()) {
            findings.same(
                    "I-12",
                    postings.get(0).number(),
                    "what the lots of a purchase are opened with",
                    Decisions.terms(account, programs, attributions, tier, countsAt),
                    found);
        }
    }

    /** Looks at whether the points of a bonus wait for something as it was asked, and who said when they go. */
    private void given(CommandRecord command, List<Posting> postings) {
        List<Long> hashes = command.fingerprint().hashes();
        int field = Operation.BONUS.fields().indexOf("pending");
        boolean asked = hashes.size() > field && hashes.get(field) != 0;
        for (Posting posting : postings) {
            LotTerms found = lots.termsOf(posting.number()).orElse(null);
            if (posting.kind() != Posting.Kind.BONUS || found == null) {
                continue;
            }
            findings.same(
                    "I-25", posting.number(), "whether its points wait for something", asked, found.waiting() != null);
            // A date of its own was not noted by the first version of the tables.
            boolean own = found.expiry().equals(LotTerms.Source.LOT);
            boolean right = own || isSaid(programs.versions().get(posting.programVersion() - 1), found.expiry());
            Boolean said = saysWhenGone(command, posting);
            findings.check(
                    right && (said == null || said || !own),
                    "I-25",
                    posting.number(),
                    "what decided when its points go is not as it was asked");
        }
    }

    /** Says whether a program says of the points of a bonus when they go. */
    private static boolean isSaid(LoyaltyProgram program, LotTerms.Source source) {
        return source.equals(LotTerms.Source.PROGRAM)
                || (source.level() == LotTerms.Level.TIER
                        && source.code() != null
                        && program.lots().expiryOfTiers().containsKey(source.code()));
    }

    /** Says whether a request named when the points go, or null where its print can be of many requests. */
    private static @Nullable Boolean saysWhenGone(CommandRecord command, Posting posting) {
        if (posting.attributions().isEmpty() || posting.amount() > Points.POSTING_MAX) {
            return null;
        }
        Bonus plain = Bonus.of(
                command.key(),
                command.customer(),
                Points.of(posting.amount()),
                posting.attributions().get(0).rule());
        if (isTime(command, plain) || isTime(command, plain.happenedAt(posting.countsAt()))) {
            return false;
        }
        return null;
    }

    private static boolean isTime(CommandRecord command, Bonus request) {
        List<Long> said = command.fingerprint().hashes();
        List<Long> print = new Command.Give(request).fingerprint().hashes();
        return said.size() > 2 && said.get(2).equals(print.get(2));
    }

    private void apply(CommandRecord command, Activation row, long number) {
        notices.activated(row);
        String at = "the activation of points of lot " + row.lot() + " by command " + row.sequence();
        findings.same("I-57", number, at + ": its command", command.sequence(), row.sequence());
        findings.same("I-57", number, at + ": the posting before it", number, row.afterNumber());
        findings.same("I-59", number, at + ": the time of recording", command.recordedAt(), row.recordedAt());
        findings.check(row.account().equals(account), "I-03", number, at + " is another account's");
        PendingLot lot = lots.pendingOf(row.lot());
        if (lot == null || row.amount() <= 0 || row.amount() > lot.remaining()) {
            findings.add("I-04", number, at + ": " + row.amount() + " points were not pending");
            return;
        }
        boolean due = row.countsAt().equals(lot.activeAt());
        if (!due) {
            own.add(row);
        }
        boolean whole =
                due && row.amount() == lot.remaining() && !row.countsAt().isAfter(row.recordedAt());
        boolean confirmed =
                command.operation() == Operation.CONFIRM && row.countsAt().equals(row.recordedAt());
        findings.check(whole || (!due && confirmed), "I-17", number, at + " is neither due nor asked for");
        findings.same("I-04", number, at + ": when its points go", goneAt(lot, row.countsAt()), row.goneAt());
        lots.activate(lot, row.amount(), row.goneAt());
    }

    private @Nullable Instant goneAt(PendingLot lot, Instant countsAt) {
        return lot.isUndated()
                ? programs.versions()
                        .get(lot.terms().programVersion() - 1)
                        .goneAt(countsAt, lot.terms().expiry())
                : lot.goneAt();
    }

    private Map<Long, Long> confirmed() {
        Map<Long, Long> points = new HashMap<>();
        own.forEach(row -> points.merge(row.lot(), row.amount(), Long::sum));
        return points;
    }

    private static Map<Long, Long> cancelled(List<Posting> postings) {
        Map<Long, Long> points = new HashMap<>();
        for (Posting posting : postings) {
            for (LotAllocation part : posting.lots()) {
                if (posting.kind() == Posting.Kind.CANCEL) {
                    points.merge(part.lot(), -part.amount(), Long::sum);
                }
            }
        }
        return points;
    }

    /** All the points must be of what was named, and as many as were asked for. */
    private void asked(CommandRecord command, PendingChange.Kind kind, Map<Long, Long> points) {
        long all = points.values().stream().mapToLong(Long::longValue).sum();
        boolean holds = all > 0 && all <= Points.POSTING_MAX;
        for (Long lot : points.keySet()) {
            CommandRecord origin = origins.get(lot);
            holds = holds && origin != null && printHolds(command, kind, origin, Points.of(all));
        }
        findings.check(
                holds,
                "I-25",
                0,
                "command " + command.sequence() + " (" + command.operation()
                        + "): its fingerprint is not that of what was recorded under its key");
    }

    private static boolean printHolds(
            CommandRecord command, PendingChange.Kind kind, CommandRecord origin, Points points) {
        boolean purchase = origin.operation() == Operation.SALE;
        PendingChange request = new PendingChange(
                kind,
                CommandKey.of("audit"),
                command.customer(),
                purchase
                        ? PendingChange.Origin.PURCHASE
                        : origin.operation() == Operation.EVENT
                                ? PendingChange.Origin.EVENT
                                : PendingChange.Origin.BONUS,
                origin.key(),
                null,
                null,
                null,
                null);
        return command.fingerprint().equals(new Command.Pending(request).fingerprint())
                || command.fingerprint().equals(new Command.Pending(request.only(points)).fingerprint());
    }

    /** Compares with the stored pending lots, and says what was left over. */
    void compare(LedgerStore ledger, long pending, Instant writtenUntil) {
        for (Activation row = activations.peek(); row != null; row = activations.peek()) {
            activations.next();
            findings.add("I-57", "an activation of lot " + row.lot() + " has no command");
        }
        for (LotTerms row = terms.peek(); row != null; row = terms.peek()) {
            terms.next();
            findings.add("I-04", row.lot(), "no posting opened the lot that these terms are of");
        }
        List<PendingLot> expected = lots.pending();
        List<PendingLot> stored = ledger.pending(account);
        for (int i = 0; i < Math.max(expected.size(), stored.size()); i++) {
            findings.same(
                    "I-36",
                    0,
                    "pending lot " + (i + 1),
                    i < expected.size() ? expected.get(i) : null,
                    i < stored.size() ? stored.get(i) : null);
        }
        for (PendingLot lot : stored) {
            sum += lot.remaining();
            findings.check(
                    !lot.isActiveBy(writtenUntil) && !lot.isLostBy(writtenUntil),
                    "I-17",
                    lot.number(),
                    "what its pending points waited for was over when the last command was recorded");
        }
        findings.same("I-07", 0, "the sum of all pending lots", pending, sum);
    }
}

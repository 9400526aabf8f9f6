package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.ProgramHistory;

/**
 * Looks at points that were given more time, by request or by the grace for points that are put back past their time: all of
 * a lot, or what was put back, go into another one that goes later. Used by one thread.
 */
final class ExtensionAudit {

    private static final Actor AUDIT = new Actor("audit");

    /** What puts back points that were used. */
    private static final Set<Operation> PUTS_BACK =
            Set.of(Operation.SALE, Operation.RETURN, Operation.VOID, Operation.UNDO);

    private final ProgramHistory programs;
    private final AccountId account;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final Map<Long, Extended> unmet = new TreeMap<>();
    private final Map<Long, Long> roots = new HashMap<>(0);
    /** Lots whose points stood in others before, here or in another account. */
    private final Set<Long> moved = new HashSet<>(0);

    private final Set<Long> idle;

    /**
     * Starts.
     *
     * @param idle the numbers of the postings that let points go when nothing had happened for a time
     */
    ExtensionAudit(
            ProgramHistory programs,
            AccountId account,
            AuditFindings findings,
            List<Extended> rows,
            LotsAudit lots,
            Set<Long> idle) {
        this.idle = idle;
        this.programs = programs;
        this.account = account;
        this.findings = findings;
        this.lots = lots;
        for (Extended row : rows) {
            findings.check(unmet.put(row.number(), row) == null, "I-57", row.number(), "it is given more time twice");
        }
    }

    /** Looks at a command. */
    void look(CommandRecord command, List<Posting> own) {
        lookAtPairs(command, own);
        own.stream().filter(ExpiredPoints::isMove).forEach(posting -> moved.add(posting.number()));
    }

    private void lookAtPairs(CommandRecord command, List<Posting> own) {
        List<Posting> pairs = own.stream()
                .filter(posting ->
                        posting.kind() == Posting.Kind.EXTEND_OUT || posting.kind() == Posting.Kind.EXTEND_IN)
                .toList();
        boolean gives = command.operation() == Operation.EXTEND;
        boolean puts = PUTS_BACK.contains(command.operation());
        findings.check(
                gives != pairs.isEmpty() || puts,
                "I-57",
                0,
                "command " + command.sequence() + " is a " + command.operation() + ", and gives more time with "
                        + pairs.size() + " postings");
        List<Extended> met = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Posting in = pairs.get(i);
            if (in.kind() == Posting.Kind.EXTEND_IN) {
                look(i == 0 ? null : pairs.get(i - 1), in, met);
            } else {
                boolean pair = i + 1 < pairs.size() && pairs.get(i + 1).kind() == Posting.Kind.EXTEND_IN;
                findings.check(pair, "I-04", in.number(), "its points went into no other lot");
            }
        }
        if (puts) {
            checkGrace(command, own, met);
        } else if (!met.isEmpty()) {
            met.forEach(row -> findings.check(
                    row.before().isAfter(command.recordedAt()),
                    "I-05",
                    row.number(),
                    "points that went at " + row.before() + " were given more time"));
            checkPrint(command, met);
        }
    }

    private void look(@Nullable Posting out, Posting in, List<Extended> met) {
        long number = in.number();
        Extended row = unmet.remove(number);
        if (row == null || out == null || out.kind() != Posting.Kind.EXTEND_OUT || out.number() != number - 1) {
            findings.add("I-17", number, "nothing says whose points have more time");
            return;
        }
        LotAllocation from = out.lots().get(0);
        LotAllocation to = in.lots().get(0);
        long root = roots.getOrDefault(from.lot(), from.lot());
        roots.put(number, root);
        Instant before = from.goneAt();
        Instant until = to.goneAt();
        findings.check(
                before != null && until != null && before.isBefore(until),
                "I-17",
                number,
                "points that go at " + before + " were given time until " + until);
        Extended expected = new Extended(
                account,
                number,
                from.lot(),
                root,
                Objects.requireNonNullElse(before, Instant.MAX),
                Objects.requireNonNullElse(until, Instant.MAX));
        findings.same("I-17", number, "whose points have more time", expected, row);
        findings.same("I-04", number, "the points that have more time", -out.amount(), in.amount());
        findings.same("I-04", number, "the time its points count from", from.earnedAt(), to.earnedAt());
        LotTerms.Source said = lots.termsOf(number).map(LotTerms::expiry).orElse(LotTerms.Source.PROGRAM);
        findings.same("I-12", number, "what decided when its points go", LotTerms.Source.LOT, said);
        met.add(expected);
    }

    /** Only points past their time get a grace, all of them that came back, and all until the same instant. */
    private void checkGrace(CommandRecord command, List<Posting> own, List<Extended> met) {
        Instant now = command.recordedAt();
        Instant until = programs.atOrFirst(now).graceFrom(now);
        for (Extended row : met) {
            findings.check(
                    row.until().equals(until) && !row.before().isAfter(now) && !moved.contains(row.lot()),
                    "I-16",
                    row.number(),
                    "points that went at " + row.before() + " and were put back can be used until " + row.until());
        }
        // What had fallen due goes before anything is put back; what a late receipt earns may go after it.
        boolean expires = command.operation() != Operation.SALE
                && own.stream()
                        .dropWhile(posting -> posting.kind() != Posting.Kind.RESTORE)
                        .filter(posting -> posting.kind() == Posting.Kind.EXPIRE && !idle.contains(posting.number()))
                        .flatMap(posting -> posting.lots().stream())
                        .anyMatch(part -> !moved.contains(part.lot()));
        findings.check(
                until == null || !expires,
                "I-16",
                0,
                "command " + command.sequence() + " let points go that the program gives a grace");
    }

    /** Before which instant the points were to go is not kept, only which did. */
    private void checkPrint(CommandRecord command, List<Extended> met) {
        List<Long> said = command.fingerprint().hashes();
        boolean holds = false;
        for (Long lot : new Long[] {null, met.get(0).lot()}) {
            Extension request = new Extension(
                    command.key(), command.customer(), lot, null, met.get(0).until(), "audit", AUDIT, null);
            List<Long> asked =
                    new Command.Extend(request, Map.of()).fingerprint().hashes();
            boolean one = lot == null || met.size() == 1;
            holds |= one
                    && said.size() == asked.size()
                    && said.get(0).equals(asked.get(0))
                    && said.get(2).equals(asked.get(2));
        }
        findings.check(
                holds
                        && met.stream()
                                .allMatch(row -> row.until().equals(met.get(0).until())),
                "I-25",
                met.get(0).number(),
                "the fingerprint of its command is not that of what was recorded under its key");
    }

    /** Says what was left over. */
    void end() {
        unmet.keySet().forEach(number -> findings.add("I-57", number, "no posting gave those points more time"));
    }
}

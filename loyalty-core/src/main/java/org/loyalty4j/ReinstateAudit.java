package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.Reinstatement;

/** Looks at what was given back of points that had expired: never more than did. Used by one thread. */
final class ReinstateAudit {

    private static final Actor AUDIT = new Actor("audit");

    private final ProgramHistory programs;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final Map<Long, List<Reinstated>> unmet = new TreeMap<>();
    private final Set<Long> named = new HashSet<>(0);
    private final Map<Long, List<LotAllocation>> expired = new HashMap<>(0);
    private final Map<Long, Map<Long, Long>> back = new HashMap<>(0);
    private final Map<Long, CommandKey> purchases = new HashMap<>(0);
    private final Map<CommandKey, Long> kept = new HashMap<>(0);
    private final Map<CommandKey, Long> lapsed = new HashMap<>(0);

    ReinstateAudit(ProgramHistory programs, AuditFindings findings, List<Reinstated> rows, LotsAudit lots) {
        this.programs = programs;
        this.findings = findings;
        this.lots = lots;
        for (Reinstated row : rows) {
            unmet.computeIfAbsent(row.number(), number -> new ArrayList<>(1)).add(row);
            named.add(row.expiry());
        }
    }

    /** Remembers what expired, where something of it is given back. */
    void expired(Posting posting) {
        if (posting.kind() == Posting.Kind.EXPIRE && named.contains(posting.number())) {
            expired.put(posting.number(), posting.lots());
        }
    }

    /** Remembers that goods came back for which points of a purchase had expired: these are not given back any more. */
    void returned(RecordedReturn step) {
        long more = step.lapsed() - lapsed.getOrDefault(step.purchase(), 0L);
        lapsed.put(step.purchase(), step.lapsed());
        kept.merge(step.purchase(), -more, Long::sum);
    }

    private void noteExpired(CommandRecord command, Posting posting) {
        if (named.isEmpty()) {
            return;
        }
        if (posting.kind() == Posting.Kind.EARN) {
            purchases.put(posting.number(), command.key());
        }
        if (posting.kind().wastes()) {
            for (LotAllocation part : posting.lots()) {
                CommandKey purchase = purchases.get(part.lot());
                if (purchase != null) {
                    kept.merge(purchase, -part.amount(), Long::sum);
                }
            }
        }
    }

    /** Looks at a command. */
    void look(CommandRecord command, List<Posting> own) {
        own.forEach(posting -> noteExpired(command, posting));
        int given = 0;
        for (Posting posting : own) {
            if (posting.kind() == Posting.Kind.REINSTATE) {
                given++;
                look(command, posting);
            }
        }
        findings.check(
                given == (command.operation() == Operation.REINSTATE ? 1 : 0),
                "I-57",
                0,
                "command " + command.sequence() + " is a " + command.operation() + ", and gives points back with "
                        + given + " postings");
    }

    private void look(CommandRecord command, Posting posting) {
        long number = posting.number();
        List<Reinstated> rows = unmet.remove(number);
        if (rows == null) {
            findings.add("I-17", number, "nothing says which points it gives back");
            return;
        }
        long expiry = rows.get(0).expiry();
        List<LotAllocation> gone = expired.getOrDefault(expiry, List.of());
        Map<Long, Long> before = back.computeIfAbsent(expiry, first -> new HashMap<>(1));
        findings.same("I-17", number, "what it gives back", expected(posting, expiry, gone, before), rows);
        for (Reinstated row : rows) {
            before.merge(row.lot(), row.points(), Long::sum);
            CommandKey purchase = purchases.get(row.lot());
            if (purchase != null) {
                kept.merge(purchase, -row.points(), Long::sum);
            }
        }
        checkPrint(command, posting, expiry);
        checkEnd(posting);
    }

    /** What it should have given back: of each lot that expired in turn what was left that returns had not used up, and no more. */
    private List<Reinstated> expected(Posting posting, long expiry, List<LotAllocation> gone, Map<Long, Long> before) {
        List<Reinstated> parts = new ArrayList<>(1);
        long still = posting.amount();
        Map<CommandKey, Long> room = new HashMap<>(1);
        List<LotAllocation> inOrder = new ArrayList<>(gone);
        inOrder.sort(
                (one, other) -> Lot.BURN_ORDER.compare(one.lot(posting.account(), 1), other.lot(posting.account(), 1)));
        for (LotAllocation part : inOrder) {
            long points = Math.min(still, -part.amount() - before.getOrDefault(part.lot(), 0L));
            CommandKey purchase = purchases.get(part.lot());
            if (purchase != null) {
                long most = room.getOrDefault(purchase, kept.getOrDefault(purchase, 0L));
                points = Math.min(points, most);
                room.put(purchase, most - Math.max(0, points));
            }
            if (points > 0) {
                parts.add(new Reinstated(posting.account(), posting.number(), expiry, part.lot(), points));
                still -= points;
            }
        }
        if (still > 0) {
            // Told as points of no lot.
            parts.add(new Reinstated(posting.account(), posting.number(), expiry, 0, still));
        }
        parts.sort(Reinstated.AS_GIVEN);
        return parts;
    }

    private void checkPrint(CommandRecord command, Posting posting, long expiry) {
        Instant gone = posting.lots().get(0).goneAt();
        Points amount = Points.of(Math.max(1, Math.min(Points.POSTING_MAX, posting.amount())));
        boolean own = lots.termsOf(posting.number())
                .filter(terms -> terms.expiry().equals(LotTerms.Source.LOT))
                .isPresent();
        boolean holds = false;
        for (@Nullable Points asked : Arrays.<@Nullable Points>asList(null, amount)) {
            Reinstatement request = new Reinstatement(
                    command.key(),
                    command.customer(),
                    Math.max(1, expiry),
                    asked,
                    own ? gone : null,
                    "audit",
                    AUDIT,
                    null);
            holds |= command.fingerprint().equals(new Command.Reinstate(request, null).fingerprint());
        }
        findings.check(
                holds,
                "I-25",
                posting.number(),
                "the fingerprint of its command is not that of what was recorded under its key");
    }

    private void checkEnd(Posting posting) {
        LotTerms.Source said =
                lots.termsOf(posting.number()).map(LotTerms::expiry).orElse(LotTerms.Source.PROGRAM);
        if (said.equals(LotTerms.Source.LOT)) {
            return;
        }
        LoyaltyProgram program = programs.versions().get(posting.programVersion() - 1);
        findings.same(
                "I-12",
                posting.number(),
                "when its points go",
                program.goneAt(posting.countsAt(), said),
                posting.lots().get(0).goneAt());
    }

    /** Says what was left over. */
    void end() {
        unmet.keySet().forEach(number -> findings.add("I-57", number, "no posting gave those points back"));
    }
}

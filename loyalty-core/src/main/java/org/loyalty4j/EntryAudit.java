package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.TierEntry;

/**
 * Looks at the points that tiers gave to who reached them: what the standing, folded anew, says was reached, and nothing
 * else. Used by one thread.
 */
final class EntryAudit {

    private final AuditFindings findings;
    private final LotsAudit lots;
    private final Instant left;
    private final List<TierEntry> expected = new ArrayList<>(0);

    /**
     * Starts before the first command.
     *
     * @param left the instant from which on the account takes no points, {@link Instant#MAX} for never
     */
    EntryAudit(AuditFindings findings, LotsAudit lots, Instant left) {
        this.findings = findings;
        this.lots = lots;
        this.left = left;
    }

    /** Begins a command: tiers have begun before it. */
    void begin(List<TierEntry> begun) {
        expected.clear();
        expected.addAll(begun);
    }

    /** Says whether a posting is of what had fallen due before its command. */
    boolean isDue(Posting posting) {
        return posting.kind() == Posting.Kind.ENTRY && expected.stream().anyMatch(entry -> isOf(entry, posting));
    }

    /**
     * Compares what a command gave with what was reached.
     *
     * @param postings its postings
     * @param reached what tiers give that it reached
     * @param takes whether the account took points before the command
     */
    void end(List<Posting> postings, List<TierEntry> reached, boolean takes, long balance) {
        expected.addAll(reached);
        List<Posting> given = new ArrayList<>(postings);
        given.removeIf(posting -> posting.kind() != Posting.Kind.ENTRY);
        for (TierEntry entry : expected) {
            if (!given.isEmpty() && isOf(entry, given.get(0))) {
                look(entry, given.remove(0));
                continue;
            }
            findings.check(
                    !takes || !entry.at().isBefore(left) || balance >= Points.BALANCE_MAX,
                    "I-39",
                    0,
                    "the points that " + entry.tier() + " gives, reached at " + entry.at() + ", were not given");
        }
        given.forEach(posting -> findings.add(
                "I-39", posting.number(), "no tier was reached that gives its points, or it gave them before"));
    }

    private static boolean isOf(TierEntry entry, Posting posting) {
        return posting.countsAt().equals(entry.at())
                && posting.attributions().equals(entry.attributions(posting.before()));
    }

    private void look(TierEntry entry, Posting posting) {
        findings.same(
                "I-39",
                posting.number(),
                "the program version that gives points on entry",
                entry.program().version(),
                posting.programVersion());
        LotTerms found = lots.termsOf(posting.number()).orElse(null);
        findings.check(
                found == null || (found.waiting() == null && found.expiry().equals(entry.expiry())),
                "I-39",
                posting.number(),
                "what decided when its points go is not what the program says");
        Instant gone = entry.program().goneAt(entry.at(), entry.expiry());
        posting.lots()
                .forEach(part ->
                        findings.same("I-39", posting.number(), "when the points of an entry go", gone, part.goneAt()));
    }
}

package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.program.TierEntry;
import org.loyalty4j.store.LedgerStore;

/**
 * Looks at the points that tiers gave to who reached them: what the standing, folded anew, says was reached, and nothing
 * else. Used by one thread.
 */
final class EntryAudit {

    private final AccountId account;
    private final LedgerStore ledger;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final Instant left;
    private final List<TierEntry> expected = new ArrayList<>(0);

    /**
     * Starts before the first command.
     *
     * @param account whose
     * @param ledger where its postings are
     * @param left the instant from which on the account takes no points, {@link Instant#MAX} for never
     */
    EntryAudit(AccountId account, LedgerStore ledger, AuditFindings findings, LotsAudit lots, Instant left) {
        this.account = account;
        this.ledger = ledger;
        this.findings = findings;
        this.lots = lots;
        this.left = left;
    }

    /** Begins a command: tiers have begun before it. */
    void begin(List<TierEntry> begun) {
        expected.clear();
        expected.addAll(begun);
    }

    /** Says whether a posting is of what had fallen due before its command, and notes whose it is. */
    boolean isDue(Posting posting, StandingFold standing) {
        if (posting.kind() != Posting.Kind.ENTRY) {
            return false;
        }
        Optional<TierEntry> due =
                expected.stream().filter(entry -> isOf(entry, posting)).findFirst();
        due.ifPresent(entry -> standing.gave(entry.tier(), posting.number()));
        return due.isPresent();
    }

    /**
     * Looks at what a return took back of what tiers gave.
     *
     * @param lost what they gave that was never reached without what came back
     * @param own the postings of the return
     */
    Taken takenBack(List<TierEntry.Lost> lost, List<Posting> own) {
        Map<String, Long> left = new HashMap<>();
        long due = 0;
        for (TierEntry.Lost entry : lost) {
            for (Posting posting : ledger.postings(account, entry.number(), 1)) {
                long points = posting.number() == entry.number() ? posting.amount() : 0;
                left.merge(TierEntry.rule(entry.tier()), points, Long::sum);
                due += points;
            }
        }
        long taken = 0;
        for (Posting posting : own) {
            boolean takes = posting.kind() == Posting.Kind.REVERSE || posting.kind() == Posting.Kind.RECALL;
            for (Attribution part : posting.attributions()) {
                if (takes && TierEntry.isOf(part)) {
                    taken -= part.granted();
                    long rest = left.merge(part.rule(), part.granted(), Long::sum);
                    findings.check(
                            rest >= 0, "I-39", posting.number(), "it takes back more than the tier gave that was lost");
                }
            }
        }
        return new Taken(due, taken);
    }

    /**
     * What a return took back of what tiers gave.
     *
     * @param due how many points were due back
     * @param taken how many of them its postings take
     */
    record Taken(long due, long taken) {}

    /**
     * Compares what a command gave with what was reached.
     *
     * @param postings its postings
     * @param standing tells what tiers give that it reached, and is told by which posting they gave it
     * @param takes whether the account took points before the command
     */
    void end(List<Posting> postings, StandingFold standing, boolean takes, long balance) {
        expected.addAll(standing.takeEntries());
        List<Posting> given = new ArrayList<>(postings);
        given.removeIf(posting -> posting.kind() != Posting.Kind.ENTRY);
        for (TierEntry entry : expected) {
            if (!given.isEmpty() && isOf(entry, given.get(0))) {
                Posting posting = given.remove(0);
                standing.gave(entry.tier(), posting.number());
                look(entry, posting);
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

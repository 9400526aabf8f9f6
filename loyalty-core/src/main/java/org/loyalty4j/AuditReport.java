package org.loyalty4j;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.loyalty4j.points.Posting;

/**
 * What a look over the whole store found. Points are in smallest units.
 *
 * @param accounts how many accounts were looked at
 * @param postings how many postings
 * @param skipped how many of the accounts were written to so fast that they could not be looked at in one state
 * @param totals what the postings of each kind come to, over all accounts; below zero for kinds that take points
 * @param outstanding what all open lots hold
 * @param found how many things are broken
 * @param findings what is broken, in the order of the accounts; the first {@value #FINDINGS_MAX}
 */
public record AuditReport(
        long accounts,
        long postings,
        long skipped,
        Map<Posting.Kind, BigInteger> totals,
        BigInteger outstanding,
        long found,
        List<Finding> findings) {

    /** The most findings of one report. */
    public static final int FINDINGS_MAX = 1000;

    /**
     * Something that is broken.
     *
     * @param invariant the number of the invariant, such as {@code I-01}
     * @param customer our id of the customer, as text, with the code of the purse where that is not the main one; empty for
     *     the store as a whole
     * @param posting the number of the posting, 0 where it is not about one
     * @param message where, what was expected and what was found
     */
    public record Finding(String invariant, String customer, long posting, String message) {}

    /** Copies the map and the list. */
    public AuditReport {
        totals = Map.copyOf(totals);
        findings = List.copyOf(findings);
    }

    /** Says whether nothing is broken. */
    public boolean clean() {
        return found == 0;
    }

    /** Returns all points ever given: for purchases, without one, for events, by tiers that were reached, and by corrections. */
    public BigInteger issued() {
        return total(Posting.Kind.EARN)
                .add(total(Posting.Kind.BONUS))
                .add(total(Posting.Kind.ENTRY))
                .add(total(Posting.Kind.EVENT))
                .add(total(Posting.Kind.TRUE_UP))
                .add(total(Posting.Kind.ADJUST_UP));
    }

    /** Returns the points that were used or corrected away, less those that were put back. */
    public BigInteger spent() {
        return total(Posting.Kind.REDEEM)
                .add(total(Posting.Kind.ADJUST_DOWN))
                .add(total(Posting.Kind.TRUE_DOWN))
                .add(total(Posting.Kind.RESTORE))
                .negate();
    }

    /** Returns the points that had expired and were given back; they are not among those ever given. */
    public BigInteger reinstated() {
        return total(Posting.Kind.REINSTATE);
    }

    /** Returns the points that were not used, or while pending not confirmed, in time. */
    public BigInteger expired() {
        return total(Posting.Kind.EXPIRE).add(total(Posting.Kind.FORFEIT)).negate();
    }

    /** Returns the points that were taken back. */
    public BigInteger reversed() {
        return total(Posting.Kind.REVERSE)
                .add(total(Posting.Kind.RECALL))
                .add(total(Posting.Kind.CANCEL))
                .negate();
    }

    private BigInteger total(Posting.Kind kind) {
        return totals.getOrDefault(kind, BigInteger.ZERO);
    }
}

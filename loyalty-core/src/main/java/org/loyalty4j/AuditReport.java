package org.loyalty4j;

import java.util.List;

/**
 * What a look over the whole store found.
 *
 * @param accounts how many accounts were looked at
 * @param postings how many postings
 * @param findings everything that is broken, in the order of the accounts
 */
public record AuditReport(long accounts, long postings, List<Finding> findings) {

    /**
     * Something that is broken.
     *
     * @param invariant the number of the invariant, such as {@code I-01}
     * @param customer our id of the customer, as text
     * @param posting the number of the posting, 0 where it is not about one
     * @param message what was expected and what was found
     */
    public record Finding(String invariant, String customer, long posting, String message) {}

    /** Copies the list. */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Says whether nothing is broken. */
    public boolean clean() {
        return findings.isEmpty();
    }
}

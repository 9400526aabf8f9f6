package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is broken in one account; beyond a limit it is only counted. Used by one thread. */
final class AuditFindings {

    private final String customer;
    private final List<AuditReport.Finding> first = new ArrayList<>(0);
    private long count;

    AuditFindings(String customer) {
        this.customer = customer;
    }

    /** Adds a finding about the account as a whole. */
    void add(String invariant, String message) {
        add(invariant, 0, message);
    }

    void add(String invariant, long posting, String message) {
        count++;
        if (first.size() < AuditReport.FINDINGS_MAX) {
            first.add(new AuditReport.Finding(invariant, customer, posting, message));
        }
    }

    /** Adds a finding unless two things are equal. */
    void same(String invariant, long posting, String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            add(invariant, posting, what + " must be " + expected + ", not " + found);
        }
    }

    /** Adds a finding unless something holds. */
    void check(boolean holds, String invariant, long posting, String message) {
        if (!holds) {
            add(invariant, posting, message);
        }
    }

    long count() {
        return count;
    }

    List<AuditReport.Finding> first() {
        return first;
    }
}

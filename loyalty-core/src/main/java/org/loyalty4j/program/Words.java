package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.points.CommandRecord;

/** What the caller says about a command beside what it asks. */
record Words(
        CommandRecord.Operation operation,
        CommandKey key,
        CustomerId customer,
        @Nullable Actor actor,
        @Nullable String reason,
        @Nullable Source source,
        @Nullable Grounds grounds,
        Fingerprint fingerprint) {

    /** Shows none of them. */
    @Override
    public String toString() {
        return "Words[" + operation + "]";
    }
}

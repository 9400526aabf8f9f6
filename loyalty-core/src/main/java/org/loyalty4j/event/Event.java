package org.loyalty4j.event;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.EntryId;

/**
 * That something was changed: whose and which, never what it says. Who has to know more asks for it, and is then shown what is
 * there by then.
 *
 * @param id the id; for {@link Kind#ACCOUNT} that of the command, which its postings name
 * @param position the place among all events, from 1, in which consumers read them; 0 for one that has none yet. Positions
 *     rise, and may leave some out
 * @param kind what was changed
 * @param what how: the operation for {@link Kind#CUSTOMER} and {@link Kind#ACCOUNT}, such as {@code ENROLL} or {@code SALE};
 *     the kind of the entry for {@link Kind#ENTRY}, such as {@code TASK}
 * @param customer whose, or null for what is nobody's
 * @param purse the purse for {@link Kind#ACCOUNT} and {@link Kind#PROGRAM}, otherwise null
 * @param entry which entry for {@link Kind#ENTRY}, otherwise null
 * @param number the place of the command in the account, the revision of the entry, or the version of the program; otherwise 0
 * @param recordedAt when it was written; of one account and of one entry it never falls
 */
public record Event(
        EventId id,
        long position,
        Kind kind,
        String what,
        @Nullable CustomerId customer,
        @Nullable String purse,
        @Nullable EntryId entry,
        long number,
        Instant recordedAt) {

    /** What an event is about. */
    public enum Kind {
        /** Who a customer is, what the customer is found by, and for whom the customer acts: that is told of both. */
        CUSTOMER,
        /** An account, by a command. */
        ACCOUNT,
        /** An entry of a customer's history. */
        ENTRY,
        /** A purchase of somebody who did not say who it is, which has no id to be told by. */
        GUEST,
        /** Cards that nobody has yet. */
        CARD,
        /** A version of a program. */
        PROGRAM
    }

    /** Returns this at a position. */
    public Event at(long place) {
        return new Event(id, place, kind, what, customer, purse, entry, number, recordedAt);
    }

    /** Returns the kind and what was done as one word in small letters, such as {@code account.sale}. */
    public String type() {
        return (kind + "." + what).toLowerCase(Locale.ROOT);
    }
}

package org.loyalty4j.history;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Departure;

/**
 * A request to say anew what an entry says.
 *
 * @param key the caller's key
 * @param entry which one
 * @param revision which revision the caller has seen; if there is another one meanwhile, nothing is changed
 * @param item what it says from now on
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null
 * @param actor who asked, or null
 * @param source which system asked, or null
 * @param <I> what the entry says
 */
public record EntryChange<I extends HistoryItem>(
        CommandKey key,
        EntryId entry,
        int revision,
        I item,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source) {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public EntryChange {
        Violations violations = new Violations()
                .required("key", key)
                .required("entry", entry)
                .required("item", item)
                .check(revision >= 1, "revision", Code.NUMBER_OUT_OF_RANGE, "revisions are counted from 1");
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a request. */
    public static <I extends HistoryItem> EntryChange<I> of(CommandKey key, Entry<I> seen, I now) {
        new Violations().required("entry", seen).throwIfAny();
        return new EntryChange<>(key, seen.id(), seen.revision(), now, null, null, null);
    }

    /** Returns this request, asked for by somebody. */
    public EntryChange<I> by(Actor who) {
        return new EntryChange<>(key, entry, revision, item, reason, who, source);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public EntryChange<I> by(Actor who, String why) {
        return new EntryChange<>(key, entry, revision, item, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public EntryChange<I> from(Source system) {
        return new EntryChange<>(key, entry, revision, item, reason, actor, system);
    }

    /** Shows the key and our id of the entry. */
    @Override
    public String toString() {
        return "EntryChange[" + key.value() + ", " + entry.value() + "]";
    }
}

package org.loyalty4j.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.program.RecordedGuest;

/** Answers questions about purchases that nobody has claimed yet, or somebody has. */
public interface GuestStore {

    /** Returns the guest purchase that was recorded under a key, with all steps. */
    Optional<RecordedGuest> find(CommandKey purchase);

    /** Returns the step that was written under a key; keys are unique within one kind. */
    Optional<RecordedGuest.Step> step(RecordedGuest.Kind kind, CommandKey key);

    /**
     * Returns guest purchases that have a mark, each once, the one recorded last first.
     *
     * @param forms in which ways the mark may be on record, at least one, all of one kind
     * @param count how many at most
     */
    List<RecordedGuest> marked(List<Identifier> forms, int count);

    /**
     * Returns guest purchases, in an order of their keys that is always the same.
     *
     * @param after begin after this key, or null to begin with the first
     * @param count how many at most
     */
    List<RecordedGuest> page(@Nullable CommandKey after, int count);
}

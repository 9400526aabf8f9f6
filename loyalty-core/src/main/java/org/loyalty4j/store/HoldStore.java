package org.loyalty4j.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Hold;

/** Answers questions about reserved points. */
public interface HoldStore {

    /** Returns the hold of an account that was made under a key, with its end if that is written. */
    Optional<Hold> find(AccountId account, CommandKey key);

    /**
     * Returns holds, with the ends that are written, in the order in which they were made.
     *
     * @param from the first number
     * @param count how many at most
     */
    List<Hold> all(AccountId account, long from, int count);

    /**
     * Returns holds whose end is not written, in the order of {@link Hold#BY_LIMIT}.
     *
     * @param after begin after this hold, or null to begin with the first
     * @param count how many at most
     */
    List<Hold> live(AccountId account, @Nullable Hold after, int count);
}

package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Hold;

/** The holds of an account while a command is decided: made and ended. Used by one thread. */
final class HoldsDraft {

    private final AccountState.Holds brought;
    private final List<Hold> live;
    private final List<Hold> made = new ArrayList<>(0);
    private final List<Hold> ended = new ArrayList<>(0);

    HoldsDraft(AccountState.Holds brought) {
        this.brought = brought;
        this.live = brought.live().isEmpty() ? new ArrayList<>(0) : new ArrayList<>(brought.live());
    }

    /** Returns when the time of the first of the holds is over, or null when there is none. */
    @Nullable
    Instant firstOver() {
        return live.isEmpty() ? null : live.get(0).until();
    }

    /** Returns an instant before which no hold lapses. It may be too early where not every live hold is known. */
    @Nullable
    Instant dueAt(long held) {
        Instant first = firstOver();
        Instant unknown = held == 0 ? null : brought.unknown();
        return first == null || (unknown != null && unknown.isBefore(first)) ? unknown : first;
    }

    /** Returns the first of the holds whose time is over by an instant, or null when there is none. */
    @Nullable
    Hold over(Instant at) {
        return !live.isEmpty() && live.get(0).isOverBy(at) ? live.get(0) : null;
    }

    /** Returns the hold that was made under a key, with its end if it has ended, or null when there is none. */
    @Nullable
    Hold named(CommandKey key) {
        for (Hold hold : ended) {
            if (hold.key().equals(key)) {
                return hold;
            }
        }
        return brought.named().get(key);
    }

    void make(Hold hold) {
        int at = Collections.binarySearch(live, hold, Hold.BY_LIMIT);
        live.add(-at - 1, hold);
        made.add(hold);
    }

    void end(Hold hold, Hold.End end) {
        live.removeIf(other -> other.number() == hold.number());
        ended.add(hold.endedBy(end));
    }

    List<Hold> made() {
        return made;
    }

    List<Hold> ended() {
        return ended;
    }

    /** Returns what the next command finds. */
    AccountState.Holds known(long held) {
        if (made.isEmpty() && ended.isEmpty()) {
            return brought;
        }
        Map<CommandKey, Hold> named = new HashMap<>(brought.named());
        made.forEach(hold -> named.put(hold.key(), hold));
        ended.forEach(hold -> named.put(hold.key(), hold));
        return new AccountState.Holds(live, named, held == 0 ? null : brought.unknown());
    }
}

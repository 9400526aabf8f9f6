package org.loyalty4j.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.LotAllocation;

/** A hold as questions find it, piece by piece. Used by one thread. */
final class HeldPieces {

    final HoldRow row;
    final String key;
    private final Instant since;
    private final @Nullable HoldEndRow end;
    private final @Nullable String endedBy;
    private final List<LotAllocation> pins = new ArrayList<>(1);

    /**
     * Starts.
     *
     * @param key the key of the command that made it
     * @param since when that was recorded
     * @param end how it ended, or null
     * @param endedBy the key of the command that wrote that, or null
     */
    HeldPieces(HoldRow row, String key, Instant since, @Nullable HoldEndRow end, @Nullable String endedBy) {
        this.row = row;
        this.key = key;
        this.since = since;
        this.end = end;
        this.endedBy = endedBy;
    }

    /** Adds the next of its pins. */
    void add(HoldPinRow pin) {
        pins.add(pin.pin());
    }

    Hold hold(AccountId account) {
        return new Hold(
                account,
                row.sequence,
                new CommandKey(key),
                since,
                row.until,
                pins,
                row.reward,
                row.purchaseKey == null ? null : new CommandKey(row.purchaseKey),
                end == null ? null : end.end(endedBy));
    }
}

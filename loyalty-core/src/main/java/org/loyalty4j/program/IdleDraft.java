package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.LotRules.Activity;

/**
 * From when the time counts after which points go when nothing happens, while a command is decided. Used by one thread.
 */
final class IdleDraft {

    private final ProgramHistory programs;
    private final Instant now;
    private @Nullable Instant activeAt;
    private @Nullable Instant end;

    IdleDraft(ProgramHistory programs, RewardAccount account, Instant now) {
        this.programs = programs;
        this.now = now;
        set(account.activeAt());
    }

    private void set(@Nullable Instant at) {
        activeAt = at;
        end = at == null ? null : programs.idleAt(at);
    }

    /** Notes an activity. */
    void active(Activity activity, Instant at) {
        set(programs.activeAt(activeAt, activity, at, now));
    }

    /** Notes what a command was that counts from now; a receipt that also takes goods back is a purchase. */
    void end(Operation operation) {
        Activity activity = switch (operation) {
            case REDEEM -> Activity.REDEMPTION;
            case HOLD -> Activity.HOLD;
            case TRANSFER_OUT -> Activity.TRANSFER_OUT;
            case TRANSFER_IN -> Activity.TRANSFER_IN;
            case ADJUST -> Activity.ADJUSTMENT;
            case RETURN, VOID, RETURN_UNKNOWN -> Activity.RETURN;
            default -> null;
        };
        if (activity != null) {
            active(activity, now);
        }
    }

    /** Notes that points came in, some of which can be used where none could before. */
    void credited(Instant at, Instant written) {
        set(programs.creditedAt(activeAt, at, written));
    }

    /** Returns when all points go that can be used if nothing happens, or null when they do not. */
    @Nullable
    Instant end() {
        return end;
    }

    /** Says whether the time is over at an instant. */
    boolean isOver(Instant at) {
        return end != null && !end.isAfter(at);
    }

    @Nullable
    Instant activeAt() {
        return activeAt;
    }
}

package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violations;

/**
 * From when until when somebody takes part in the shop's program.
 *
 * @param joined the first instant
 * @param leftAt the first instant no more, or null while it lasts
 */
public record Membership(Instant joined, @Nullable Instant leftAt) {

    /** Checks the order of the two instants. */
    public Membership {
        new Violations()
                .check(
                        leftAt == null || !leftAt.isBefore(joined),
                        "membership.left",
                        Violation.Code.EMPTY_RANGE,
                        "a membership cannot end before it began")
                .throwIfAny();
    }

    /** Starts a membership. */
    public static Membership since(Instant joined) {
        return new Membership(joined, null);
    }

    /** Returns the end, empty while the membership lasts. */
    public Optional<Instant> left() {
        return Optional.ofNullable(leftAt);
    }

    /** Says whether somebody was a member at an instant. */
    public boolean covers(Instant at) {
        return !at.isBefore(joined) && (leftAt == null || at.isBefore(leftAt));
    }
}

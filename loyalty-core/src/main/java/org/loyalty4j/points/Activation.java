package org.loyalty4j.points;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pending points of a lot that can be used from now on. It changes no balance and is no posting. Never changed, never
 * removed.
 *
 * @param account whose
 * @param sequence the place of the command that wrote it among the account's commands
 * @param lot the number of the posting that opened the lot
 * @param afterNumber the number of the account's last posting before it
 * @param amount how many points, more than zero
 * @param goneAt the first instant at which they cannot be used any more, or null when they stay
 * @param countsAt the instant from which they can be used
 * @param recordedAt when it was written
 */
public record Activation(
        AccountId account,
        long sequence,
        long lot,
        long afterNumber,
        long amount,
        @Nullable Instant goneAt,
        Instant countsAt,
        Instant recordedAt) {}

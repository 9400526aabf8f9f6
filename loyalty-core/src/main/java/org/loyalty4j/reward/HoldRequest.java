package org.loyalty4j.reward;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;

/**
 * A request to reserve points for a while, so that nothing else can use them until they are captured, released, or their
 * time is over.
 *
 * @param redemption what is reserved, as it would be redeemed: a number of points, or the price of a reward; its key is
 *     that of the hold
 * @param limit for how long, cut to microseconds, from {@link #SHORTEST} to {@link #LONGEST}
 */
public record HoldRequest(Redemption redemption, Duration limit) implements Request {

    /** The shortest time that points can be held for. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest time that points can be held for: a year. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException if one is missing, the time is out of range, or the points were used already
     */
    public HoldRequest {
        new Violations()
                .required("redemption", redemption)
                .required("limit", limit)
                .throwIfAny();
        new Violations()
                .check(
                        limit.compareTo(SHORTEST) >= 0 && limit.compareTo(LONGEST) <= 0,
                        "limit",
                        Code.DURATION_OUT_OF_RANGE,
                        "points are held for " + SHORTEST + " to " + LONGEST)
                .check(
                        !redemption.offline(),
                        "redemption.offline",
                        Code.BAD_GROUP,
                        "points that a till has used already are not reserved")
                .throwIfAny();
        limit = limit.truncatedTo(ChronoUnit.MICROS);
    }

    /** Makes a request to hold what could be redeemed. */
    public static HoldRequest of(Redemption redemption, Duration limit) {
        return new HoldRequest(redemption, limit);
    }

    @Override
    public CommandKey key() {
        return redemption.key();
    }

    @Override
    public CustomerId customer() {
        return redemption.customer();
    }

    @Override
    public @Nullable Actor actor() {
        return redemption.actor();
    }

    @Override
    public @Nullable Source source() {
        return redemption.source();
    }

    /** Shows what is asked for. */
    @Override
    public String toString() {
        return "HoldRequest[" + redemption + ", " + limit + "]";
    }
}

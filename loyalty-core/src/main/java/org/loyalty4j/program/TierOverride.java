package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.sale.Return;

/**
 * A request to give a customer a tier by hand. From now on, and until its end, it stands in for the tier that purchases
 * come to, be that higher or lower; what they come to is reckoned on underneath, and is there again afterwards. A tier that
 * was given before and lasts is replaced.
 *
 * @param key the caller's key
 * @param customer whose tier
 * @param tier the code of the tier, 1 to 40 code points
 * @param until the first instant without it, cut to microseconds; null for no end
 * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
 * @param actor who takes the responsibility
 */
public record TierOverride(
        CommandKey key,
        CustomerId customer,
        String tier,
        @Nullable Instant until,
        String reason,
        Actor actor) implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public TierOverride {
        Violations violations = new Violations();
        tier = violations.text("tier", tier, 40);
        until = until == null ? null : violations.instant("until", until);
        violations.throwIfAny();
        reason = ByHand.checkedReason(key, customer, "tier", tier, actor, reason);
    }

    /** Makes a request to give a tier without an end. */
    public static TierOverride of(CommandKey key, CustomerId customer, String tier, String reason, Actor actor) {
        return new TierOverride(key, customer, tier, null, reason, actor);
    }

    /** Returns this request, with the first instant without the tier. */
    public TierOverride until(Instant end) {
        return new TierOverride(key, customer, tier, end, reason, actor);
    }

    /** Shows the key, the tier and its end; neither who asked nor why. */
    @Override
    public String toString() {
        return "TierOverride[" + key.value() + ", " + tier + ", " + until + "]";
    }

    /**
     * A request to take a tier back that was given by hand.
     *
     * @param key the caller's key
     * @param customer whose tier
     * @param override the key by which it was given
     * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
     * @param actor who takes the responsibility
     */
    public record End(CommandKey key, CustomerId customer, CommandKey override, String reason, Actor actor)
            implements Request {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public End {
            reason = ByHand.checkedReason(key, customer, "override", override, actor, reason);
        }

        /** Shows the keys; neither who asked nor why. */
        @Override
        public String toString() {
            return "TierOverride.End[" + key.value() + ", " + override.value() + "]";
        }
    }
}

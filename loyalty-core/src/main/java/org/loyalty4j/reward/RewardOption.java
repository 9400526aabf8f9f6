package org.loyalty4j.reward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Points;

/**
 * Something a shop gives for points.
 *
 * @param code its name in requests, 1 to 40 code points
 * @param name its name for people, 1 to 100 code points
 * @param price the points it takes, more than zero
 * @param lowestTier the code of the lowest tier that may have it, or null for everybody
 */
public record RewardOption(
        String code, String name, Points price, @Nullable String lowestTier) {

    /** Checks the parts. */
    public RewardOption {
        Violations violations = new Violations();
        code = violations.text("reward.code", code, 40);
        name = violations.text("reward.name", name, 100);
        lowestTier = violations.optionalText("reward.lowestTier", lowestTier, 40);
        violations.throwIfAny();
        price.positive("reward.price");
    }

    /** Makes a reward for everybody. */
    public static RewardOption of(String code, String name, Points price) {
        return new RewardOption(code, name, price, null);
    }

    /** Returns this reward, only from a tier upward. */
    public RewardOption from(String tier) {
        return new RewardOption(code, name, price, tier);
    }

    /** Returns the lowest tier that may have it, empty when everybody may. */
    public Optional<String> tier() {
        return Optional.ofNullable(lowestTier);
    }
}

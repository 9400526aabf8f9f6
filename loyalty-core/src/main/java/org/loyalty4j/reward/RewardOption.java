package org.loyalty4j.reward;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Points;
import org.loyalty4j.tier.Benefit;

/**
 * Something a shop gives for points.
 *
 * @param code its name in requests, 1 to 40 code points
 * @param name its name for people, 1 to 100 code points
 * @param price the points it takes, more than zero
 * @param lowestTier the code of the lowest tier that may have it, or null for everybody
 * @param prices the points it takes from those who have a tier, by the tier's code; more than zero each. From all others it
 *     takes {@code price}
 * @param gives what the till is to do for it: what kind of reward it is, such as a percentage off, a free product or a code,
 *     and with what, in words of the host's; null where the code says it all. The library never prices a basket
 */
public record RewardOption(
        String code,
        String name,
        Points price,
        @Nullable String lowestTier,
        Map<String, Points> prices,
        @Nullable Benefit gives) {

    /** Checks the parts. */
    public RewardOption {
        Violations violations = new Violations();
        code = violations.text("reward.code", code, 40);
        name = violations.text("reward.name", name, 100);
        lowestTier = violations.optionalText("reward.lowestTier", lowestTier, 40);
        violations.required("reward.prices", prices).throwIfAny();
        price.positive("reward.price");
        prices = Map.copyOf(prices);
        prices.values().forEach(other -> other.positive("reward.prices"));
    }

    /** Makes a reward whose code says all that the till has to know. */
    public RewardOption(
            String code, String name, Points price, @Nullable String lowestTier, Map<String, Points> prices) {
        this(code, name, price, lowestTier, prices, null);
    }

    /** Makes a reward that takes the same from everybody. */
    public RewardOption(String code, String name, Points price, @Nullable String lowestTier) {
        this(code, name, price, lowestTier, Map.of());
    }

    /** Makes a reward for everybody. */
    public static RewardOption of(String code, String name, Points price) {
        return new RewardOption(code, name, price, null);
    }

    /** Returns this reward, only from a tier upward. */
    public RewardOption from(String tier) {
        return new RewardOption(code, name, price, tier, prices, gives);
    }

    /** Returns this reward, which takes other points from those who have a tier. */
    public RewardOption costing(String tier, Points other) {
        Map<String, Points> more = new HashMap<>(prices);
        more.put(tier, other);
        return new RewardOption(code, name, price, lowestTier, more, gives);
    }

    /** Returns this reward, with what the till is to do for it. */
    public RewardOption giving(Benefit what) {
        return new RewardOption(code, name, price, lowestTier, prices, what);
    }

    /** Returns what the till is to do for it, if the program says so. */
    public Optional<Benefit> instruction() {
        return Optional.ofNullable(gives);
    }

    /** Returns the points it takes from somebody who has a tier. */
    public Points priceFor(String tier) {
        return prices.getOrDefault(tier, price);
    }

    /** Says whether it takes so many points from anybody. */
    public boolean mayCost(Points points) {
        return price.equals(points) || prices.containsValue(points);
    }

    /** Returns the lowest tier that may have it, empty when everybody may. */
    public Optional<String> tier() {
        return Optional.ofNullable(lowestTier);
    }
}

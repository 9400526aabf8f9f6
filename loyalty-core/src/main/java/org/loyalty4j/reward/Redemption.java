package org.loyalty4j.reward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.Points;

/**
 * A request to use points: for a reward of the program, or simply a number of them.
 *
 * @param key the caller's key
 * @param customer whose points
 * @param points how many, or null for a reward
 * @param reward the code of the reward, or null for a number of points
 * @param purchase the key of the purchase it pays, so that a return of the purchase gives the points back; or null
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Redemption(
        CommandKey key,
        CustomerId customer,
        @Nullable Points points,
        @Nullable String reward,
        @Nullable CommandKey purchase,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks that either points or a reward are named.
     *
     * @throws InvalidRequestException if not, or if the points are not more than zero
     */
    public Redemption {
        new Violations()
                .required("key", key)
                .required("customer", customer)
                .check(
                        (points == null) != (reward == null),
                        "points",
                        Code.REQUIRED,
                        "either points or a reward must be named")
                .throwIfAny();
        if (points != null) {
            points.positive("points");
        }
    }

    /** Makes a request to use a number of points. */
    public static Redemption of(CommandKey key, CustomerId customer, Points points) {
        return new Redemption(key, customer, points, null, null, null, null);
    }

    /** Makes a request for a reward of the program. */
    public static Redemption ofReward(CommandKey key, CustomerId customer, String reward) {
        return new Redemption(key, customer, null, reward, null, null, null);
    }

    /** Returns this request, paying a purchase. */
    public Redemption paying(CommandKey purchaseKey) {
        return new Redemption(key, customer, points, reward, purchaseKey, actor, source);
    }

    /** Returns this request, asked for by somebody. */
    public Redemption by(Actor who) {
        return new Redemption(key, customer, points, reward, purchase, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Redemption from(Source system) {
        return new Redemption(key, customer, points, reward, purchase, actor, system);
    }

    /** Returns how many points, if a number was named. */
    public Optional<Points> amount() {
        return Optional.ofNullable(points);
    }

    /** Returns the purchase it pays, if one was named. */
    public Optional<CommandKey> pays() {
        return Optional.ofNullable(purchase);
    }

    /** Shows the key and what is asked for. */
    @Override
    public String toString() {
        return "Redemption[" + key.value() + ", " + (points == null ? reward : points) + "]";
    }
}

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
 * @param extent whether all of the points must be used, or fewer will do; {@link Extent#EXACTLY} for a reward
 * @param offline whether a till has used them already, while it had no connection; see {@link #whileOffline()}
 */
public record Redemption(
        CommandKey key,
        CustomerId customer,
        @Nullable Points points,
        @Nullable String reward,
        @Nullable CommandKey purchase,
        @Nullable Actor actor,
        @Nullable Source source,
        Extent extent,
        boolean offline)
        implements Request {

    /** What is to happen when not all of the points asked for can be used. */
    public enum Extent {
        /** Nothing: the request is refused, and the answer says how many could be used. */
        EXACTLY,
        /** As many as can be used are used, and the answer says why not more; refused only where none can. */
        AT_MOST
    }

    /**
     * Checks that either points or a reward are named.
     *
     * @throws InvalidRequestException if not, if the points are not more than zero, if fewer than a reward takes will
     *     do, or if fewer will do than a till has used already
     */
    public Redemption {
        new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("extent", extent)
                .check(
                        reward == null || extent != Extent.AT_MOST,
                        "points",
                        Code.REQUIRED,
                        "a reward takes its price; up to how many may be used is said of points")
                .check(
                        (points == null) != (reward == null),
                        "points",
                        Code.REQUIRED,
                        "either points or a reward must be named")
                .check(
                        !offline || extent != Extent.AT_MOST,
                        "offline",
                        Code.BAD_GROUP,
                        "a till that has used points already says exactly how many")
                .throwIfAny();
        if (points != null) {
            points.positive("points");
        }
    }

    /** Makes a request for exactly what is named. */
    public Redemption(
            CommandKey key,
            CustomerId customer,
            @Nullable Points points,
            @Nullable String reward,
            @Nullable CommandKey purchase,
            @Nullable Actor actor,
            @Nullable Source source) {
        this(key, customer, points, reward, purchase, actor, source, Extent.EXACTLY);
    }

    /** Makes a request of a till that asks before it lets points be used. */
    public Redemption(
            CommandKey key,
            CustomerId customer,
            @Nullable Points points,
            @Nullable String reward,
            @Nullable CommandKey purchase,
            @Nullable Actor actor,
            @Nullable Source source,
            Extent extent) {
        this(key, customer, points, reward, purchase, actor, source, extent, false);
    }

    /** Makes a request to use a number of points, exactly this many or none. */
    public static Redemption of(CommandKey key, CustomerId customer, Points points) {
        return new Redemption(key, customer, points, null, null, null, null);
    }

    /** Makes a request to use as many of a number of points as can be used. */
    public static Redemption upTo(CommandKey key, CustomerId customer, Points points) {
        return new Redemption(key, customer, points, null, null, null, null, Extent.AT_MOST);
    }

    /** Makes a request to use as many points as there are and the program lets be used. */
    public static Redemption asManyAsPossible(CommandKey key, CustomerId customer) {
        return upTo(key, customer, Points.of(Points.POSTING_MAX));
    }

    /** Makes a request for a reward of the program. */
    public static Redemption ofReward(CommandKey key, CustomerId customer, String reward) {
        return new Redemption(key, customer, null, reward, null, null, null);
    }

    /** Returns this request, paying a purchase. */
    public Redemption paying(CommandKey purchaseKey) {
        return new Redemption(key, customer, points, reward, purchaseKey, actor, source, extent, offline);
    }

    /** Returns this request, asked for by somebody. */
    public Redemption by(Actor who) {
        return new Redemption(key, customer, points, reward, purchase, who, source, extent, offline);
    }

    /** Returns this request, asked for by a system. */
    public Redemption from(Source system) {
        return new Redemption(key, customer, points, reward, purchase, actor, system, extent, offline);
    }

    /**
     * Returns this request as that of a till which had no connection and has let the points be used already. Where the
     * program has an allowance for it, see {@code SpendingRules.offlineUpTo}, the account may owe up to it, and what the
     * spending rules would have limited is told, not refused. Where it has none, it is as any other request.
     *
     * @throws InvalidRequestException if fewer points will do
     */
    public Redemption whileOffline() {
        return new Redemption(key, customer, points, reward, purchase, actor, source, extent, true);
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
        String upTo = extent == Extent.AT_MOST ? "up to " : "";
        return "Redemption[" + key.value() + ", " + upTo + (points == null ? reward : points) + "]";
    }
}

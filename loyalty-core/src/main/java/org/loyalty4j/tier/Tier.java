package org.loyalty4j.tier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;

/**
 * A rank that a customer can reach.
 *
 * @param code its name in rows and answers, 1 to 40 code points
 * @param from what it is reached with, in the ladder's metric: smallest units of money or points, or purchases; zero
 *     for the lowest tier, and for a tier with a rule
 * @param multiplier what the points of a purchase are multiplied with, more than 0 and at most 1000
 * @param rule what it is reached with instead of the ladder's own metric and window, or null
 * @param kept whether it is never lost once it was reached
 * @param benefits what those have who have it, with different codes, at most {@value #BENEFITS_MAX}; those of lower tiers
 *     are not among them unless they are listed
 * @param entry what it gives who reaches it, or null
 */
public record Tier(
        String code,
        long from,
        Ratio multiplier,
        @Nullable TierRule rule,
        boolean kept,
        List<Benefit> benefits,
        @Nullable Entry entry) {

    /** The most benefits of a tier. */
    public static final int BENEFITS_MAX = 50;

    /**
     * Points that a tier gives when it begins because purchases reached it, at once or with the next period; nothing for
     * one that is given by hand, and for those that were passed over on the way. They count for no tier.
     *
     * @param points how many, more than zero
     * @param per how often at most: once in each such calendar period, by the date on which they are given, however often
     *     the tier is lost and reached again in it
     */
    public record Entry(Points points, Counter.Period per) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Entry {
            new Violations()
                    .required("entry.points", points)
                    .required("entry.per", per)
                    .throwIfAny();
            points.positive("entry.points");
        }
    }

    private static final Ratio MULTIPLIER_MAX = Ratio.of(1000);

    /** Checks the parts. */
    public Tier {
        Violations violations = new Violations();
        code = violations.text("tier.code", code, 40);
        violations.check(from >= 0, "tier.from", Code.BAD_TIER_TABLE, "a threshold must be 0 or more");
        violations.check(
                multiplier.signum() > 0 && multiplier.compareTo(MULTIPLIER_MAX) <= 0,
                "tier.multiplier",
                Code.NUMBER_OUT_OF_RANGE,
                "a multiplier is more than 0 and at most " + MULTIPLIER_MAX);
        violations.required("tier.benefits", benefits).throwIfAny();
        new Violations().eachRequired("tier.benefits", benefits).throwIfAny();
        benefits = List.copyOf(benefits);
        violations.atMost("tier.benefits", benefits, BENEFITS_MAX);
        violations.check(
                benefits.stream().map(Benefit::code).distinct().count() == benefits.size(),
                "tier.benefits",
                Code.DUPLICATE_CODE,
                "two benefits of a tier have one code");
        violations.throwIfAny();
    }

    /** Makes a tier that gives no points. */
    public Tier(
            String code, long from, Ratio multiplier, @Nullable TierRule rule, boolean kept, List<Benefit> benefits) {
        this(code, from, multiplier, rule, kept, benefits, null);
    }

    /** Makes a tier without benefits that are told. */
    public Tier(String code, long from, Ratio multiplier, @Nullable TierRule rule, boolean kept) {
        this(code, from, multiplier, rule, kept, List.of());
    }

    /** Makes a tier that is reached by the ladder's own metric and window. */
    public Tier(String code, long from, Ratio multiplier) {
        this(code, from, multiplier, null, false);
    }

    /** Returns this tier, reached by a rule of its own. */
    public Tier reachedBy(TierRule own) {
        return new Tier(code, 0, multiplier, own, kept, benefits, entry);
    }

    /** Returns this tier, never lost once it was reached. */
    public Tier keptForEver() {
        return new Tier(code, from, multiplier, rule, true, benefits, entry);
    }

    /** Returns this tier with one benefit more. */
    public Tier giving(Benefit benefit) {
        List<Benefit> more = new ArrayList<>(benefits);
        more.add(benefit);
        return new Tier(code, from, multiplier, rule, kept, more, entry);
    }

    /** Returns this tier, giving points to who reaches it, once in each calendar period at most. */
    public Tier entering(Points points, Counter.Period per) {
        return new Tier(code, from, multiplier, rule, kept, benefits, new Entry(points, per));
    }

    /** Makes a tier whose members earn as everybody does. */
    public static Tier of(String code, long from) {
        return new Tier(code, from, Ratio.ONE);
    }
}

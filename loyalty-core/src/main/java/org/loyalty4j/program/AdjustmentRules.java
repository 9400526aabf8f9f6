package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;

/**
 * What the shop decided about points that its people give and take by hand: how many one of them may alone, and which
 * codes may be the reason. Immutable; each method that takes a value returns a changed copy. The version that is valid
 * when the request arrives decides.
 *
 * @param up the most points of one correction upward without a second approver, 1 or more; null for any number
 * @param down the most points of one correction downward without a second approver, 1 or more; null for any number
 * @param gift the most points of one gift without a second approver, 1 or more; null for any number
 * @param codes the codes that may be the reason, at most {@value #CODES_MAX}; a correction then needs one, a gift only
 *     where it says any. Empty for any code, or none
 * @param limits how many points corrections may give one customer within calendar periods without a second approver, each
 *     period once. All corrections upward count in them, those with a second approver, too; gifts do not
 */
public record AdjustmentRules(
        @Nullable Points up,
        @Nullable Points down,
        @Nullable Points gift,
        Set<String> codes,
        List<SpendingRules.Limit> limits) {

    /** The most codes. */
    public static final int CODES_MAX = 200;

    private static final AdjustmentRules NONE = new AdjustmentRules(null, null, null, Set.of(), List.of());

    /**
     * Copies the lists and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public AdjustmentRules {
        new Violations()
                .required("adjustments.codes", codes)
                .required("adjustments.limits", limits)
                .throwIfAny();
        new Violations()
                .eachRequired("adjustments.codes", new ArrayList<>(codes))
                .eachRequired("adjustments.limits", limits)
                .throwIfAny();
        Violations violations = new Violations().atMost("adjustments.codes", codes, CODES_MAX);
        Set<String> clean = new HashSet<>();
        codes.forEach(code -> clean.add(violations.text("adjustments.codes", code, Grounds.CODE_MAX)));
        limits = SpendingRules.Limit.inOrder(violations, "adjustments.limits", limits);
        violations.throwIfAny();
        codes = Set.copyOf(clean);
        positive("adjustments.up", up);
        positive("adjustments.down", down);
        positive("adjustments.gift", gift);
    }

    private static void positive(String path, @Nullable Points points) {
        if (points != null) {
            points.positive(path);
        }
    }

    /** Returns no rules: one person may do anything, for any reason. */
    public static AdjustmentRules none() {
        return NONE;
    }

    /** Returns these rules, with the most points that one person may give by a correction. */
    public AdjustmentRules upTo(Points most) {
        return new AdjustmentRules(most, down, gift, codes, limits);
    }

    /** Returns these rules, with the most points that one person may take by a correction. */
    public AdjustmentRules downTo(Points most) {
        return new AdjustmentRules(up, most, gift, codes, limits);
    }

    /** Returns these rules, with the most points that one person may give as a gift. */
    public AdjustmentRules givingUpTo(Points most) {
        return new AdjustmentRules(up, down, most, codes, limits);
    }

    /** Returns these rules, with one more code that may be the reason. */
    public AdjustmentRules allowing(String code) {
        Set<String> more = new HashSet<>(codes);
        more.add(code);
        return new AdjustmentRules(up, down, gift, more, limits);
    }

    /** Returns these rules, with the most points that corrections give one customer within a period without an approver. */
    public AdjustmentRules upTo(Points most, Counter.Period period) {
        List<SpendingRules.Limit> more = new ArrayList<>(limits);
        more.add(new SpendingRules.Limit(most, period));
        return new AdjustmentRules(up, down, gift, codes, more);
    }

    /** Says whether a code may be the reason of a correction. */
    public boolean allows(@Nullable String code) {
        return codes.isEmpty() || (code != null && codes.contains(code));
    }

    /** Says whether one person may correct by so many points without asking another one. */
    public boolean lets(long points) {
        Points most = points > 0 ? up : down;
        return most == null || Math.abs(points) <= most.minor();
    }

    /** Says whether one person may give so many points without asking another one. */
    public boolean letsGive(long points) {
        return gift == null || points <= gift.minor();
    }
}

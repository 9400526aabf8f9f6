package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;

/**
 * What the shop decided about points that customers give each other. Immutable; each {@code with…} method returns a
 * changed copy.
 *
 * @param least the fewest points of one transfer, more than zero; or null for any number
 * @param most the most points of one transfer, not fewer than the least; or null for any number
 * @param fee what the sender pays for one transfer beside the points, more than zero; or null for nothing
 * @param spent what is to happen when a transfer is undone and not all of its points are there any more
 * @param limits the most points that one customer sends within calendar periods, without fees, each period once; what comes
 *     back of a transfer is free again in its own period
 */
public record TransferRules(
        @Nullable Points least,
        @Nullable Points most,
        @Nullable Points fee,
        Spent spent,
        List<SpendingRules.Limit> limits) {

    /** What is to happen when a transfer is undone and not all of its points are there any more. */
    public enum Spent {
        /** The undoing is refused. */
        REFUSE,
        /** What is there goes back, and what is missing is recorded as shortfall; refused where nothing is there. */
        SHORTFALL
    }

    /**
     * Checks the numbers.
     *
     * @throws InvalidRequestException with what is wrong
     */
    public TransferRules {
        new Violations().required("spent", spent).required("limits", limits).throwIfAny();
        Violations violations = new Violations().eachRequired("limits", limits);
        violations.throwIfAny();
        limits = SpendingRules.Limit.inOrder(violations, "limits", limits);
        violations.throwIfAny();
        positive("least", least);
        positive("most", most);
        positive("fee", fee);
        new Violations()
                .check(
                        least == null || most == null || least.compareTo(most) <= 0,
                        "most",
                        Code.EMPTY_RANGE,
                        "the most points cannot be fewer than the least")
                .throwIfAny();
    }

    private static void positive(String path, @Nullable Points points) {
        if (points != null) {
            points.positive(path);
        }
    }

    /** Returns no rules: any number of points, without a fee; what is spent is not undone. */
    public static TransferRules none() {
        return new TransferRules(null, null, null, Spent.REFUSE, List.of());
    }

    /** Returns these rules with the fewest points of one transfer. */
    public TransferRules withLeast(Points points) {
        return new TransferRules(points, most, fee, spent, limits);
    }

    /** Returns these rules with the most points of one transfer. */
    public TransferRules withMost(Points points) {
        return new TransferRules(least, points, fee, spent, limits);
    }

    /** Returns these rules with a fee. */
    public TransferRules withFee(Points points) {
        return new TransferRules(least, most, points, spent, limits);
    }

    /** Returns these rules, recording what is missing when a transfer is undone. */
    public TransferRules recordingShortfall() {
        return new TransferRules(least, most, fee, Spent.SHORTFALL, limits);
    }

    /** Returns these rules, letting one customer send no more points within a calendar period of the program's zone. */
    public TransferRules upTo(Points most, Counter.Period period) {
        List<SpendingRules.Limit> more = new ArrayList<>(limits);
        more.add(new SpendingRules.Limit(most, period));
        return new TransferRules(least, this.most, fee, spent, more);
    }

    long fees() {
        return fee == null ? 0 : fee.minor();
    }
}

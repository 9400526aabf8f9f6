package org.loyalty4j.program;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.sale.PurchaseLine;

/**
 * How a purchase earns points, as data. What rules of one program give is added up exactly, then multiplied exactly by
 * the multipliers in their order and by the tier's, and rounded once for the whole purchase.
 *
 * @param code the rule's name in every posting it had a part in, 1 to 40 code points
 * @param kind how it reckons
 * @param points how many points of the purse, or for {@link Kind#MULTIPLIER} the factor; more than 0, at most 1,000,000
 * @param per for rules about money the step or unit, otherwise null
 * @param filter which lines it is about
 * @param basis which amount of a line it is about
 * @param minimum what those lines must come to together, or null for anything; exactly this much is enough
 */
public record EarningRule(
        String code,
        Kind kind,
        Ratio points,
        @Nullable Money per,
        LineFilter filter,
        Basis basis,
        @Nullable Money minimum) {

    private static final Ratio POINTS_MAX = Ratio.of(1_000_000);

    /** How a rule reckons. */
    public enum Kind {
        /** Points for every whole step of money that the lines come to together; the rest of a step gives nothing. */
        PER_STEP,
        /** Points for money in proportion: half a unit gives half the points. */
        PER_AMOUNT,
        /** Points for every piece. A quantity that is not whole, such as 0.352 kg, is one piece. */
        PER_ITEM,
        /** Points once for a purchase that has such a line. */
        PER_PURCHASE,
        /** Multiplies what the lines earned by the other rules. */
        MULTIPLIER
    }

    /** Which amount of a line counts. */
    public enum Basis {
        /** Net price before the discount. */
        NET_BEFORE_DISCOUNT,
        /** Net price less the discount, but not below zero. */
        NET,
        /** Net price and tax before the discount. */
        GROSS_BEFORE_DISCOUNT,
        /** What was paid: net price and tax less the discount. */
        GROSS;

        /** Returns the amount of a line in smallest units of money. */
        public long of(PurchaseLine line) {
            long net = line.net().minor();
            return switch (this) {
                case NET_BEFORE_DISCOUNT -> net;
                case NET -> Math.max(0, net - line.discount().minor());
                case GROSS_BEFORE_DISCOUNT -> Math.addExact(net, line.tax().minor());
                case GROSS -> line.paid().minor();
            };
        }
    }

    /** Checks the parts. */
    public EarningRule {
        Violations violations = new Violations();
        code = violations.text("rule.code", code, 40);
        boolean aboutMoney = kind == Kind.PER_STEP || kind == Kind.PER_AMOUNT;
        violations
                .check(
                        points.signum() > 0 && points.compareTo(POINTS_MAX) <= 0,
                        "rule.points",
                        Code.NUMBER_OUT_OF_RANGE,
                        "more than 0 and at most " + POINTS_MAX + " are accepted")
                .check(
                        aboutMoney == (per != null),
                        "rule.per",
                        Code.REQUIRED,
                        "rules about money name their step, others do not")
                .check(
                        per == null || per.signum() > 0,
                        "rule.per",
                        Code.AMOUNT_NOT_POSITIVE,
                        "a step must be more than 0")
                .check(
                        minimum == null || minimum.signum() >= 0,
                        "rule.minimum",
                        Code.AMOUNT_NEGATIVE,
                        "a minimum must be 0 or more");
        violations.throwIfAny();
    }

    /** Makes a rule of points for every whole step of money. */
    public static EarningRule perStep(String code, Ratio points, Money step) {
        return rule(code, Kind.PER_STEP, points, step);
    }

    /** Makes a rule of points for every whole step of money. */
    public static EarningRule perStep(String code, long points, Money step) {
        return perStep(code, Ratio.of(points), step);
    }

    /** Makes a rule of points in proportion to money. */
    public static EarningRule perAmount(String code, Ratio points, Money unit) {
        return rule(code, Kind.PER_AMOUNT, points, unit);
    }

    /** Makes a rule of points for every piece. */
    public static EarningRule perItem(String code, long points) {
        return rule(code, Kind.PER_ITEM, Ratio.of(points), null);
    }

    /** Makes a rule of points once for a purchase. */
    public static EarningRule perPurchase(String code, long points) {
        return rule(code, Kind.PER_PURCHASE, Ratio.of(points), null);
    }

    /** Makes a rule that multiplies what lines earned. */
    public static EarningRule multiplier(String code, Ratio factor) {
        return rule(code, Kind.MULTIPLIER, factor, null);
    }

    private static EarningRule rule(String code, Kind kind, Ratio points, @Nullable Money per) {
        return new EarningRule(code, kind, points, per, LineFilter.goods(), Basis.GROSS, null);
    }

    /** Returns this rule, about other lines. */
    public EarningRule on(LineFilter lines) {
        return new EarningRule(code, kind, points, per, lines, basis, minimum);
    }

    /** Returns this rule, about another amount of the lines. */
    public EarningRule of(Basis amount) {
        return new EarningRule(code, kind, points, per, filter, amount, minimum);
    }

    /** Returns this rule, only when the lines it is about come to an amount or more. */
    public EarningRule from(Money least) {
        return new EarningRule(code, kind, points, per, filter, basis, least);
    }

    /** Returns the least amount, if there is one. */
    public Optional<Money> least() {
        return Optional.ofNullable(minimum);
    }
}

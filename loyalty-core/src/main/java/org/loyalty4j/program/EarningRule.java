package org.loyalty4j.program;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.Tier;

/**
 * How a purchase earns points, as data. What a purchase earns is reckoned exactly, in this order, and rounded once:
 *
 * <ol>
 *   <li>each rule that holds at the time the purchase counts from, whose minimum is reached, and whose turn it is, offers its
 *       points to the lines it is about, at most what its own cap lets it;
 *   <li>in each group, lines are claimed as its {@link Stacking} says; what is left of all rules is added up;
 *   <li>multipliers work on what the lines have so far, one after the other in the order of the program's rules; a group
 *       of them stands where its first rule stands;
 *   <li>the tier multiplies what all lines have;
 *   <li>the sum is rounded, and the strictest cap of the purchase cuts it.
 * </ol>
 *
 * @param code the rule's name in every posting it had a part in, 1 to 40 code points
 * @param kind how it reckons
 * @param points how many points of the purse, for {@link Kind#MULTIPLIER} the factor, and where there is a formula how
 *     many times what it gives; more than 0, at most 1,000,000
 * @param per for rules about money the step or unit, otherwise null
 * @param filter which lines it is about
 * @param basis which amount of a line it is about
 * @param minimum what those lines must come to together, or null for anything; exactly this much is enough
 * @param tenders what has to be paid with for an amount to count: of steps, units and the minimum counts the part of the
 *     payment that was made with these, exactly; none for whatever was paid with, and where the till does not say how a
 *     purchase was paid all of it counts; one of this and the next is empty
 * @param excluded what has to be paid with for an amount not to count: only the part of the purchase's total counts that
 *     was paid otherwise, exactly. What no tender tells was paid otherwise, except for what the points were worth that the
 *     checkout used itself. Pieces, and what a formula gives, count by the same part; points once for a purchase and
 *     multipliers are whole where any part counts. For a purchase of which no part counts the rule does not hold, and it is
 *     no turn of the rule. Purchases of 0.00 count. None for whatever was paid with
 * @param schedule when it holds, by the clock of the purchase's own zone, or the program's where it names none, at the
 *     time the purchase counts from; null for always
 * @param stacking the group in which it competes for lines, or null where it adds or multiplies by itself
 * @param cap the most points that it gives for one purchase, in smallest units of the purse, before any multiplier; for a
 *     multiplier the most that it adds; null for any number
 * @param formula for {@link Kind#CUSTOM} the name that its {@link Formula} is registered with, and for a {@link
 *     Kind#MULTIPLIER} that of the {@link PersonalFactor} which it multiplies by, 1 to 40 code points; otherwise null
 * @param caps the most points that it gives within calendar periods, by the date that a purchase counts from, each period
 *     once; what it gave counts as whole points, those of returned lines no more
 * @param turn which purchases of a customer it is about, such as every tenth; null for all
 * @param tiers the codes of the tiers whose customers it is about; none for all. The tier is the one whose rate counts for
 *     the purchase, by the ladder's {@link org.loyalty4j.tier.TierPolicy.RateTiming}
 */
public record EarningRule(
        String code,
        Kind kind,
        Ratio points,
        @Nullable Money per,
        LineFilter filter,
        Basis basis,
        @Nullable Money minimum,
        Set<Tender.Kind> tenders,
        Set<Tender.Kind> excluded,
        @Nullable Schedule schedule,
        @Nullable Stacking stacking,
        @Nullable Cap cap,
        @Nullable String formula,
        List<Cap> caps,
        @Nullable Turn turn,
        Set<String> tiers) {

    /**
     * The tenders that do not count for a rule unless it says otherwise: points are not given for what points paid, and what
     * a gift card pays was paid for with the card.
     */
    public static final Set<Tender.Kind> USUALLY_EXCLUDED = Set.of(Tender.Kind.POINTS, Tender.Kind.GIFT_CARD);

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
        MULTIPLIER,
        /** Points that a function of the host gives. */
        CUSTOM
    }

    /**
     * What a rule of kind {@link Kind#CUSTOM} reckons with: a pure function, registered with the library under a name. It
     * must give the same points for the same purchase for ever, for a quote, a sale and an audit years later ask it alike:
     * a new version of the program names a new function. It is called by many threads at once.
     */
    @FunctionalInterface
    public interface Formula {

        /**
         * Returns how many points of the purse a line earns, 0 or more. It is only asked about lines that pass the rule's
         * filter; what it throws fails the request.
         *
         * @param purchase all of the purchase
         * @param line the line
         * @param shown the date and time on the clock of the shop when the purchase counts
         */
        Ratio pointsFor(Purchase purchase, PurchaseLine line, LocalDateTime shown);
    }

    /**
     * How rules of one group share a line that several of them are about. All rules of a group have the same mode, and
     * are either all multipliers or none.
     *
     * @param group the name of the group, 1 to 40 code points
     * @param mode how they share
     * @param priority the rule's own place in the group, the higher the earlier; of two equal ones the one whose code is
     *     the smaller by {@link String#compareTo} is earlier
     */
    public record Stacking(String group, Mode mode, int priority) {

        /** How rules of one group share a line. */
        public enum Mode {
            /** All of them give what they offer; multipliers all work on what the line had before the group. */
            SUM,
            /** The one that offers the line the most gives, of two equal ones the earlier. */
            MAX,
            /** The earliest one that offers the line anything gives. */
            FIRST,
            /** Each multiplies what the line has with those before it; for multipliers only. */
            MULTIPLY
        }

        /** Checks the parts. */
        public Stacking {
            Violations violations = new Violations().required("stacking.mode", mode);
            group = violations.text("stacking.group", group, 40);
            violations.throwIfAny();
        }
    }

    /**
     * The most points of something. It holds for the exact points; where they are shared out as whole ones, to lines first
     * and then to rules, the cap of a rule may be passed by the odd point of a line that no other rule gives anything.
     *
     * @param most how many, in smallest units of the purse, 1 to {@link Points#POSTING_MAX}; exactly as many are allowed
     * @param overflow what becomes of more
     * @param per the calendar period of the program's zone in which it counts what came before; null for one purchase
     */
    public record Cap(Points most, Overflow overflow, Counter.@Nullable Period per) {

        /** What becomes of points that pass a cap. */
        public enum Overflow {
            /** They are reduced to the cap, in proportion for all lines. */
            REDUCE,
            /** All of them are refused, those up to the cap as well. */
            REJECT
        }

        /** Checks the parts. */
        public Cap {
            new Violations()
                    .required("cap.most", most)
                    .required("cap.overflow", overflow)
                    .throwIfAny();
            most.positive("cap.most");
        }

        /** Makes a cap of one purchase. */
        public Cap(Points most, Overflow overflow) {
            this(most, overflow, null);
        }

        /** Returns a cap to which points are reduced. */
        public static Cap reducing(Points most) {
            return new Cap(most, Overflow.REDUCE);
        }

        /** Returns a cap above which all points are refused. */
        public static Cap rejecting(Points most) {
            return new Cap(most, Overflow.REJECT);
        }

        /** Returns this cap, of all purchases in a calendar period. */
        public Cap within(Counter.Period period) {
            return new Cap(most, overflow, period);
        }

        /** Returns the period of a cap that has one. */
        Counter.Period within() {
            return Objects.requireNonNull(per);
        }

        /** Checks the caps of one purchase and those of periods. */
        static void check(Violations violations, String path, @Nullable Cap once, List<Cap> caps) {
            violations.check(
                    once == null || once.per() == null,
                    path + "cap.per",
                    Code.BAD_GROUP,
                    "a cap of a period stands among the caps");
            Set<Counter.Period> periods = EnumSet.noneOf(Counter.Period.class);
            for (int i = 0; i < caps.size(); i++) {
                Counter.Period per = caps.get(i).per();
                violations
                        .check(per != null, path + "caps[" + i + "].per", Code.REQUIRED, "a period is required")
                        .check(
                                per == null || periods.add(per),
                                path + "caps[" + i + "].per",
                                Code.DUPLICATE_CODE,
                                "two caps are about one period");
            }
        }
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
        new Violations()
                .required("rule.kind", kind)
                .required("rule.points", points)
                .required("rule.filter", filter)
                .required("rule.basis", basis)
                .required("rule.tenders", tenders)
                .required("rule.excluded", excluded)
                .required("rule.caps", caps)
                .required("rule.tiers", tiers)
                .throwIfAny();
        new Violations().eachRequired("rule.caps", caps).throwIfAny();
        tenders = Set.copyOf(tenders);
        tiers = Set.copyOf(tiers);
        excluded = Set.copyOf(excluded);
        caps = List.copyOf(caps);
        Violations violations = new Violations();
        code = violations.text("rule.code", code, 40);
        formula = violations.optionalText("rule.formula", formula, 40);
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
                        "a minimum must be 0 or more")
                .check(
                        kind == Kind.CUSTOM ? formula != null : formula == null || kind == Kind.MULTIPLIER,
                        "rule.formula",
                        Code.REQUIRED,
                        "custom rules name their formula, multipliers may name a personal factor, others name nothing");
        violations.check(
                tenders.isEmpty() || excluded.isEmpty(),
                "rule.excluded",
                Code.BAD_GROUP,
                "a rule names the tenders that count or those that do not, not both");
        checkStacking(violations, kind, points, stacking);
        Cap.check(violations, "rule.", cap, caps);
        violations.throwIfAny();
    }

    private static void checkStacking(Violations violations, Kind kind, Ratio points, @Nullable Stacking stacking) {
        if (stacking == null) {
            return;
        }
        boolean multiplies = kind == Kind.MULTIPLIER;
        violations
                .check(
                        multiplies || stacking.mode() != Stacking.Mode.MULTIPLY,
                        "rule.stacking",
                        Code.BAD_GROUP,
                        "only multipliers multiply each other")
                .check(
                        !multiplies || stacking.mode() != Stacking.Mode.SUM || points.compareTo(Ratio.ONE) >= 0,
                        "rule.points",
                        Code.NUMBER_OUT_OF_RANGE,
                        "multipliers that are added up are 1 or more");
    }

    /**
     * Makes a rule that holds always, by itself, for any number of points, and for what was not paid with {@link
     * #USUALLY_EXCLUDED}.
     */
    public EarningRule(
            String code,
            Kind kind,
            Ratio points,
            @Nullable Money per,
            LineFilter filter,
            Basis basis,
            @Nullable Money minimum) {
        this(
                code,
                kind,
                points,
                per,
                filter,
                basis,
                minimum,
                Set.of(),
                USUALLY_EXCLUDED,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                Set.of());
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

    /** Makes a rule of points that a formula gives, which is registered with the library under a name. */
    public static EarningRule custom(String code, String formula) {
        return named(code, Kind.CUSTOM, formula);
    }

    /** Makes a rule that multiplies by a {@link PersonalFactor}, which is registered with the library under a name. */
    public static EarningRule personal(String code, String factor) {
        new Violations().required("rule.formula", factor).throwIfAny();
        return named(code, Kind.MULTIPLIER, factor);
    }

    private static EarningRule named(String code, Kind kind, String formula) {
        return new EarningRule(
                code,
                kind,
                Ratio.ONE,
                null,
                LineFilter.goods(),
                Basis.GROSS,
                null,
                Set.of(),
                USUALLY_EXCLUDED,
                null,
                null,
                null,
                formula,
                List.of(),
                null,
                Set.of());
    }

    private static EarningRule rule(String code, Kind kind, Ratio points, @Nullable Money per) {
        return new EarningRule(code, kind, points, per, LineFilter.goods(), Basis.GROSS, null);
    }

    private EarningRule changed(Consumer<RuleParts> change) {
        RuleParts parts = new RuleParts(this);
        change.accept(parts);
        return parts.rule();
    }

    /** Returns this rule, about other lines. */
    public EarningRule on(LineFilter lines) {
        return changed(parts -> parts.filter = lines);
    }

    /** Returns this rule, about another amount of the lines. */
    public EarningRule of(Basis amount) {
        return changed(parts -> parts.basis = amount);
    }

    /** Returns this rule, only when the lines it is about come to an amount or more. */
    public EarningRule from(Money least) {
        return changed(parts -> parts.minimum = least);
    }

    /** Returns this rule, counting of an amount only the part that was paid with some kinds of tenders. */
    public EarningRule paidWith(Tender.Kind first, Tender.Kind... more) {
        return changed(parts -> {
            parts.tenders = EnumSet.of(first, more);
            parts.excluded = Set.of();
        });
    }

    /**
     * Returns this rule, counting only what was not paid with some kinds of tenders, in place of the usual ones; what no
     * tender tells counts.
     */
    public EarningRule notPaidWith(Tender.Kind first, Tender.Kind... more) {
        return changed(parts -> {
            parts.tenders = Set.of();
            parts.excluded = EnumSet.of(first, more);
        });
    }

    /** Returns this rule, counting all of a purchase whatever was paid with, points and gift cards, too. */
    public EarningRule countingAllTenders() {
        return changed(parts -> {
            parts.tenders = Set.of();
            parts.excluded = Set.of();
        });
    }

    /** Returns this rule, holding at some times only. */
    public EarningRule when(Schedule times) {
        return changed(parts -> parts.schedule = times);
    }

    /** Returns this rule, about some purchases of a customer only. */
    public EarningRule at(Turn which) {
        return changed(parts -> parts.turn = which);
    }

    /** Returns this rule, about purchases of customers who have one of some tiers only; each is named by its code. */
    public EarningRule forTiers(String first, String... more) {
        Set<String> codes = new HashSet<>(List.of(more));
        codes.add(first);
        return changed(parts -> parts.tiers = codes);
    }

    /** Says whether it is about purchases of customers of a tier. */
    boolean isFor(Tier tier) {
        return tiers.isEmpty() || tiers.contains(tier.code());
    }

    /** Returns this rule in a group, with priority 0. */
    public EarningRule in(String group, Stacking.Mode mode) {
        return in(group, mode, 0);
    }

    /** Returns this rule in a group; the higher its priority the earlier it stands there. */
    public EarningRule in(String group, Stacking.Mode mode, int priority) {
        return changed(parts -> parts.stacking = new Stacking(group, mode, priority));
    }

    /** Returns this rule, giving no more for one purchase than a cap, or within the cap's period, beside its other caps. */
    public EarningRule upTo(Cap most) {
        return changed(parts -> {
            if (most.per() == null) {
                parts.cap = most;
            } else {
                parts.caps = RuleParts.and(parts.caps, most);
            }
        });
    }

    /** Returns the name of the personal factor that it multiplies by, if it names one. */
    public Optional<String> factor() {
        return kind == Kind.MULTIPLIER ? Optional.ofNullable(formula) : Optional.empty();
    }

    /** Returns the least amount, if there is one. */
    public Optional<Money> least() {
        return Optional.ofNullable(minimum);
    }
}

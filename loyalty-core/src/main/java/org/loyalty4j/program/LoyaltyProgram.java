package org.loyalty4j.program;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.TierLadder;

/**
 * What the shop decided: how points are earned, when they go, what tiers there are and what points buy. Immutable; a
 * change is another version, and what an earlier version decided stays as it was.
 *
 * <p>Each {@code with…} method returns a changed copy.
 *
 * @param version 1, 2, 3 … in the order of publishing
 * @param validFrom the first instant it decides about
 * @param zone the zone of its dates: when points go, when tiers end, which day a purchase belongs to; a bare offset is
 *     kept as the region of that offset, such as {@code UTC} or {@code UTC+03:00}
 * @param currency the money it counts
 * @param purse what it counts in
 * @param rules how points are earned, with different codes, in the order in which multipliers work
 * @param expiry when the points of a purchase go, counted from its date, or null for never
 * @param rounding how the points of a purchase are rounded, once
 * @param ladder the tiers
 * @param spendFilter which lines count for a ladder of money
 * @param spendBasis which amount of those lines counts
 * @param rewards what points buy, with different codes
 * @param drift how far a till's clock may be ahead
 * @param ageMax how old a purchase may be when it arrives, 0 to 400 years, or null for any age
 * @param cap the most points that one purchase earns, by all rules and the tier together; null for any number
 * @param spending how many points may be used at once, what they are worth, and how much of a purchase they may pay
 * @param lots what becomes of the points of a purchase, where a rule does not say otherwise
 * @param caps the most points that all purchases earn within calendar periods, each period once
 * @param balanceCap the most points that an account holds with what a purchase earns, whatever becomes of them later; null
 *     for any number. Points that are given or corrected by hand, and those that a return puts back, pass it
 * @param transfers how many points customers may give each other at once, and what that costs
 * @param unknownReturns what is done about goods that come back without their purchase
 * @param claimable until when a guest purchase of its time can be claimed, from its date; null for not at all
 * @param carries whether the exact fraction that rounding down cuts off a purchase is added to the next one; a cap takes
 *     nothing of it, and where lines come back so does what they left over
 * @param shortage what happens when points are to be taken and there are too few
 * @param adjustments how many points one person may give and take by hand alone, and for which reasons
 * @param events what is given for something that is no purchase, in their order; no two rules, these and the others, have
 *     one code
 * @param metrics what is counted for tiers beside spend, points, purchases and days, with different codes
 */
public record LoyaltyProgram(
        int version,
        Instant validFrom,
        ZoneId zone,
        Currency currency,
        Purse purse,
        List<EarningRule> rules,
        @Nullable PeriodEnd expiry,
        RoundingMode rounding,
        TierLadder ladder,
        LineFilter spendFilter,
        EarningRule.Basis spendBasis,
        List<RewardOption> rewards,
        Duration drift,
        @Nullable Duration ageMax,
        @Nullable Cap cap,
        SpendingRules spending,
        LotRules lots,
        List<Cap> caps,
        @Nullable Cap balanceCap,
        TransferRules transfers,
        UnknownReturn.Policy unknownReturns,
        @Nullable PeriodEnd claimable,
        boolean carries,
        ShortageRules shortage,
        AdjustmentRules adjustments,
        List<EventRule> events,
        List<QualifyingMetric> metrics) {

    /** How far a till's clock may be ahead unless the program says otherwise. */
    public static final Duration DRIFT_DEFAULT = Duration.ofMinutes(5);

    /** The highest limit there can be for the age of a purchase: 400 years, a whole turn of the calendar. */
    public static final Duration AGE_MAX = Duration.ofDays(146_097);

    /** The most rules or rewards of a program. */
    public static final int ITEMS_MAX = 1000;

    /** Copies the lists and checks the parts. */
    public LoyaltyProgram {
        new Violations()
                .required("validFrom", validFrom)
                .required("zone", zone)
                .required("currency", currency)
                .required("purse", purse)
                .required("rules", rules)
                .required("rounding", rounding)
                .required("ladder", ladder)
                .required("spendFilter", spendFilter)
                .required("spendBasis", spendBasis)
                .required("rewards", rewards)
                .required("drift", drift)
                .required("spending", spending)
                .required("lots", lots)
                .required("caps", caps)
                .required("transfers", transfers)
                .required("unknownReturns", unknownReturns)
                .required("shortage", shortage)
                .required("adjustments", adjustments)
                .required("events", events)
                .required("metrics", metrics)
                .throwIfAny();
        new Violations()
                .eachRequired("rules", rules)
                .eachRequired("rewards", rewards)
                .eachRequired("caps", caps)
                .eachRequired("events", events)
                .eachRequired("metrics", metrics)
                .throwIfAny();
        rules = List.copyOf(rules);
        rewards = List.copyOf(rewards);
        caps = List.copyOf(caps);
        events = List.copyOf(events);
        metrics = List.copyOf(metrics);
        Violations violations = new Violations()
                .check(version >= 1, "version", Code.NUMBER_OUT_OF_RANGE, "versions begin with 1")
                .atMost("rules", rules, ITEMS_MAX)
                .atMost("rewards", rewards, ITEMS_MAX)
                .atMost("events", events, ITEMS_MAX)
                .atMost("metrics", metrics, QualifyingMetric.METRICS_MAX)
                .check(
                        rounding != RoundingMode.UNNECESSARY,
                        "rounding",
                        Code.NUMBER_OUT_OF_RANGE,
                        "a mode that rounds is required")
                .check(
                        !drift.isNegative() && drift.compareTo(Duration.ofDays(1)) <= 0,
                        "drift",
                        Code.DURATION_OUT_OF_RANGE,
                        "0 to 24 hours are accepted")
                .check(
                        ageMax == null || (!ageMax.isNegative() && ageMax.compareTo(AGE_MAX) <= 0),
                        "ageMax",
                        Code.DURATION_OUT_OF_RANGE,
                        "0 to 400 years are accepted");
        Instant from = violations.instant("validFrom", validFrom);
        violations.check(
                !carries || rounding == RoundingMode.DOWN || rounding == RoundingMode.FLOOR,
                "carries",
                Code.BAD_GROUP,
                "only what rounding down cuts off can be carried on");
        checkRules(violations, rules, currency, ladder);
        violations.check(
                spending.reach() == SpendingRules.Reach.BEFORE || !leavesOutPoints(rules),
                "spending.reach",
                Code.BAD_GROUP,
                "a purchase cannot earn before its points are used where a rule leaves out what points paid; "
                        + "let all rules count all tenders");
        checkRewards(violations, rewards, ladder);
        checkEvents(violations, rules, events);
        checkMetrics(violations, metrics, currency, ladder);
        checkLots(violations, rules, events, ladder, lots);
        Cap.check(violations, "", cap, caps);
        violations
                .check(
                        balanceCap == null || balanceCap.per() == null,
                        "balanceCap.per",
                        Code.BAD_GROUP,
                        "a balance has no period")
                .throwIfAny();
        validFrom = from == null ? validFrom : from;
        // A bare offset works out its rules anew at every question; a region with the same rules keeps them.
        zone = zone instanceof ZoneOffset offset ? ZoneId.ofOffset("UTC", offset) : zone;
    }

    /** Says whether what a purchase earns depends on how much of it points pay, which no tender has to tell. */
    boolean leavesOutPoints() {
        return leavesOutPoints(rules);
    }

    private static boolean leavesOutPoints(List<EarningRule> rules) {
        return rules.stream().anyMatch(rule -> rule.excluded().contains(Tender.Kind.POINTS));
    }

    /**
     * Returns a program of the first version that counts whole points in a currency, with no rule yet: nothing is
     * earned, nothing goes, there is one tier.
     */
    public static LoyaltyProgram startingAt(Instant validFrom, ZoneId zone, Currency currency) {
        return new LoyaltyProgram(
                1,
                validFrom,
                zone,
                currency,
                Purse.POINTS,
                List.of(),
                null,
                RoundingMode.DOWN,
                TierLadder.none(),
                LineFilter.goods(),
                EarningRule.Basis.GROSS,
                List.of(),
                DRIFT_DEFAULT,
                null,
                null,
                SpendingRules.none(),
                LotRules.none(),
                List.of(),
                null,
                TransferRules.none(),
                UnknownReturn.Policy.REJECT,
                null,
                false,
                ShortageRules.standard(),
                AdjustmentRules.none(),
                List.of(),
                List.of());
    }

    /**
     * Returns the fewest points that are worth as much of an amount of this program's currency as points can pay without
     * being worth more; none where the program gives points no value.
     */
    public Points pointsFor(Money amount) {
        Worth worth = Worth.of(this);
        return worth == null ? Points.NONE : Points.of(worth.paying(amount.minor()));
    }

    /** Returns this program with one rule more. */
    public LoyaltyProgram with(EarningRule rule) {
        return changed(parts -> parts.rules = and(rules, rule));
    }

    /** Returns this program with one rule more about something that is no purchase. */
    public LoyaltyProgram with(EventRule rule) {
        return changed(parts -> parts.events = and(events, rule));
    }

    /** Returns this program with one reward more. */
    public LoyaltyProgram with(RewardOption reward) {
        return changed(parts -> parts.rewards = and(rewards, reward));
    }

    /** Returns this program with other tiers. */
    public LoyaltyProgram with(TierLadder tiers) {
        return changed(parts -> parts.ladder = tiers);
    }

    /** Returns this program, counting in another purse. */
    public LoyaltyProgram with(Purse unit) {
        return changed(parts -> parts.purse = unit);
    }

    /** Returns this program with other rules about using points. */
    public LoyaltyProgram with(SpendingRules using) {
        return changed(parts -> parts.spending = using);
    }

    /** Returns this program, with other rules about what becomes of points once they are given. */
    public LoyaltyProgram with(LotRules rules) {
        return changed(parts -> parts.lots = rules);
    }

    /** Returns this program, doing something else about goods that come back without their purchase. */
    public LoyaltyProgram with(UnknownReturn.Policy policy) {
        return changed(parts -> parts.unknownReturns = policy);
    }

    /** Returns this program with other rules about transfers. */
    public LoyaltyProgram with(TransferRules giving) {
        return changed(parts -> parts.transfers = giving);
    }

    /** Returns this program, letting guest purchases be claimed for a time from their date. */
    public LoyaltyProgram claimableFor(PeriodEnd time) {
        return changed(parts -> parts.claimable = time);
    }

    /** Returns this program, with other rules about what happens when too few points are there to be taken. */
    public LoyaltyProgram with(ShortageRules rules) {
        return changed(parts -> parts.shortage = rules);
    }

    /** Returns this program, with other rules about points that are given and taken by hand. */
    public LoyaltyProgram with(AdjustmentRules rules) {
        return changed(parts -> parts.adjustments = rules);
    }

    /** Returns this program, with points that go after a time. */
    public LoyaltyProgram expiring(PeriodEnd after) {
        return changed(parts -> parts.expiry = after);
    }

    /** Returns this program, carrying on to the next purchase what rounding down cuts off. */
    public LoyaltyProgram carryingFractions() {
        return changed(parts -> parts.carries = true);
    }

    /** Returns this program, rounding in another way. */
    public LoyaltyProgram rounding(RoundingMode mode) {
        return changed(parts -> parts.rounding = mode);
    }

    /** Returns this program without its rewards, so that others can be given. */
    public LoyaltyProgram withoutRewards() {
        return changed(parts -> parts.rewards = List.of());
    }

    /** Returns this program without its rules, so that others can be given. */
    public LoyaltyProgram withoutRules() {
        return changed(parts -> parts.rules = List.of());
    }

    /** Returns this program as its next version, valid from an instant. */
    public LoyaltyProgram nextVersion(Instant from) {
        return as(version + 1, from);
    }

    LoyaltyProgram as(int number, Instant from) {
        return changed(parts -> {
            parts.version = number;
            parts.validFrom = from;
        });
    }

    /** Returns this program, accepting purchases up to an age of 0 to 400 years. */
    public LoyaltyProgram acceptingUpTo(Duration age) {
        return changed(parts -> parts.ageMax = age);
    }

    /** Returns this program, with a cap on what one purchase earns, or all within the cap's period, beside other caps. */
    public LoyaltyProgram earningUpTo(Cap most) {
        return changed(parts -> {
            if (most.per() == null) {
                parts.cap = most;
            } else {
                parts.caps = RuleParts.and(parts.caps, most);
            }
        });
    }

    /** Returns this program, with a cap on the balance that a purchase may bring an account to. */
    public LoyaltyProgram holdingUpTo(Cap most) {
        return changed(parts -> parts.balanceCap = most);
    }

    /** Returns this program, counting other lines and amounts for a ladder of money. */
    public LoyaltyProgram countingSpend(LineFilter lines, EarningRule.Basis amount) {
        return changed(parts -> {
            parts.spendFilter = lines;
            parts.spendBasis = amount;
        });
    }

    /** Returns this program, counting something more for its tiers. */
    public LoyaltyProgram counting(QualifyingMetric metric) {
        return changed(parts -> parts.metrics = and(metrics, metric));
    }

    private static <T> List<T> and(List<T> before, T one) {
        List<T> more = new ArrayList<>(before);
        more.add(one);
        return more;
    }

    /** Returns the date of an instant. */
    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** Returns the first instant of a date; where a clock change skips midnight, the first one there is. */
    public Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    /** Returns the first instant at which points that count from an instant are gone, or null when they stay. */
    public @Nullable Instant goneAt(Instant countsFrom) {
        return goneAt(countsFrom, LotTerms.Source.PROGRAM);
    }

    /**
     * Returns the first instant at which points that count from an instant are gone, or null when they stay.
     *
     * @param source what says so; not the points themselves
     */
    public @Nullable Instant goneAt(Instant countsFrom, LotTerms.Source source) {
        String code = source.code() == null ? "" : source.code();
        LotRules.Expiry own = switch (source.level()) {
            case RULE -> lots.expiryOfRules().get(code);
            case TIER -> lots.expiryOfTiers().get(code);
            default -> lots.expiry();
        };
        LocalDate date = dateOf(countsFrom);
        LocalDate gone = own != null ? own.goneOn(date) : expiry == null ? null : expiry.firstDayAfter(date);
        return gone == null ? null : startOf(gone);
    }

    /**
     * Returns the first instant at which points are gone that a use of points put back past their time at an instant, or
     * null where they are gone at once.
     */
    public @Nullable Instant graceFrom(Instant putBack) {
        int days = spending.graceDays();
        return days == 0 ? null : startOf(dateOf(putBack).plusDays(days + 1L));
    }

    /** Returns the reward of a code, if this program offers it. */
    public Optional<RewardOption> reward(String code) {
        return rewards.stream().filter(reward -> reward.code().equals(code)).findFirst();
    }

    private LoyaltyProgram changed(Consumer<ProgramParts> change) {
        ProgramParts parts = new ProgramParts(this);
        change.accept(parts);
        return parts.program();
    }

    private static void checkRules(
            Violations violations, List<EarningRule> rules, Currency currency, TierLadder ladder) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            EarningRule rule = rules.get(i);
            violations.check(
                    codes.add(rule.code()), "rules[" + i + "].code", Code.DUPLICATE_CODE, "two rules have one code");
            boolean ours = (rule.per() == null || rule.per().currency().equals(currency))
                    && (rule.minimum() == null || rule.minimum().currency().equals(currency));
            violations.check(ours, "rules[" + i + "].per", Code.CURRENCY_MISMATCH, "the program counts " + currency);
            violations.check(
                    rule.tiers().stream().allMatch(ladder::knows),
                    "rules[" + i + "].tiers",
                    Code.NOT_FOUND,
                    "the program has no such tier");
        }
        checkGroups(violations, rules);
    }

    private static void checkEvents(Violations violations, List<EarningRule> rules, List<EventRule> events) {
        Set<String> codes = new HashSet<>();
        rules.forEach(rule -> codes.add(rule.code()));
        for (int i = 0; i < events.size(); i++) {
            violations.check(
                    codes.add(events.get(i).code()),
                    "events[" + i + "].code",
                    Code.DUPLICATE_CODE,
                    "two rules have one code");
        }
    }

    private static void checkMetrics(
            Violations violations, List<QualifyingMetric> metrics, Currency currency, TierLadder ladder) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            Money per = metrics.get(i).per();
            violations
                    .check(
                            codes.add(metrics.get(i).code()),
                            "metrics[" + i + "].code",
                            Code.DUPLICATE_CODE,
                            "two metrics have one code")
                    .check(
                            per == null || per.currency().equals(currency),
                            "metrics[" + i + "].per",
                            Code.CURRENCY_MISMATCH,
                            "the program counts " + currency);
        }
        checkMetric(violations, codes, ladder.metric());
        ladder.counters().forEach(count -> checkMetric(violations, codes, count.metric()));
    }

    private static void checkMetric(Violations violations, Set<String> codes, TierLadder.Metric metric) {
        violations.check(
                !metric.isOwn() || codes.contains(metric.name()),
                "ladder.metric",
                Code.NOT_FOUND,
                "the program has no metric " + metric);
    }

    private static void checkGroups(Violations violations, List<EarningRule> rules) {
        Map<String, EarningRule> firsts = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            EarningRule rule = rules.get(i);
            EarningRule.Stacking own = rule.stacking();
            if (own == null) {
                continue;
            }
            EarningRule first = firsts.computeIfAbsent(own.group(), group -> rule);
            EarningRule.Stacking shared = first.stacking();
            boolean multiplies = rule.kind() == EarningRule.Kind.MULTIPLIER;
            violations.check(
                    shared != null
                            && shared.mode() == own.mode()
                            && multiplies == (first.kind() == EarningRule.Kind.MULTIPLIER),
                    "rules[" + i + "].stacking",
                    Code.BAD_GROUP,
                    "all rules of a group have one mode, and are all multipliers or none");
        }
    }

    private static void checkLots(
            Violations violations, List<EarningRule> rules, List<EventRule> events, TierLadder ladder, LotRules lots) {
        Set<String> codes = new HashSet<>(lots.pendingOfRules().keySet());
        codes.addAll(lots.expiryOfRules().keySet());
        for (String code : codes) {
            violations.check(
                    rules.stream().anyMatch(rule -> rule.code().equals(code))
                            || events.stream().anyMatch(rule -> rule.code().equals(code)),
                    "lots.rules",
                    Code.NOT_FOUND,
                    "the program has no rule " + code);
        }
        for (String code : lots.expiryOfTiers().keySet()) {
            violations.check(
                    ladder.tiers().stream().anyMatch(tier -> tier.code().equals(code)),
                    "lots.tiers",
                    Code.NOT_FOUND,
                    "the program has no tier " + code);
        }
    }

    private static void checkRewards(Violations violations, List<RewardOption> rewards, TierLadder ladder) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < rewards.size(); i++) {
            RewardOption reward = rewards.get(i);
            violations.check(
                    codes.add(reward.code()),
                    "rewards[" + i + "].code",
                    Code.DUPLICATE_CODE,
                    "two rewards have one code");
            violations.check(
                    reward.lowestTier() == null
                            || ladder.tiers().stream()
                                    .anyMatch(tier -> tier.code().equals(reward.lowestTier())),
                    "rewards[" + i + "].lowestTier",
                    Code.NOT_FOUND,
                    "the program has no such tier");
            violations.check(
                    reward.prices().keySet().stream().allMatch(ladder::knows),
                    "rewards[" + i + "].prices",
                    Code.NOT_FOUND,
                    "the program has no such tier");
        }
    }
}

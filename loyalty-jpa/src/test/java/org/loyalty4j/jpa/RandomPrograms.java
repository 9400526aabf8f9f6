package org.loyalty4j.jpa;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Basis;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LineFilter.Match;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Makes programs of every kind, each decided by a seed. Used by one thread. */
final class RandomPrograms {

    private static final List<String> ZONES = List.of(
            "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "UTC", "UTC+03:00", "GMT", "Z", "Etc/GMT-14");

    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD", "UZS", "CLF");

    private final SplittableRandom random;
    private final Currency currency;

    private RandomPrograms(long seed) {
        this.random = new SplittableRandom(seed);
        this.currency = Currency.getInstance(one(CURRENCIES));
    }

    /** Returns the program of a seed. */
    static LoyaltyProgram program(long seed) {
        return new RandomPrograms(seed).program();
    }

    private LoyaltyProgram program() {
        TierLadder ladder = ladder();
        List<EarningRule> rules = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            rules.add(rule("r" + i + " " + text(20), ladder));
        }
        List<RewardOption> rewards = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rewards.add(reward("w" + i, ladder));
        }
        RoundingMode rounding = one(List.of(RoundingMode.DOWN, RoundingMode.HALF_EVEN, RoundingMode.CEILING));
        return new LoyaltyProgram(
                1 + random.nextInt(1000),
                Instant.EPOCH
                        .plusSeconds(random.nextLong(-2_000_000_000L, 7_000_000_000L))
                        .plusNanos(random.nextInt(3) * 500_000_100L),
                random.nextInt(5) == 0 ? ZoneOffset.ofTotalSeconds(random.nextInt(64_800)) : ZoneId.of(one(ZONES)),
                currency,
                random.nextBoolean() ? Purse.POINTS : new Purse("p" + text(20), "u" + text(20), random.nextInt(7)),
                rules,
                orNull(this::end),
                rounding,
                ladder,
                filter(),
                one(Basis.values()),
                rewards,
                duration(Duration.ofDays(1)),
                orNull(() -> duration(LoyaltyProgram.AGE_MAX)),
                orNull(this::cap),
                random.nextBoolean() ? SpendingRules.none() : spending(rules),
                random.nextBoolean() ? LotRules.none() : lots(rules),
                caps(),
                orNull(this::cap),
                random.nextBoolean() ? TransferRules.none() : transfers(),
                one(List.of(UnknownReturn.Policy.values())),
                orNull(this::end),
                rounding == RoundingMode.DOWN && random.nextBoolean(),
                random.nextBoolean() ? ShortageRules.standard() : shortage(),
                random.nextBoolean() ? AdjustmentRules.none() : adjustments(),
                events(),
                metrics());
    }

    /** The metrics that ladders may ask for, and perhaps one more. */
    private List<QualifyingMetric> metrics() {
        List<QualifyingMetric> metrics = new ArrayList<>();
        metrics.add(QualifyingMetric.spend("fresh", filter()));
        metrics.add(QualifyingMetric.perAmount(
                "status-2", Ratio.of(1 + random.nextInt(1000), 1 + random.nextInt(50)), money(1), filter()));
        if (random.nextBoolean()) {
            metrics.add(QualifyingMetric.spend("x.y_z", filter()));
        }
        return metrics;
    }

    private TierLadder.Metric metric() {
        return switch (random.nextInt(6)) {
            case 0 -> TierLadder.Metric.own("fresh");
            case 1 -> TierLadder.Metric.own("status-2");
            default -> one(TierLadder.Metric.values());
        };
    }

    private LotRules lots(List<EarningRule> rules) {
        LotRules lots = random.nextBoolean() ? LotRules.none() : LotRules.none().with(pending());
        for (EarningRule rule : rules) {
            lots = random.nextBoolean() ? lots : lots.with(rule.code(), pending());
            lots = random.nextBoolean() ? lots : lots.with(rule.code(), lotExpiry());
        }
        lots = random.nextBoolean() ? lots : lots.noticeBefore(random.nextInt(LotRules.NOTICE_DAYS_MAX));
        LotRules.Inactivity idle = LotRules.Inactivity.after(end()).startedBy(one(LotRules.Activity.values()));
        lots = random.nextBoolean() ? lots : lots.with(idle);
        return random.nextBoolean() ? lots : lots.with(lotExpiry());
    }

    private LotRules.Expiry lotExpiry() {
        return new LotRules.Expiry(
                orNull(this::end),
                random.nextBoolean() ? List.of() : List.of(java.time.MonthDay.of(2, 1 + random.nextInt(29))));
    }

    private LotRules.Pending pending() {
        LotRules.Pending wait = one(List.of(
                LotRules.Pending.nothing(),
                LotRules.Pending.until(end()),
                LotRules.Pending.untilConfirmed(),
                LotRules.Pending.untilConfirmed(end())));
        return wait.expiringFrom(one(LotRules.Pending.From.values()));
    }

    private List<EventRule> events() {
        List<EventRule> events = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            EventRule rule = EventRule.of("event " + i, Points.of(1 + random.nextInt(500)));
            rule = random.nextBoolean() ? rule : rule.named("named " + i);
            rule = random.nextBoolean() ? rule : rule.cooling(Duration.ofSeconds(1 + random.nextInt(1_000_000)));
            rule = random.nextBoolean() ? rule : rule.atMost(1 + random.nextInt(99), Counter.Period.DAY);
            rule = random.nextBoolean() ? rule : rule.atMost(1 + random.nextInt(99), Counter.Period.YEAR);
            events.add(random.nextBoolean() ? rule : rule.when(schedule()));
        }
        return events;
    }

    private ShortageRules shortage() {
        List<ShortageRules.Rule> rules = List.of(
                ShortageRules.Rule.forbid(),
                ShortageRules.Rule.allow(Points.of(1 + random.nextInt(500))),
                ShortageRules.Rule.clamp());
        return new ShortageRules(rules.get(random.nextInt(2)), one(rules), one(rules), one(rules));
    }

    private AdjustmentRules adjustments() {
        return new AdjustmentRules(
                orNull(() -> Points.of(1 + random.nextInt(9))),
                orNull(() -> Points.of(1 + random.nextInt(9))),
                orNull(() -> Points.of(1 + random.nextInt(9))),
                Set.of("c" + text(20), "ERROR"),
                some(Counter.Period.values()).stream()
                        .map(period -> new SpendingRules.Limit(Points.of(1 + random.nextInt(99)), period))
                        .toList());
    }

    private TransferRules transfers() {
        return new TransferRules(
                orNull(() -> Points.of(1 + random.nextInt(9))),
                orNull(() -> Points.of(10 + random.nextInt(90))),
                orNull(() -> Points.of(1 + random.nextInt(5))),
                one(List.of(TransferRules.Spent.values())),
                some(Counter.Period.values()).stream()
                        .map(period -> new SpendingRules.Limit(Points.of(1 + random.nextInt(99)), period))
                        .toList());
    }

    private SpendingRules spending(List<EarningRule> rules) {
        List<SpendingRules.Share> shares = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            shares.add(new SpendingRules.Share(filter(), part()));
        }
        boolean valued = !shares.isEmpty() || random.nextBoolean();
        return new SpendingRules(
                orNull(() -> Points.of(1 + random.nextInt(100))),
                orNull(() -> Points.of(1000 + random.nextInt(1000))),
                orNull(() -> Points.of(1 + random.nextInt(100))),
                valued
                        ? new SpendingRules.Value(
                                ratio(1000), one(List.of(RoundingMode.DOWN, RoundingMode.HALF_UP, RoundingMode.UP)))
                        : null,
                valued ? orNull(this::part) : null,
                shares,
                some(Counter.Period.values()).stream()
                        .map(period -> new SpendingRules.Limit(Points.of(1 + random.nextInt(100)), period))
                        .toList(),
                random.nextBoolean() ? 0 : random.nextInt(SpendingRules.GRACE_DAYS_MAX + 1),
                random.nextInt(5) - 2,
                orNull(() -> Points.of(1 + random.nextInt(100))),
                orNull(() -> Points.of(1 + random.nextInt(100))),
                rules.stream().anyMatch(rule -> rule.excluded().contains(Tender.Kind.POINTS))
                        ? SpendingRules.Reach.BEFORE
                        : one(List.of(SpendingRules.Reach.values())));
    }

    private Ratio part() {
        int of = 1 + random.nextInt(100);
        return Ratio.of(random.nextInt(of + 1), of);
    }

    private EarningRule rule(String code, TierLadder ladder) {
        EarningRule.Kind kind = one(EarningRule.Kind.values());
        boolean aboutMoney = kind == EarningRule.Kind.PER_STEP || kind == EarningRule.Kind.PER_AMOUNT;
        Ratio points = ratio(1_000_000);
        Set<Tender.Kind> tenders = some(Tender.Kind.values());
        return new EarningRule(
                code,
                kind,
                points,
                aboutMoney ? money(1) : null,
                filter(),
                one(Basis.values()),
                orNull(() -> money(0)),
                tenders,
                tenders.isEmpty() ? some(Tender.Kind.values()) : Set.of(),
                orNull(this::schedule),
                orNull(() -> stacking(kind == EarningRule.Kind.MULTIPLIER, points.compareTo(Ratio.ONE) >= 0)),
                orNull(this::cap),
                formula(kind),
                caps(),
                orNull(this::turn),
                tiers(ladder));
    }

    private Set<String> tiers(TierLadder ladder) {
        Set<String> tiers = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tiers.add(one(ladder.tiers()).code());
        }
        return tiers;
    }

    private Turn turn() {
        boolean again = random.nextBoolean();
        return random.nextInt(3) == 0
                ? Turn.streak(
                        2 + random.nextInt(Turn.LONGEST - 1), one(List.of(Counter.Period.DAY, Counter.Period.WEEK)))
                : new Turn(2 + random.nextInt(Turn.MOST - 1), again, one(Counter.Period.values()), false);
    }

    private @Nullable String formula(EarningRule.Kind kind) {
        boolean personal = kind == EarningRule.Kind.MULTIPLIER && random.nextBoolean();
        return kind == EarningRule.Kind.CUSTOM || personal ? "f" + text(20) : null;
    }

    /** A group of a mode and a sort of rules has its own name, so that its rules go together. */
    private Stacking stacking(boolean multiplies, boolean adds) {
        Stacking.Mode mode = one(Stacking.Mode.values());
        if (!multiplies && mode == Stacking.Mode.MULTIPLY) {
            mode = Stacking.Mode.FIRST;
        }
        if (multiplies && !adds && mode == Stacking.Mode.SUM) {
            mode = Stacking.Mode.MAX;
        }
        return new Stacking(mode + (multiplies ? " factors" : " points"), mode, random.nextInt(-9, 10));
    }

    private Cap cap() {
        return new Cap(Points.of(1 + random.nextLong(1L << random.nextInt(1, 53))), one(Cap.Overflow.values()));
    }

    private List<Cap> caps() {
        return some(Counter.Period.values()).stream()
                .map(period -> cap().within(period))
                .toList();
    }

    private Schedule schedule() {
        LocalDate first = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(100_000));
        List<Schedule.Hours> hours = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            LocalTime from = LocalTime.ofSecondOfDay(random.nextInt(43_200));
            LocalTime until = LocalTime.ofNanoOfDay(random.nextLong(50_000_000_000_000L, 80_000_000_000_000L));
            Set<DayOfWeek> days = some(DayOfWeek.values());
            days.add(one(DayOfWeek.values()));
            boolean night = random.nextBoolean();
            hours.add(new Schedule.Hours(days, night ? until : from, night ? from : until));
        }
        return new Schedule(orNull(() -> first), orNull(() -> first.plusDays(random.nextInt(9))), hours);
    }

    private <T> Set<T> some(T[] values) {
        Set<T> some = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            some.add(one(values));
        }
        return some;
    }

    private LineFilter filter() {
        EnumSet<LineKind> kinds = EnumSet.of(one(LineKind.values()));
        for (int i = random.nextInt(3); i > 0; i--) {
            kinds.add(one(LineKind.values()));
        }
        return new LineFilter(kinds, match(), match());
    }

    private Match match() {
        List<List<String>> categories = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            categories.add(new ArrayList<>(texts()));
        }
        Map<String, String> attributes = new HashMap<>();
        texts().forEach(name -> attributes.put(name, text(5)));
        return new Match(texts(), categories, texts(), attributes);
    }

    private TierLadder ladder() {
        if (random.nextInt(4) == 0) {
            return TierLadder.none();
        }
        List<Tier> tiers = new ArrayList<>();
        long from = 0;
        for (int i = random.nextInt(5); i >= 0; i--) {
            boolean ruled = !tiers.isEmpty() && random.nextInt(3) == 0;
            Tier tier = new Tier("t" + tiers.size() + text(10), ruled ? 0 : from, ratio(1000));
            Tier other = ruled ? tier.reachedBy(tierRule(4)) : tier;
            Tier kept = random.nextInt(4) == 0 ? other.keptForEver() : other;
            Tier entered = tiers.isEmpty() || random.nextInt(3) > 0
                    ? kept
                    : kept.entering(Points.of(1 + random.nextInt(1000)), one(Counter.Period.values()));
            tiers.add(
                    random.nextInt(3) > 0
                            ? entered
                            : entered.giving(Benefit.of("b" + text(10)).with("n", "x" + text(50))));
            from += 1 + random.nextLong(1L << random.nextInt(1, 60));
        }
        Window window = window();
        return new TierLadder(
                tiers,
                metric(),
                window,
                orNull(this::end),
                one(TierLadder.Downgrade.values()),
                Period.of(random.nextInt(5), random.nextInt(50), random.nextInt(1000)),
                random.nextBoolean()
                        ? TierPolicy.USUAL
                        : new TierPolicy(
                                one(PeriodEnd.Edge.values()),
                                one(TierPolicy.GraceFrom.values()),
                                one(TierPolicy.RateTiming.values()),
                                window.lastDay(LocalDate.EPOCH, LocalDate.EPOCH).isEmpty()
                                        ? TierPolicy.Upgrade.NOW
                                        : one(TierPolicy.Upgrade.values()),
                                one(TierPolicy.Returns.values())));
    }

    private Window window() {
        Window.Kind kind = one(Window.Kind.values());
        return kind == Window.Kind.ROLLING ? Window.rolling(period(1)) : Window.of(kind);
    }

    private TierRule tierRule(int depth) {
        if (depth == 1 || random.nextBoolean()) {
            return TierRule.atLeast(1 + random.nextLong(1L << 50), metric(), window());
        }
        List<TierRule> parts = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            parts.add(tierRule(depth - 1));
        }
        return random.nextBoolean() ? new TierRule.All(parts) : new TierRule.Any(parts);
    }

    private RewardOption reward(String code, TierLadder ladder) {
        Points price = Points.of(1 + random.nextLong(1L << random.nextInt(1, 53)));
        RewardOption reward = new RewardOption(
                code, "n" + text(50), price, orNull(() -> one(ladder.tiers()).code()));
        reward =
                random.nextBoolean() ? reward : reward.giving(new Benefit("b" + text(10), Map.of("n", "x" + text(50))));
        return random.nextBoolean()
                ? reward
                : reward.costing(one(ladder.tiers()).code(), Points.of(1));
    }

    private PeriodEnd end() {
        return new PeriodEnd(period(1), one(PeriodEnd.Edge.values()));
    }

    private Period period(int least) {
        return Period.of(random.nextInt(9), random.nextInt(30), least + random.nextInt(500));
    }

    private Duration duration(Duration most) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ZERO;
            case 1 -> most;
            default -> Duration.ofSeconds(random.nextLong(most.toSeconds()), random.nextInt(1_000_000_000));
        };
    }

    /** Sometimes one whose parts do not fit 64 bits. */
    private Ratio ratio(int most) {
        return switch (random.nextInt(4)) {
            case 0 -> Ratio.ONE;
            case 1 ->
                Ratio.of(BigInteger.TEN.pow(40).add(BigInteger.valueOf(random.nextInt(1000))), BigInteger.TEN.pow(39));
            default -> Ratio.of(1 + random.nextInt(most), 1 + random.nextInt(50));
        };
    }

    private Money money(long least) {
        return Money.ofMinor(least + random.nextLong(1L << random.nextInt(1, 49)), currency);
    }

    private Set<String> texts() {
        Set<String> texts = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text(6));
        }
        return texts;
    }

    /** No spaces: codes lose them at their ends. */
    private String text(int most) {
        int[] letters = random.ints(random.nextInt(most), 0, 8)
                .map(kind -> switch (kind) {
                    case 0 -> '"';
                    case 1 -> '\\';
                    case 2 -> 0x1F600 + random.nextInt(40);
                    case 3 -> 0x4E00 + random.nextInt(400);
                    default -> '0' + random.nextInt(70);
                })
                .toArray();
        return new String(letters, 0, letters.length);
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T one(T[] values) {
        return one(Arrays.asList(values));
    }
}

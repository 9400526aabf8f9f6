package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Kind;
import org.loyalty4j.program.EarningRule.Stacking;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LineFilter;
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
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Makes programs that use everything a program can, and that a form can say. */
final class RandomForms {

    static final FormNames NAMES = new FormNames(Set.of("square", "by night"), Set.of("segment", "mood \"x\""));

    private final SplittableRandom random;
    private final List<UnaryOperator<LoyaltyProgram>> terms = new ArrayList<>();
    private final Purse purse;

    private RandomForms(long seed) {
        this.random = new SplittableRandom(seed);
        this.purse = random.nextBoolean() ? Purse.POINTS : new Purse("stars", "Sterne \"*\"", random.nextInt(7));
    }

    /** Returns the program of a seed. */
    static ShopProgram program(long seed) {
        return new RandomForms(seed).program();
    }

    private ShopProgram program() {
        terms.add(program -> program.with(purse));
        RoundingMode rounding = one(new ArrayList<>(ProgramForm.ROUNDING));
        terms.add(program -> program.rounding(rounding));
        boolean down = rounding == RoundingMode.DOWN || rounding == RoundingMode.FLOOR;
        if (down && random.nextBoolean()) {
            terms.add(LoyaltyProgram::carryingFractions);
        }
        TierLadder ladder = ladder();
        counted().forEach(metric -> terms.add(program -> program.counting(metric)));
        terms.add(program -> program.with(ladder));
        LotRules lots = goes(events(rules(ladder)), ladder);
        terms.add(program -> program.with(lots));
        maybe(() -> {
            PeriodEnd end = end();
            return program -> program.expiring(end).claimableFor(end);
        });
        maybe(() -> {
            LineFilter lines = filter();
            EarningRule.Basis basis = one(EarningRule.Basis.values());
            return program -> program.countingSpend(lines, basis);
        });
        maybe(() -> {
            RewardOption reward = RewardOption.of("mug", "A mug \\ \"big\"", points());
            String tier = ladder.tiers().get(ladder.tiers().size() - 1).code();
            reward = random.nextBoolean() ? reward.giving(benefit()) : reward;
            boolean kept = ladder.equals(TierLadder.none()) || random.nextBoolean();
            RewardOption priced = !kept && random.nextBoolean() ? reward.costing(tier, points()) : reward;
            RewardOption made = kept ? reward : priced.from(tier);
            return program -> program.with(made);
        });
        for (Cap cap : caps(true)) {
            terms.add(program -> program.earningUpTo(cap));
        }
        maybe(() -> {
            Cap cap = cap();
            return program -> program.holdingUpTo(cap);
        });
        maybe(() -> {
            SpendingRules using = spending();
            // Only a program whose rules count what points paid lets a purchase earn first.
            return program -> program.with(
                    program.rules().stream().anyMatch(rule -> rule.excluded().contains(Tender.Kind.POINTS))
                            ? using.reaching(SpendingRules.Reach.BEFORE)
                            : using);
        });
        maybe(() -> {
            TransferRules giving = new TransferRules(
                    orNull(() -> Points.of(1 + random.nextInt(5))),
                    orNull(() -> Points.of(5 + random.nextInt(5))),
                    orNull(this::points),
                    one(TransferRules.Spent.values()),
                    random.nextBoolean()
                            ? List.of()
                            : List.of(new SpendingRules.Limit(points(), one(Counter.Period.values()))));
            return program -> program.with(giving);
        });
        maybe(() -> {
            UnknownReturn.Policy policy = one(UnknownReturn.Policy.values());
            return program -> program.with(policy);
        });
        maybe(() -> {
            ShortageRules.Rule redemptions = random.nextBoolean() ? ShortageRules.Rule.forbid() : owing();
            ShortageRules rules = new ShortageRules(redemptions, shortage(), shortage(), shortage());
            return program -> program.with(rules);
        });
        maybe(() -> {
            AdjustmentRules rules = new AdjustmentRules(
                    orNull(this::points),
                    orNull(this::points),
                    orNull(this::points),
                    random.nextBoolean() ? java.util.Set.of() : java.util.Set.of("ERROR", "GOODWILL"),
                    random.nextBoolean()
                            ? List.of()
                            : List.of(new SpendingRules.Limit(points(), one(Counter.Period.values()))));
            return program -> program.with(rules);
        });
        return new ShopProgram(
                "Größe \"" + random.nextInt(),
                ZoneId.of(one(List.of("UTC", "Europe/Berlin", "Pacific/Apia", "UTC+03:00"))),
                Money.currencyOf("EUR"),
                orNull(() -> new BigDecimal("0.0" + (1 + random.nextInt(99)))),
                terms);
    }

    private void maybe(Supplier<UnaryOperator<LoyaltyProgram>> term) {
        if (random.nextBoolean()) {
            terms.add(term.get());
        }
    }

    private ShortageRules.Rule shortage() {
        return one(List.of(ShortageRules.Rule.forbid(), ShortageRules.Rule.clamp(), owing()));
    }

    private ShortageRules.Rule owing() {
        return ShortageRules.Rule.allow(points());
    }

    /** Adds rules, and returns what their points wait for. */
    private LotRules rules(TierLadder ladder) {
        LotRules lots = random.nextBoolean() ? LotRules.none() : LotRules.none().with(pending());
        lots = random.nextBoolean() ? lots : lots.noticeBefore(random.nextInt(LotRules.NOTICE_DAYS_MAX + 1));
        for (int i = random.nextInt(6); i > 0; i--) {
            EarningRule plain = rule("rule " + i);
            boolean all = random.nextBoolean() || ladder.equals(TierLadder.none());
            EarningRule rule = all
                    ? plain
                    : plain.forTiers(one(ladder.tiers()).code(), ladder.lowest().code());
            terms.add(program -> program.with(rule));
            lots = random.nextInt(3) > 0 ? lots : lots.with(rule.code(), pending());
            lots = random.nextInt(3) > 0 ? lots : lots.with(rule.code(), goes());
        }
        return lots;
    }

    /** Adds rules about what is no purchase, and returns what their points wait for. */
    private LotRules events(LotRules ofRules) {
        LotRules lots = ofRules;
        List<Integer> units = List.of(1, 60, 3_600, 86_400);
        for (int i = random.nextInt(4); i > 0; i--) {
            EventRule plain = EventRule.of("review \"" + random.nextInt(2) + i, points());
            EventRule named = random.nextBoolean() ? plain : plain.named("event " + i);
            int unit = one(units);
            EventRule cooling = random.nextBoolean()
                    ? named
                    : named.cooling(Duration.ofSeconds((long) unit * (1 + random.nextInt(3_650))));
            for (Counter.Period period : some(Counter.Period.values())) {
                cooling = cooling.atMost(1 + random.nextInt(1_000_000), period);
            }
            EventRule rule = random.nextBoolean() ? cooling : cooling.when(schedule());
            terms.add(program -> program.with(rule));
            lots = random.nextInt(3) > 0 ? lots : lots.with(rule.code(), pending());
            lots = random.nextInt(3) > 0 ? lots : lots.with(rule.code(), goes());
        }
        return lots;
    }

    private LotRules goes(LotRules ofRules, TierLadder ladder) {
        LotRules lots = random.nextBoolean() ? ofRules : ofRules.with(goes());
        for (Tier tier : ladder.tiers()) {
            boolean said = random.nextInt(3) == 0 && !ladder.equals(TierLadder.none());
            lots = said ? lots.withTier(tier.code(), goes()) : lots;
        }
        return random.nextBoolean() ? lots : lots.with(idle());
    }

    private LotRules.Inactivity idle() {
        LotRules.Inactivity usual = LotRules.Inactivity.after(end());
        return random.nextBoolean()
                ? usual
                : usual.startedBy(one(LotRules.Activity.values()), one(LotRules.Activity.values()));
    }

    private LotRules.Expiry goes() {
        List<MonthDay> dates = List.of(MonthDay.of(2, 29), MonthDay.of(12, 31), MonthDay.of(6, 1));
        return new LotRules.Expiry(orNull(this::end), dates.subList(0, random.nextInt(4)));
    }

    private EarningRule rule(String code) {
        Kind kind = one(Kind.values());
        boolean aboutMoney = kind == Kind.PER_STEP || kind == Kind.PER_AMOUNT;
        boolean personal = kind == Kind.MULTIPLIER && random.nextBoolean();
        Ratio points = ratio();
        Set<Tender.Kind> tenders = some(Tender.Kind.values());
        return new EarningRule(
                code,
                kind,
                points,
                aboutMoney ? money() : null,
                random.nextBoolean() ? LineFilter.goods() : filter(),
                one(EarningRule.Basis.values()),
                orNull(this::money),
                tenders,
                tenders.isEmpty() ? some(Tender.Kind.values()) : Set.of(),
                orNull(this::schedule),
                orNull(() -> stacking(kind == Kind.MULTIPLIER)),
                orNull(this::cap),
                kind == Kind.CUSTOM
                        ? one(new ArrayList<>(NAMES.formulas()))
                        : personal ? one(new ArrayList<>(NAMES.factors())) : null,
                caps(false),
                orNull(this::turn),
                Set.of());
    }

    private Stacking stacking(boolean multiplies) {
        Stacking.Mode mode = multiplies
                ? one(List.of(Stacking.Mode.MAX, Stacking.Mode.MULTIPLY))
                : one(List.of(Stacking.Mode.MAX, Stacking.Mode.SUM));
        return new Stacking(mode + " " + multiplies, mode, random.nextInt(-3, 4));
    }

    private Cap cap() {
        return new Cap(points(), one(Cap.Overflow.values()));
    }

    private List<Cap> caps(boolean once) {
        List<Cap> caps = new ArrayList<>();
        if (once && random.nextBoolean()) {
            caps.add(cap());
        }
        some(Counter.Period.values()).forEach(period -> caps.add(cap().within(period)));
        return caps;
    }

    private LotRules.Pending pending() {
        return one(List.of(
                        LotRules.Pending.nothing(),
                        LotRules.Pending.until(end()),
                        LotRules.Pending.untilConfirmed(),
                        LotRules.Pending.untilConfirmed(end())))
                .expiringFrom(one(LotRules.Pending.From.values()));
    }

    private Turn turn() {
        return random.nextInt(3) == 0
                ? Turn.streak(
                        2 + random.nextInt(Turn.LONGEST - 1),
                        one(List.of(Counter.Period.DAY, Counter.Period.WEEK, Counter.Period.MONTH)))
                : new Turn(2 + random.nextInt(99), random.nextBoolean(), one(Counter.Period.values()), false);
    }

    private SpendingRules spending() {
        List<SpendingRules.Share> shares = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            shares.add(new SpendingRules.Share(filter(), part()));
        }
        return new SpendingRules(
                orNull(() -> Points.of(1 + random.nextInt(100))),
                orNull(() -> Points.of(1000 + random.nextInt(1000))),
                orNull(() -> Points.of(1 + random.nextInt(100))),
                new SpendingRules.Value(ratio(), one(new ArrayList<>(ProgramForm.ROUNDING))),
                orNull(this::part),
                shares,
                some(Counter.Period.values()).stream()
                        .map(period -> new SpendingRules.Limit(points(), period))
                        .toList(),
                random.nextBoolean() ? 0 : random.nextInt(SpendingRules.GRACE_DAYS_MAX + 1),
                random.nextInt(5) - 2,
                orNull(() -> Points.of(1 + random.nextInt(100))),
                orNull(() -> Points.of(1 + random.nextInt(100))),
                one(List.of(SpendingRules.Reach.values())));
    }

    private Schedule schedule() {
        LocalDate first = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(90_000));
        List<Schedule.Hours> hours = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Set<DayOfWeek> days = EnumSet.of(one(DayOfWeek.values()), one(DayOfWeek.values()));
            LocalTime from = LocalTime.ofSecondOfDay(random.nextInt(86_400));
            hours.add(new Schedule.Hours(days, from, from.plusNanos(1 + random.nextLong(86_000_000_000_000L))));
        }
        return new Schedule(orNull(() -> first), orNull(() -> first.plusDays(random.nextInt(9))), hours);
    }

    private LineFilter filter() {
        return new LineFilter(EnumSet.of(one(LineKind.values()), one(LineKind.values())), match(), match());
    }

    private LineFilter.Match match() {
        return new LineFilter.Match(
                random.nextBoolean() ? Set.of() : Set.of("4711", "a \"b\""),
                random.nextBoolean() ? List.of() : List.of(List.of("toys"), List.of("toys", "wood é")),
                random.nextBoolean() ? Set.of() : Set.of("Brio"),
                random.nextBoolean() ? Map.of() : Map.of("color", "red", "size", "ö \\ x"));
    }

    private Benefit benefit() {
        Benefit benefit = Benefit.of("delivery " + random.nextInt(3));
        return random.nextBoolean()
                ? benefit
                : benefit.with("up to", "30 \"kg\"").with("from", "\u00e9");
    }

    /** The metrics that ladders may ask for, and perhaps one more. */
    private List<QualifyingMetric> counted() {
        List<QualifyingMetric> counted = new ArrayList<>();
        counted.add(QualifyingMetric.spend("fresh", filter()));
        counted.add(QualifyingMetric.perAmount("status-2", ratio(), money(), filter()));
        if (random.nextBoolean()) {
            counted.add(QualifyingMetric.spend("x.y_z", filter()));
        }
        return counted;
    }

    private TierLadder.Metric metric() {
        return switch (random.nextInt(6)) {
            case 0 -> TierLadder.Metric.own("fresh");
            case 1 -> TierLadder.Metric.own("status-2");
            default -> one(TierLadder.Metric.values());
        };
    }

    private TierLadder ladder() {
        if (random.nextInt(4) == 0) {
            return TierLadder.none();
        }
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            boolean ruled = i > 0 && random.nextBoolean();
            Tier tier = new Tier("tier " + i, ruled ? 0 : i * 1000L, ratio());
            Tier reached = ruled ? tier.reachedBy(tierRule(4)) : tier;
            Tier giving = random.nextInt(3) == 0 ? reached.giving(benefit()) : reached;
            Tier entered = i > 0 && random.nextInt(3) == 0
                    ? giving.entering(Points.of(1 + random.nextInt(900)), one(Counter.Period.values()))
                    : giving;
            tiers.add(random.nextInt(3) == 0 ? entered.keptForEver() : entered);
        }
        TierLadder.Window window = window();
        boolean hasNext = window.lastDay(LocalDate.EPOCH, LocalDate.EPOCH).isPresent();
        return new TierLadder(
                tiers,
                metric(),
                window,
                orNull(this::end),
                one(TierLadder.Downgrade.values()),
                Period.of(random.nextInt(2), random.nextInt(3), random.nextInt(40)),
                new TierPolicy(
                        one(PeriodEnd.Edge.values()),
                        one(TierPolicy.GraceFrom.values()),
                        one(TierPolicy.RateTiming.values()),
                        hasNext ? one(TierPolicy.Upgrade.values()) : TierPolicy.Upgrade.NOW,
                        one(TierPolicy.Returns.values())));
    }

    private TierRule tierRule(int depth) {
        if (depth == 1 || random.nextInt(3) == 0) {
            return TierRule.atLeast(1 + random.nextInt(9999), metric(), window());
        }
        List<TierRule> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            parts.add(tierRule(depth - 1));
        }
        return random.nextBoolean() ? new TierRule.All(parts) : new TierRule.Any(parts);
    }

    private TierLadder.Window window() {
        TierLadder.Window.Kind kind = one(TierLadder.Window.Kind.values());
        return kind == TierLadder.Window.Kind.ROLLING
                ? TierLadder.Window.rolling(Period.of(random.nextInt(3), random.nextInt(12), 1 + random.nextInt(40)))
                : TierLadder.Window.of(kind);
    }

    private PeriodEnd end() {
        return new PeriodEnd(
                Period.of(random.nextInt(2), random.nextInt(12), 1 + random.nextInt(30)), one(PeriodEnd.Edge.values()));
    }

    private Money money() {
        return Money.ofMinor(1 + random.nextInt(100_000), Money.currencyOf("EUR"));
    }

    private Points points() {
        return Points.of(1 + random.nextLong(1L << random.nextInt(1, 40)));
    }

    private Ratio ratio() {
        return Ratio.of(1 + random.nextInt(90), 1 + random.nextInt(90));
    }

    private Ratio part() {
        int of = 1 + random.nextInt(60);
        return Ratio.of(random.nextInt(of + 1), of);
    }

    private <T> Set<T> some(T[] values) {
        Set<T> some = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            some.add(one(values));
        }
        return some;
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}

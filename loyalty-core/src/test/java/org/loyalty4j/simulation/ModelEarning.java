package org.loyalty4j.simulation;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.Tier;

/** What a purchase earns, reckoned line by line as the design pages say. */
final class ModelEarning {

    private ModelEarning() {}

    /** What a rule asks for each line, and what it gives after its own cap. */
    private record Given(EarningRule rule, Map<String, Ratio> asked, Map<String, Ratio> byLine) {}

    /**
     * Returns the points of each line; together they are the whole, rounded once.
     *
     * @param turns the rules about the n-th purchase whose turn it is
     * @param tier whose rate and rules count
     * @param carry what is carried on, and what is left over
     */
    static Map<String, Long> pointsByLine(
            LoyaltyProgram program,
            ModelPaid paid,
            Instant counts,
            Set<String> turns,
            Tier tier,
            ModelCarry carry,
            List<ModelLimits.Bound> bounds) {
        Purchase purchase = paid.purchase();
        Ratio unit = Ratio.of(BigInteger.TEN.pow(program.purse().scale()), BigInteger.ONE);
        List<EarningRule> rules = program.rules().stream()
                .filter(rule -> rule.turn() == null || turns.contains(rule.code()))
                .filter(rule -> rule.tiers().isEmpty() || rule.tiers().contains(tier.code()))
                .filter(rule -> holds(rule, counts, program.zone()) && paid.reaches(rule))
                .toList();
        List<Given> points = new ArrayList<>();
        for (EarningRule rule : rules) {
            if (rule.kind() != EarningRule.Kind.MULTIPLIER) {
                Map<String, Ratio> byLine = new LinkedHashMap<>();
                add(rule, paid, byLine);
                points.add(new Given(rule, byLine, capped(rule.cap(), byLine, unit)));
            }
        }
        Map<String, Ratio> exact = new LinkedHashMap<>();
        purchase.lines().forEach(line -> exact.put(line.id(), Ratio.ZERO));
        claimed(points).forEach(given -> given.forEach((line, part) -> exact.merge(line, part, Ratio::plus)));
        for (List<EarningRule> group : inOrder(program.rules())) {
            multiply(group.stream().filter(rules::contains).toList(), purchase, exact, unit);
        }
        exact.replaceAll((line, part) -> part.times(unit).times(tier.multiplier()));
        return carry.shared(exact, bounds);
    }

    private static boolean holds(EarningRule rule, Instant counts, ZoneId zone) {
        return rule.schedule() == null || rule.schedule().holds(LocalDateTime.ofInstant(counts, zone));
    }

    private static Map<String, Ratio> capped(EarningRule.@Nullable Cap cap, Map<String, Ratio> byLine, Ratio unit) {
        Ratio sum = byLine.values().stream().reduce(Ratio.ZERO, Ratio::plus).times(unit);
        if (cap == null || sum.compareTo(Ratio.of(cap.most().minor())) <= 0) {
            return byLine;
        }
        boolean reduces = cap.overflow() == EarningRule.Cap.Overflow.REDUCE;
        Ratio kept = reduces ? Ratio.of(cap.most().minor()).dividedBy(sum) : Ratio.ZERO;
        Map<String, Ratio> less = new LinkedHashMap<>();
        byLine.forEach((line, part) -> less.put(line, part.times(kept)));
        return less;
    }

    private static Mode mode(EarningRule rule) {
        return rule.stacking() == null ? Mode.SUM : rule.stacking().mode();
    }

    /** Leaves out what a group that chooses gives to another of its rules. */
    private static List<Map<String, Ratio>> claimed(List<Given> all) {
        List<Map<String, Ratio>> left = new ArrayList<>();
        for (Given given : all) {
            Map<String, Ratio> own = new LinkedHashMap<>(given.byLine());
            if (mode(given.rule()) == Mode.MAX || mode(given.rule()) == Mode.FIRST) {
                own.keySet().removeIf(line -> all.stream().anyMatch(other -> wins(other, given, line)));
            }
            left.add(own);
        }
        return left;
    }

    private static boolean wins(Given one, Given other, String line) {
        EarningRule.Stacking stacking = one.rule().stacking();
        EarningRule.Stacking others = other.rule().stacking();
        Ratio own = one.byLine().getOrDefault(line, Ratio.ZERO);
        Ratio its = other.byLine().getOrDefault(line, Ratio.ZERO);
        // One that was cut to nothing still gives more than one that takes away.
        Ratio offered = mode(one.rule()) == Mode.MAX ? one.asked().getOrDefault(line, Ratio.ZERO) : own;
        if (stacking == null || others == null || !stacking.group().equals(others.group()) || offered.signum() == 0) {
            return false;
        }
        int more = mode(one.rule()) == Mode.MAX ? own.compareTo(its) : its.signum() == 0 ? 1 : 0;
        int higher = Integer.compare(stacking.priority(), others.priority());
        boolean earlier = higher > 0
                || (higher == 0 && one.rule().code().compareTo(other.rule().code()) < 0);
        return more > 0 || (more == 0 && earlier);
    }

    /** Returns the multipliers, those of a group together where its first stands. */
    private static Collection<List<EarningRule>> inOrder(List<EarningRule> rules) {
        Map<String, List<EarningRule>> groups = new LinkedHashMap<>();
        for (EarningRule rule : rules) {
            if (rule.kind() == EarningRule.Kind.MULTIPLIER) {
                String name = rule.stacking() == null
                        ? "alone " + rule.code()
                        : "group " + rule.stacking().group();
                groups.computeIfAbsent(name, any -> new ArrayList<>()).add(rule);
            }
        }
        return groups.values();
    }

    private static void multiply(List<EarningRule> group, Purchase purchase, Map<String, Ratio> exact, Ratio unit) {
        if (group.isEmpty()) {
            return;
        }
        if (mode(group.get(0)) == Mode.MULTIPLY) {
            List<EarningRule> earlierFirst = new ArrayList<>(group);
            earlierFirst.sort(Comparator.comparing(EarningRule::code));
            earlierFirst.sort(Comparator.comparing(
                    rule -> rule.stacking() == null ? 0 : -rule.stacking().priority()));
            for (EarningRule rule : earlierFirst) {
                extra(rule, purchase, exact, unit)
                        .byLine()
                        .forEach((line, part) -> exact.merge(line, part, Ratio::plus));
            }
            return;
        }
        List<Given> extras =
                group.stream().map(rule -> extra(rule, purchase, exact, unit)).toList();
        claimed(extras).forEach(given -> given.forEach((line, part) -> exact.merge(line, part, Ratio::plus)));
    }

    private static Given extra(EarningRule rule, Purchase purchase, Map<String, Ratio> exact, Ratio unit) {
        Map<String, Ratio> byLine = new LinkedHashMap<>();
        for (PurchaseLine line : qualifying(rule, purchase)) {
            Ratio had = exact.getOrDefault(line.id(), Ratio.ZERO);
            byLine.put(line.id(), had.times(Moods.of(rule, purchase)).minus(had));
        }
        return new Given(rule, byLine, capped(rule.cap(), byLine, unit));
    }

    private static void add(EarningRule rule, ModelPaid paid, Map<String, Ratio> exact) {
        List<PurchaseLine> lines = qualifying(rule, paid.purchase());
        if (lines.isEmpty()) {
            return;
        }
        Money per = rule.per();
        switch (rule.kind()) {
            case PER_AMOUNT, PER_STEP -> {
                Ratio total = Ratio.of(sum(rule, lines), BigInteger.ONE).times(paid.part());
                Ratio units =
                        total.dividedBy(Ratio.of(BigInteger.valueOf(per == null ? 1 : per.minor()), BigInteger.ONE));
                Ratio counted =
                        rule.kind() == EarningRule.Kind.PER_STEP ? Ratio.of(units.floor(), BigInteger.ONE) : units;
                if (total.signum() > 0) {
                    share(
                            lines,
                            line -> BigInteger.valueOf(rule.basis().of(line)),
                            counted.times(rule.points()),
                            exact);
                }
            }
            case PER_ITEM ->
                lines.forEach(line ->
                        exact.merge(line.id(), rule.points().times(pieces(line)).times(paid.part()), Ratio::plus));
            case PER_PURCHASE ->
                share(lines, line -> BigInteger.valueOf(line.weight().minor()), rule.points(), exact);
            default -> throw new IllegalStateException("not a rule of its own: " + rule);
        }
    }

    private static void share(
            List<PurchaseLine> lines,
            java.util.function.Function<PurchaseLine, BigInteger> weight,
            Ratio points,
            Map<String, Ratio> exact) {
        BigInteger all = lines.stream().map(weight).reduce(BigInteger.ZERO, BigInteger::add);
        if (all.signum() == 0) {
            exact.merge(lines.get(0).id(), points, Ratio::plus);
            return;
        }
        for (PurchaseLine line : lines) {
            exact.merge(line.id(), points.times(Ratio.of(weight.apply(line), all)), Ratio::plus);
        }
    }

    private static Ratio pieces(PurchaseLine line) {
        return line.weighed() ? Ratio.ONE : Ratio.of(line.quantity());
    }

    private static List<PurchaseLine> qualifying(EarningRule rule, Purchase purchase) {
        return purchase.lines().stream().filter(rule.filter()::passes).toList();
    }

    private static BigInteger sum(EarningRule rule, List<PurchaseLine> lines) {
        return lines.stream()
                .map(line -> BigInteger.valueOf(rule.basis().of(line)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Rounds once, cuts to the cap, and gives what rounding down each line left over to the largest remainders, in line order. */
    static Map<String, Long> shared(Map<String, Ratio> exact, RoundingMode mode, List<ModelLimits.Bound> bounds) {
        Ratio total = exact.values().stream().reduce(Ratio.ZERO, Ratio::plus);
        long rounded = total.rounded(mode).longValueExact();
        long granted =
                bounds.stream().mapToLong(bound -> bound.of(rounded)).min().orElse(rounded);
        if (granted < rounded) {
            Ratio kept = Ratio.of(granted).dividedBy(total);
            Map<String, Ratio> less = new LinkedHashMap<>();
            exact.forEach((line, part) -> less.put(line, part.times(kept)));
            return shared(less, mode, List.of());
        }
        Map<String, Long> shares = new LinkedHashMap<>();
        exact.forEach((line, points) -> shares.put(line, points.floor().longValueExact()));
        long over = total.rounded(mode).longValueExact()
                - shares.values().stream().mapToLong(Long::longValue).sum();
        List<String> byRemainder = exact.keySet().stream()
                .sorted((one, other) -> remainder(exact, other).compareTo(remainder(exact, one)))
                .toList();
        for (int i = 0; i < over; i++) {
            shares.merge(byRemainder.get(i), 1L, Long::sum);
        }
        return shares;
    }

    private static Ratio remainder(Map<String, Ratio> exact, String line) {
        Ratio points = exact.getOrDefault(line, Ratio.ZERO);
        return points.minus(Ratio.of(points.floor(), BigInteger.ONE));
    }
}

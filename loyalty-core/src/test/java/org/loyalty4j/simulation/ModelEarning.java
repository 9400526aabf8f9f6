package org.loyalty4j.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;

/** What a purchase earns, reckoned line by line as the design pages say. */
final class ModelEarning {

    private ModelEarning() {}

    /** Returns the points of each line; together they are the whole, rounded once. */
    static Map<String, Long> pointsByLine(LoyaltyProgram program, Purchase purchase, Ratio tierFactor) {
        Map<String, Ratio> exact = new LinkedHashMap<>();
        purchase.lines().forEach(line -> exact.put(line.id(), Ratio.ZERO));
        for (EarningRule rule : program.rules()) {
            if (rule.kind() != EarningRule.Kind.MULTIPLIER) {
                add(rule, purchase, exact);
            }
        }
        Ratio unit = Ratio.of(BigInteger.TEN.pow(program.purse().scale()), BigInteger.ONE);
        for (EarningRule rule : program.rules()) {
            if (rule.kind() == EarningRule.Kind.MULTIPLIER && applies(rule, purchase)) {
                qualifying(rule, purchase).forEach(line -> exact.merge(line.id(), rule.points(), Ratio::times));
            }
        }
        exact.replaceAll((line, points) -> points.times(unit).times(tierFactor));
        return shared(exact, program.rounding());
    }

    private static void add(EarningRule rule, Purchase purchase, Map<String, Ratio> exact) {
        List<PurchaseLine> lines = qualifying(rule, purchase);
        if (lines.isEmpty() || !applies(rule, purchase)) {
            return;
        }
        Money per = rule.per();
        switch (rule.kind()) {
            case PER_AMOUNT, PER_STEP -> {
                Ratio total = Ratio.of(sum(rule, lines), BigInteger.ONE);
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
                lines.forEach(line -> exact.merge(line.id(), rule.points().times(pieces(line)), Ratio::plus));
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
        for (PurchaseLine line : lines) {
            Ratio part = all.signum() == 0 ? Ratio.of(1, lines.size()) : Ratio.of(weight.apply(line), all);
            exact.merge(line.id(), points.times(part), Ratio::plus);
        }
    }

    private static Ratio pieces(PurchaseLine line) {
        BigDecimal quantity = line.quantity();
        return quantity.stripTrailingZeros().scale() <= 0 ? Ratio.of(quantity) : Ratio.ONE;
    }

    private static boolean applies(EarningRule rule, Purchase purchase) {
        Money least = rule.minimum();
        return least == null || sum(rule, qualifying(rule, purchase)).compareTo(BigInteger.valueOf(least.minor())) >= 0;
    }

    private static List<PurchaseLine> qualifying(EarningRule rule, Purchase purchase) {
        return purchase.lines().stream().filter(rule.filter()::passes).toList();
    }

    private static BigInteger sum(EarningRule rule, List<PurchaseLine> lines) {
        return lines.stream()
                .map(line -> BigInteger.valueOf(rule.basis().of(line)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Rounds once, and gives what rounding down each line left over to the largest remainders, in line order. */
    private static Map<String, Long> shared(Map<String, Ratio> exact, RoundingMode mode) {
        Ratio total = exact.values().stream().reduce(Ratio.ZERO, Ratio::plus);
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

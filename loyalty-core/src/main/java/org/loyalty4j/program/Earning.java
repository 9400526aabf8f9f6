package org.loyalty4j.program;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.Tier;

/**
 * Reckons what a purchase earns: exact shares for every line and rule, one rounding of their sum, and the rounded whole
 * shared out again by largest remainder, first to the lines in their order, then within each line to the rules.
 *
 * @param points the points of the purchase, in smallest units
 * @param attributions which line and rule gave what, in the order of lines, then rules
 */
record Earning(long points, List<Attribution> attributions) {

    private static final Earning NOTHING = new Earning(0, List.of());

    /** Reckons with a program's rules for a customer of a tier. */
    static Earning of(LoyaltyProgram program, Purchase purchase, Tier tier) {
        List<PurchaseLine> lines = purchase.lines();
        List<String> codes = new ArrayList<>(program.rules().size() + 1);
        List<Ratio[]> shares = new ArrayList<>(program.rules().size() + 1);
        Ratio[] sums = new Ratio[lines.size()];
        Arrays.fill(sums, Ratio.ZERO);
        for (EarningRule rule : program.rules()) {
            if (rule.kind() != EarningRule.Kind.MULTIPLIER) {
                add(rule.code(), baseShares(rule, lines), codes, shares, sums);
            }
        }
        for (EarningRule rule : program.rules()) {
            if (rule.kind() == EarningRule.Kind.MULTIPLIER && applies(rule, lines)) {
                add(rule.code(), extras(rule.points(), rule.filter(), lines, sums), codes, shares, sums);
            }
        }
        if (!tier.multiplier().equals(Ratio.ONE)) {
            add("tier:" + tier.code(), extras(tier.multiplier(), null, lines, sums), codes, shares, sums);
        }
        return share(program, lines, codes, shares, sums);
    }

    private static void add(String code, Ratio[] more, List<String> codes, List<Ratio[]> shares, Ratio[] sums) {
        codes.add(code);
        shares.add(more);
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].plus(more[i]);
        }
    }

    private static boolean applies(EarningRule rule, List<PurchaseLine> lines) {
        return rule.minimum() == null
                || qualifying(rule, lines) >= rule.minimum().minor();
    }

    private static long qualifying(EarningRule rule, List<PurchaseLine> lines) {
        long total = 0;
        for (PurchaseLine line : lines) {
            if (rule.filter().passes(line)) {
                total = Math.addExact(total, rule.basis().of(line));
            }
        }
        return total;
    }

    private static Ratio[] baseShares(EarningRule rule, List<PurchaseLine> lines) {
        Ratio[] shares = new Ratio[lines.size()];
        Arrays.fill(shares, Ratio.ZERO);
        long total = qualifying(rule, lines);
        if (rule.minimum() != null && total < rule.minimum().minor()) {
            return shares;
        }
        switch (rule.kind()) {
            case PER_STEP -> {
                Ratio steps = Ratio.of(total / stepOf(rule));
                spread(rule.points().times(steps), total, rule, lines, shares);
            }
            case PER_AMOUNT -> spread(rule.points().times(Ratio.of(total, stepOf(rule))), total, rule, lines, shares);
            case PER_PURCHASE -> spread(rule.points(), total, rule, lines, shares);
            case PER_ITEM -> {
                for (int i = 0; i < shares.length; i++) {
                    if (rule.filter().passes(lines.get(i))) {
                        shares[i] = rule.points().times(Ratio.of(pieces(lines.get(i))));
                    }
                }
            }
            default -> throw new AssertionError(rule.kind());
        }
        return shares;
    }

    private static long stepOf(EarningRule rule) {
        if (rule.per() == null) {
            throw new AssertionError("a rule about money has a step");
        }
        return rule.per().minor();
    }

    private static long pieces(PurchaseLine line) {
        return line.quantity().scale() > 0 ? 1 : line.quantity().longValueExact();
    }

    /** Gives each line its part of a whole by what it counts; where nothing was paid, the first line has it all. */
    private static void spread(Ratio whole, long total, EarningRule rule, List<PurchaseLine> lines, Ratio[] shares) {
        for (int i = 0; i < shares.length; i++) {
            PurchaseLine line = lines.get(i);
            if (rule.filter().passes(line)) {
                if (total == 0) {
                    shares[i] = whole;
                    return;
                }
                shares[i] = whole.times(Ratio.of(rule.basis().of(line), total));
            }
        }
    }

    private static Ratio[] extras(Ratio factor, @Nullable LineFilter filter, List<PurchaseLine> lines, Ratio[] sums) {
        Ratio more = factor.minus(Ratio.ONE);
        Ratio[] extras = new Ratio[sums.length];
        for (int i = 0; i < sums.length; i++) {
            boolean passes = filter == null || filter.passes(lines.get(i));
            extras[i] = passes && sums[i].signum() != 0 ? sums[i].times(more) : Ratio.ZERO;
        }
        return extras;
    }

    private static Earning share(
            LoyaltyProgram program, List<PurchaseLine> lines, List<String> codes, List<Ratio[]> shares, Ratio[] sums) {
        int scale = program.purse().scale();
        Ratio unit = scale == 0 ? Ratio.ONE : Ratio.of(BigInteger.TEN.pow(scale).longValueExact());
        Ratio sum = Ratio.ZERO;
        for (Ratio line : sums) {
            sum = sum.plus(line);
        }
        BigInteger whole = sum.times(unit).rounded(program.rounding());
        if (whole.signum() <= 0) {
            return NOTHING;
        }
        if (whole.compareTo(BigInteger.valueOf(Points.POSTING_MAX)) > 0) {
            throw new InvalidRequestException(
                    "total", Code.AMOUNT_TOO_LARGE, "a purchase earns at most " + Points.POSTING_MAX + " points");
        }
        long[] perLine = largestRemainder(whole.longValueExact(), sums, unit);
        List<Attribution> attributions = new ArrayList<>(lines.size() * codes.size());
        for (int i = 0; i < perLine.length; i++) {
            if (codes.size() == 1) {
                addTo(attributions, lines.get(i).id(), codes.get(0), perLine[i]);
                continue;
            }
            Ratio[] rules = new Ratio[codes.size()];
            for (int r = 0; r < rules.length; r++) {
                rules[r] = shares.get(r)[i];
            }
            long[] perRule = largestRemainder(perLine[i], rules, unit);
            for (int r = 0; r < perRule.length; r++) {
                addTo(attributions, lines.get(i).id(), codes.get(r), perRule[r]);
            }
        }
        return new Earning(whole.longValueExact(), attributions);
    }

    private static void addTo(List<Attribution> attributions, String line, String rule, long points) {
        if (points != 0) {
            attributions.add(new Attribution(line, rule, points, points));
        }
    }

    /**
     * Shares a whole number out: everybody gets the whole part of the own exact share, and what is then missing goes by
     * ones to the largest remainders, the earlier of two equal ones first.
     *
     * @param whole not less than the whole parts together
     */
    static long[] largestRemainder(long whole, Ratio[] exact, Ratio unit) {
        long[] shares = new long[exact.length];
        if (exact.length == 1) {
            shares[0] = whole;
            return shares;
        }
        Ratio[] remainders = new Ratio[exact.length];
        List<Integer> takers = new ArrayList<>(exact.length);
        long missing = whole;
        for (int i = 0; i < exact.length; i++) {
            Ratio scaled = exact[i].times(unit);
            shares[i] = scaled.floorExact();
            remainders[i] = scaled.fraction();
            missing -= shares[i];
            if (exact[i].signum() != 0) {
                takers.add(i);
            }
        }
        if (missing > 0) {
            takers.sort((one, other) -> remainders[other].compareTo(remainders[one]));
            for (int i = 0; missing > 0; i = (i + 1) % takers.size()) {
                shares[takers.get(i)]++;
                missing--;
            }
        }
        return shares;
    }
}

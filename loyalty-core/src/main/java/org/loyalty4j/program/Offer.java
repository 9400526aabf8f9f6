package org.loyalty4j.program;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;

/** What a rule asks for each line of a purchase, and what its cap lets it give, exactly. Used by one thread. */
final class Offer {

    /** Earlier rules of a group first. */
    static final Comparator<EarningRule> EARLIER =
            Comparator.comparingInt(Offer::priority).reversed().thenComparing(EarningRule::code);

    private final String code;
    private final @Nullable String cap;
    private final long most;
    private final Ratio[] asked;
    private final Ratio[] given;

    private Offer(String code, @Nullable String cap, long most, Ratio[] asked, Ratio[] given) {
        this.code = code;
        this.cap = cap;
        this.most = most;
        this.asked = asked;
        this.given = given;
    }

    /** Makes an offer without a cap. */
    static Offer of(String code, Ratio[] asked) {
        return new Offer(code, null, Long.MAX_VALUE, asked, asked);
    }

    /**
     * Makes the offer of a rule.
     *
     * @param unit how many smallest units a point has
     * @param caps what limits it
     */
    static Offer of(EarningRule rule, Ratio[] asked, Ratio unit, Caps caps) {
        if (rule.cap() == null && rule.caps().isEmpty()) {
            return of(rule.code(), asked);
        }
        Ratio sum = sum(asked).times(unit);
        Caps.Verdict verdict = caps.ofRule(rule, sum);
        if (verdict.name() == null) {
            return new Offer(rule.code(), null, verdict.most(), asked, asked);
        }
        Ratio part = verdict.granted().dividedBy(sum);
        return new Offer(rule.code(), verdict.name(), verdict.most(), asked, times(asked, part));
    }

    private static int priority(EarningRule rule) {
        return rule.stacking() == null ? 0 : rule.stacking().priority();
    }

    /**
     * Leaves each line to the one offer that claims it. What a cap has cut to nothing claims a line only where no other
     * offer gives anything.
     *
     * @param offers of one group, the earlier first
     * @param most whether the offer of most claims a line, or the first one
     */
    static void claim(List<Offer> offers, boolean most, int lines) {
        for (int i = 0; i < lines; i++) {
            Offer best = null;
            for (Offer offer : offers) {
                if (offer.asked[i].signum() != 0 && (best == null || offer.beats(best, i, most))) {
                    best = offer;
                }
            }
            for (Offer offer : offers) {
                if (offer != best) {
                    offer.asked[i] = Ratio.ZERO;
                    offer.given[i] = Ratio.ZERO;
                }
            }
        }
    }

    private boolean beats(Offer best, int line, boolean most) {
        return most
                ? given[line].compareTo(best.given[line]) > 0
                : best.given[line].signum() == 0 && given[line].signum() != 0;
    }

    String code() {
        return code;
    }

    /** Returns the name of the cap that cuts, or null where none does. */
    @Nullable
    String cap() {
        return cap;
    }

    /** Returns the most smallest units that all lines are given together. */
    long most() {
        return most;
    }

    Ratio[] given() {
        return given;
    }

    /** Returns what the cap cut of each line, or null where nothing was cut. */
    Ratio @Nullable [] cut() {
        if (cap == null) {
            return null;
        }
        Ratio[] cut = new Ratio[asked.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = asked[i].minus(given[i]);
        }
        return cut;
    }

    static Ratio sum(Ratio[] shares) {
        Ratio sum = Ratio.ZERO;
        for (Ratio share : shares) {
            sum = sum.plus(share);
        }
        return sum;
    }

    static Ratio[] times(Ratio[] shares, Ratio factor) {
        Ratio[] products = new Ratio[shares.length];
        Arrays.setAll(products, i -> shares[i].times(factor));
        return products;
    }
}

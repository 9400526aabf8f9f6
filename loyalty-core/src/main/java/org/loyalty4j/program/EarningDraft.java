package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.tier.Tier;

/**
 * What the lines of a purchase have while one rule after the other gives, exactly, in the order that {@link EarningRule}
 * tells. Used by one thread.
 */
final class EarningDraft {

    private final LoyaltyProgram program;
    private final Basket basket;
    private final Tier tier;
    private final Ratio unit;
    private final Caps caps;
    private final Map<String, List<EarningRule>> groups = new LinkedHashMap<>(0);
    private final List<Offer> offers;
    private final Ratio[] sums;

    /**
     * Starts.
     *
     * @param tier the tier that counts for the purchase
     */
    EarningDraft(LoyaltyProgram program, Basket basket, Tier tier, Ratio unit, Caps caps) {
        this.program = program;
        this.basket = basket;
        this.tier = tier;
        this.unit = unit;
        this.caps = caps;
        this.offers = new ArrayList<>(program.rules().size() + 1);
        this.sums = new Ratio[basket.lines().size()];
        Arrays.fill(sums, Ratio.ZERO);
        for (EarningRule rule : program.rules()) {
            if (rule.stacking() != null) {
                groups.computeIfAbsent(rule.stacking().group(), name -> new ArrayList<>())
                        .add(rule);
            }
        }
    }

    /** Lets all rules and the tier give. */
    void run() {
        addPoints();
        for (EarningRule rule : program.rules()) {
            if (rule.kind() == EarningRule.Kind.MULTIPLIER) {
                multiply(rule);
            }
        }
        if (!tier.multiplier().equals(Ratio.ONE)) {
            give(Offer.of("tier:" + tier.code(), basket.extras(tier.multiplier(), null, sums)));
        }
    }

    /** Adds a fraction that is carried on, to all lines alike; nothing where they have nothing. */
    void carryOn(Ratio fraction) {
        Ratio sum = Offer.sum(sums);
        if (sum.signum() > 0 && fraction.signum() != 0) {
            give(Offer.of("carried", basket.extras(fraction.dividedBy(sum).plus(Ratio.ONE), null, sums)));
        }
    }

    /** Returns what was offered and not left to others, in the order in which it was added. */
    List<Offer> offers() {
        return offers;
    }

    /** Returns what each line has. */
    Ratio[] sums() {
        return sums;
    }

    private void addPoints() {
        List<Offer> points = new ArrayList<>(program.rules().size());
        Map<String, Offer> ofGroups = new HashMap<>(0);
        for (EarningRule rule : program.rules()) {
            if (rule.kind() != EarningRule.Kind.MULTIPLIER && applies(rule)) {
                Offer offer = Offer.of(rule, basket.points(rule), unit, caps);
                points.add(offer);
                if (rule.stacking() != null) {
                    ofGroups.put(rule.code(), offer);
                }
            }
        }
        groups.forEach((name, group) -> {
            List<Offer> own = new ArrayList<>(group.size());
            for (EarningRule rule : earlierFirst(group)) {
                Offer offer = ofGroups.get(rule.code());
                if (offer != null) {
                    own.add(offer);
                }
            }
            claim(own, group.get(0).stacking());
        });
        points.forEach(this::give);
    }

    private boolean applies(EarningRule rule) {
        return rule.isFor(tier) && caps.turns().comes(rule) && basket.applies(rule);
    }

    private void multiply(EarningRule rule) {
        EarningRule.Stacking stacking = rule.stacking();
        if (stacking == null) {
            if (applies(rule)) {
                give(factor(rule));
            }
            return;
        }
        List<EarningRule> group = groups.getOrDefault(stacking.group(), List.of());
        if (group.indexOf(rule) != 0) {
            return;
        }
        List<Offer> own = new ArrayList<>(group.size());
        for (EarningRule member : earlierFirst(group)) {
            if (applies(member)) {
                Offer offer = factor(member);
                if (stacking.mode() == EarningRule.Stacking.Mode.MULTIPLY) {
                    give(offer);
                } else {
                    own.add(offer);
                }
            }
        }
        claim(own, stacking);
        own.forEach(this::give);
    }

    private static List<EarningRule> earlierFirst(List<EarningRule> group) {
        return group.stream().sorted(Offer.EARLIER).toList();
    }

    private void claim(List<Offer> own, EarningRule.@Nullable Stacking stacking) {
        EarningRule.Stacking.Mode mode = stacking == null ? EarningRule.Stacking.Mode.SUM : stacking.mode();
        if (mode == EarningRule.Stacking.Mode.MAX || mode == EarningRule.Stacking.Mode.FIRST) {
            Offer.claim(own, mode == EarningRule.Stacking.Mode.MAX, sums.length);
        }
    }

    private Offer factor(EarningRule rule) {
        return Offer.of(rule, basket.extras(basket.factor(rule), rule.filter(), sums), unit, caps);
    }

    private void give(Offer offer) {
        offers.add(offer);
        Ratio[] given = offer.given();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].plus(given[i]);
        }
    }
}

package org.loyalty4j.program;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.Tier;

/** Shares whole points of a purchase, and what caps cut of them, out to its lines and rules. Used by one thread. */
final class EarningShares {

    private final List<PurchaseLine> lines;
    private final List<Offer> offers;
    private final Ratio[] sums;
    private final Ratio unit;

    EarningShares(List<PurchaseLine> lines, EarningDraft draft, Ratio unit) {
        this.lines = lines;
        this.offers = draft.offers();
        this.sums = draft.sums();
        this.unit = unit;
    }

    /**
     * Returns what a purchase earns.
     *
     * @param whole the points before the cap of the purchase
     * @param granted the points after it
     * @param cap the name of the cap of the purchase that cuts
     */
    Earning earning(Tier tier, BigInteger whole, long granted, String cap) {
        long over = whole.subtract(BigInteger.valueOf(granted)).longValueExact();
        Ratio part = over == 0
                ? Ratio.ONE
                : Ratio.of(granted).dividedBy(Offer.sum(sums).times(unit));
        long[][] given = granted == 0 ? new long[lines.size()][offers.size()] : shares(granted, part, false);
        long[][] cut = over == 0 ? new long[lines.size()][offers.size()] : shares(over, Ratio.ONE.minus(part), true);
        List<Attribution> caps = new ArrayList<>(0);
        for (int r = 0; r < offers.size(); r++) {
            cutByRule(r, cut, caps);
        }
        if (over > 0) {
            caps.add(Attribution.cut(cap, over));
        }
        List<Attribution> attributions = new ArrayList<>(lines.size() * offers.size() + caps.size());
        for (int i = 0; i < given.length; i++) {
            for (int r = 0; r < given[i].length; r++) {
                if (given[i][r] != 0 || cut[i][r] != 0) {
                    attributions.add(new Attribution(
                            lines.get(i).id(), offers.get(r).code(), given[i][r] + cut[i][r], given[i][r]));
                }
            }
        }
        attributions.addAll(caps);
        return new Earning(tier, granted, attributions);
    }

    /**
     * Returns what lines are worth more than their part of a whole, in smallest units; those that are worth it are left out.
     *
     * @param exact what they are worth, in points, without what was carried on
     */
    Map<String, Ratio> fractions(Ratio[] exact, long whole) {
        long[] parts = whole == 0 ? new long[exact.length] : LargestRemainder.of(whole, sums, unit, false, null);
        Map<String, Ratio> fractions = new TreeMap<>();
        for (int i = 0; i < exact.length; i++) {
            Ratio over = Carry.kept(exact[i].times(unit).minus(Ratio.of(parts[i])));
            if (over.signum() != 0) {
                fractions.put(lines.get(i).id(), over);
            }
        }
        return fractions;
    }

    private void cutByRule(int rule, long[][] cut, List<Attribution> caps) {
        Ratio[] exact = offers.get(rule).cut();
        String cap = offers.get(rule).cap();
        if (exact == null || cap == null) {
            return;
        }
        long all = Offer.sum(exact).times(unit).floorExact();
        if (all > 0) {
            long[] ofLines = LargestRemainder.of(all, exact, unit, true, null);
            for (int i = 0; i < ofLines.length; i++) {
                cut[i][rule] += ofLines[i];
            }
            caps.add(Attribution.cut(cap, all));
        }
    }

    /**
     * Shares a whole out, first to the lines, then within each line to the rules, by a part of what they have.
     *
     * @param cut whether it is what was cut: the odd point then falls to others than where the rest is shared out, so that
     *     both together are what was asked for
     */
    private long[][] shares(long whole, Ratio part, boolean cut) {
        boolean all = part.equals(Ratio.ONE);
        long[] perLine = LargestRemainder.of(whole, all ? sums : Offer.times(sums, part), unit, cut, null);
        long[][] shares = new long[perLine.length][offers.size()];
        if (offers.size() == 1) {
            for (int i = 0; i < perLine.length; i++) {
                shares[i][0] = perLine[i];
            }
            return shares;
        }
        long[] room = cut ? null : room(part);
        Ratio[] rules = new Ratio[offers.size()];
        for (int i = 0; i < perLine.length; i++) {
            for (int r = 0; r < rules.length; r++) {
                Ratio given = offers.get(r).given()[i];
                rules[r] = all ? given : given.times(part);
            }
            shares[i] = LargestRemainder.of(perLine[i], rules, unit, cut, room);
        }
        return shares;
    }

    /** Returns how many odd points each rule may be given before its cap, or null where no rule has one. */
    private long @Nullable [] room(Ratio part) {
        long[] room = null;
        for (int r = 0; r < offers.size(); r++) {
            Offer offer = offers.get(r);
            if (offer.most() < Long.MAX_VALUE) {
                if (room == null) {
                    room = new long[offers.size()];
                    Arrays.fill(room, Long.MAX_VALUE);
                }
                room[r] = offer.most();
                for (Ratio given : offer.given()) {
                    room[r] -= given.times(part).times(unit).floorExact();
                }
            }
        }
        return room;
    }
}

package org.loyalty4j.program;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.sale.PurchaseLine;

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
     */
    Earning earning(BigInteger whole, long granted) {
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
            caps.add(Attribution.cut("cap", over));
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
        return new Earning(granted, attributions);
    }

    private void cutByRule(int rule, long[][] cut, List<Attribution> caps) {
        Ratio[] exact = offers.get(rule).cut();
        if (exact == null) {
            return;
        }
        long all = Offer.sum(exact).times(unit).floorExact();
        if (all > 0) {
            long[] ofLines = largestRemainder(all, exact, unit, true, null);
            for (int i = 0; i < ofLines.length; i++) {
                cut[i][rule] += ofLines[i];
            }
            caps.add(Attribution.cut("cap:" + offers.get(rule).code(), all));
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
        long[] perLine = largestRemainder(whole, all ? sums : Offer.times(sums, part), unit, cut, null);
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
            shares[i] = largestRemainder(perLine[i], rules, unit, cut, room);
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

    /**
     * Shares a whole number out: everybody gets the whole part of the own exact share, and what is then missing goes by
     * ones to the largest remainders, the earlier of two equal ones first. Who has no room left comes last.
     *
     * @param whole not less than the whole parts together
     * @param unit what the exact shares are multiplied by to come to the whole
     * @param latest whether the later of two equal ones is first
     * @param room how many ones each has room for, counted down; null for any number
     */
    static long[] largestRemainder(long whole, Ratio[] exact, Ratio unit, boolean latest, long @Nullable [] room) {
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
            if (latest) {
                Collections.reverse(takers);
            }
            takers.sort((one, other) -> remainders[other].compareTo(remainders[one]));
            if (room != null) {
                takers.sort(Comparator.comparing(i -> room[i] <= 0));
            }
            for (int i = 0; missing > 0; i = (i + 1) % takers.size()) {
                int taker = takers.get(i);
                shares[taker]++;
                missing--;
                if (room != null) {
                    room[taker]--;
                }
            }
        }
        return shares;
    }
}

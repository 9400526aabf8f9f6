package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;

/**
 * Shares whole numbers out by exact shares: everybody gets the whole part of the own one, and what is then missing goes
 * by ones to the largest remainders.
 */
final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Shares a whole number out by weights; nobody gets anything where all weigh nothing.
     *
     * @param weights zero or more each; the earlier of two equal remainders is first
     */
    static long[] byWeight(long whole, long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        if (whole == 0 || sum == 0) {
            return new long[weights.length];
        }
        Ratio[] exact = new Ratio[weights.length];
        for (int i = 0; i < weights.length; i++) {
            exact[i] = Ratio.of(weights[i]).times(Ratio.of(whole, sum));
        }
        return of(whole, exact, Ratio.ONE, false, null);
    }

    /**
     * Shares a whole number out by exact shares, the earlier of two equal remainders first. Who has no room left comes
     * last.
     *
     * @param whole not less than the whole parts together
     * @param unit what the exact shares are multiplied by to come to the whole
     * @param latest whether the later of two equal ones is first
     * @param room how many ones each has room for, counted down; null for any number
     */
    static long[] of(long whole, Ratio[] exact, Ratio unit, boolean latest, long @Nullable [] room) {
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

package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.OpeningBalance;

/**
 * Adds what was bought in another system, and tiers that were held there, to opening balances. It has chances of its own, so
 * that a seed still tells the story that it told before there were any.
 */
final class History {

    private static final List<String> TIERS = List.of("green", "silver", "gold", "black");

    /** There was no such day in Apia. */
    private static final LocalDate LEFT_OUT = LocalDate.of(2011, 12, 30);

    private final Random random;

    History(long seed) {
        this.random = new Random(new SplittableRandom(seed * 3 + 1).nextLong());
    }

    OpeningBalance of(Instant clock, OpeningBalance lots) {
        LocalDate last = LocalDate.ofInstant(clock, ZoneOffset.UTC).minusDays(2);
        OpeningBalance balance = lots;
        Set<LocalDate> dates = new HashSet<>(Set.of(LEFT_OUT));
        for (int i = random.nextInt(6) - 2; i > 0; i--) {
            LocalDate date = last.minusDays(random.nextInt(random.nextBoolean() ? 40 : 500));
            if (dates.add(date)) {
                balance = balance.and(new OpeningBalance.Day(
                        date, Money.ofMinor(random.nextInt(9_000), Family.EURO), Points.of(random.nextInt(90)), 1));
            }
        }
        if (random.nextInt(4) > 0) {
            return balance;
        }
        LocalDate until = last.plusDays(5L + random.nextInt(60));
        return balance.holding(new OpeningBalance.Held(
                TIERS.get(random.nextInt(TIERS.size())),
                last.minusDays(random.nextInt(300)),
                random.nextBoolean() ? null : until));
    }
}

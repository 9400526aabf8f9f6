package org.loyalty4j.tier;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;

/**
 * What one day of an account counts for its standing. A cache of purchases and earnings, less what came back.
 *
 * @param account whose
 * @param date the day, of the program's zone
 * @param spend what was spent on lines that qualify, in smallest units of money
 * @param points the points those purchases earned, in smallest units
 * @param purchases how many purchases were made
 * @param peak the code of the highest tier that was reached or kept on that day, or null before any was reckoned; a
 *     return lowers it only where the program says so ({@link TierPolicy.Returns})
 * @param own what metrics of the program's own count, by their codes; one that counts nothing is not there
 */
public record QualifyingDay(
        AccountId account,
        LocalDate date,
        long spend,
        long points,
        long purchases,
        @Nullable String peak,
        Map<String, Long> own) {

    /** Copies the map. */
    public QualifyingDay {
        own = Map.copyOf(own);
    }

    /** Makes a day of a program without metrics of its own. */
    public QualifyingDay(
            AccountId account, LocalDate date, long spend, long points, long purchases, @Nullable String peak) {
        this(account, date, spend, points, purchases, peak, Map.of());
    }

    /** Returns a day on which nothing happened yet. */
    public static QualifyingDay empty(AccountId account, LocalDate date) {
        return new QualifyingDay(account, date, 0, 0, 0, null);
    }

    /** Returns this day with more, or less. */
    public QualifyingDay plus(long moreSpend, long morePoints, long morePurchases) {
        return new QualifyingDay(
                account,
                date,
                Math.addExact(spend, moreSpend),
                Math.addExact(points, morePoints),
                purchases + morePurchases,
                peak,
                own);
    }

    /** Returns this day with more, or less, of the program's own metrics. */
    public QualifyingDay plus(Map<String, Long> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Long> sums = new HashMap<>(own);
        more.forEach((code, count) -> sums.merge(code, count, Math::addExact));
        sums.values().removeIf(sum -> sum == 0);
        return new QualifyingDay(account, date, spend, points, purchases, peak, sums);
    }

    /** Returns this day with another peak. */
    public QualifyingDay withPeak(@Nullable String tier) {
        return new QualifyingDay(account, date, spend, points, purchases, tier, own);
    }
}

package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay found, as read from the store on one day.
 *
 * @param asOf the day the figures hold on; null when the file has no purchase and no day was asked for
 * @param customers customers with a purchase by that day
 * @param purchases purchases by that day, those of 0.00 included
 * @param spend their sum, with two decimals
 * @param earned points earned so far
 * @param redeemed points redeemed so far
 * @param expired points gone unused so far
 * @param outstanding points still there: earned less redeemed less expired
 * @param tiers customers by tier, every tier named, from the lowest up
 * @param byExpiry outstanding points by the first day on which they are gone, none of them zero; points that never go are
 *     not among them
 * @param lapsed90 customers whose latest purchase is more than 90 days back
 * @param top up to ten customers with the most outstanding points, ties by id
 * @param months what happened in each month, from the first in which something happened to the last, without gaps
 * @param source the name of the file that was replayed
 * @param currency the money that the amounts are of
 */
public record ReplayFigures(
        @Nullable LocalDate asOf,
        long customers,
        long purchases,
        BigDecimal spend,
        long earned,
        long redeemed,
        long expired,
        long outstanding,
        Map<String, Long> tiers,
        SortedMap<LocalDate, Long> byExpiry,
        long lapsed90,
        List<TopCustomer> top,
        SortedMap<YearMonth, Month> months,
        String source,
        Currency currency) {

    /** Keeps copies that nobody can change. */
    public ReplayFigures {
        tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
        byExpiry = Collections.unmodifiableSortedMap(new TreeMap<>(byExpiry));
        top = List.copyOf(top);
        months = Collections.unmodifiableSortedMap(new TreeMap<>(months));
    }

    /** Returns the outstanding points that never go. */
    public long staying() {
        return outstanding
                - byExpiry.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * One of the customers with the most points.
     *
     * @param customer the id as the file spells it
     * @param points the points outstanding
     */
    public record TopCustomer(String customer, long points) {}

    /**
     * What happened in one month.
     *
     * @param purchases the purchases of the month
     * @param spend their sum, with two decimals
     * @param earned points earned in the month
     * @param redeemed points redeemed in the month
     * @param expired points gone unused in the month
     */
    public record Month(long purchases, BigDecimal spend, long earned, long redeemed, long expired) {}
}

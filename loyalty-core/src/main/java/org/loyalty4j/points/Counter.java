package org.loyalty4j.points;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * What an account has counted in one calendar period: points that rules gave, that were used, or that were taken for goods
 * without their purchase; or purchases. A cache of purchases and postings, less what came back, that {@code audit()} proves.
 * Only what a program limits is counted.
 *
 * @param account whose
 * @param key what is counted, and when
 * @param amount how much so far, zero or more: points in smallest units of the purse
 */
public record Counter(AccountId account, Key key, long amount) {

    /** The first date of a period that never ends. */
    public static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);

    /** A calendar period of the program's zone. */
    public enum Period {
        /** A date. */
        DAY,
        /** Monday to Sunday, wherever the shop is. */
        WEEK,
        /** A calendar month. */
        MONTH,
        /** A calendar year. */
        YEAR,
        /** As long as there is the account. */
        LIFETIME;

        /** Returns the first date of the period that a date is in. */
        public LocalDate startOf(LocalDate date) {
            return switch (this) {
                case DAY -> date;
                case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> date.withDayOfMonth(1);
                case YEAR -> date.withDayOfYear(1);
                case LIFETIME -> ALWAYS;
            };
        }

        /**
         * Returns a date that is some periods away from another one.
         *
         * @param periods how many, before it where negative
         * @throws UnsupportedOperationException for {@link #LIFETIME}, which is one alone
         */
        public LocalDate away(LocalDate date, int periods) {
            return switch (this) {
                case DAY -> date.plusDays(periods);
                case WEEK -> date.plusWeeks(periods);
                case MONTH -> date.plusMonths(periods);
                case YEAR -> date.plusYears(periods);
                case LIFETIME -> throw new UnsupportedOperationException("A lifetime has no period beside it");
            };
        }
    }

    /**
     * What is counted, and when.
     *
     * @param code what is counted, at most 60 code points
     * @param period which kind of period
     * @param from its first date
     */
    public record Key(String code, Period period, LocalDate from) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byCode = code.compareTo(other.code);
            int byPeriod = byCode != 0 ? byCode : period.compareTo(other.period);
            return byPeriod != 0 ? byPeriod : from.compareTo(other.from);
        }
    }
}

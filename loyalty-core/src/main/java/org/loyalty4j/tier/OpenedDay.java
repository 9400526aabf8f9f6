package org.loyalty4j.tier;

import java.time.LocalDate;
import java.util.Comparator;
import org.loyalty4j.points.AccountId;

/**
 * What a day counted in a former system, taken over with an opening balance: it counts as though it had been recorded here.
 * Written once and never changed.
 *
 * @param account whose
 * @param sequence the place of the command that took it over among the account's commands
 * @param date the day, of the program's zone; each once in a command
 * @param spend what was spent on lines that qualify, in smallest units of money
 * @param points the points those purchases earned, in smallest units
 * @param purchases how many purchases were made, at least one
 */
public record OpenedDay(AccountId account, long sequence, LocalDate date, long spend, long points, long purchases) {

    /** By the commands, and within one by the dates. */
    public static final Comparator<OpenedDay> IN_ORDER =
            Comparator.comparingLong(OpenedDay::sequence).thenComparing(OpenedDay::date);
}

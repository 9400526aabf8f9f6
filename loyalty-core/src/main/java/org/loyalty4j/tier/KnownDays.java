package org.loyalty4j.tier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.loyalty4j.points.AccountId;

/**
 * The qualifying days of an account that a decision was given, and which dates they speak for: a date that is covered
 * and has no day here had none. Immutable.
 */
public final class KnownDays {

    private final AccountId account;
    private final List<QualifyingDay> days;
    private final List<Range> covered;

    private record Range(LocalDate first, LocalDate last) {}

    /** The days are in the order of their dates and never changed after they were handed over. */
    private KnownDays(AccountId account, List<QualifyingDay> days, List<Range> covered) {
        this.account = account;
        this.days = days;
        this.covered = covered;
    }

    /** Knows nothing. */
    public static KnownDays none(AccountId account) {
        return new KnownDays(account, List.of(), List.of());
    }

    /** Returns these and all days of a range, both ends included. Days that are known already stay as they are. */
    public KnownDays and(LocalDate first, LocalDate last, Collection<QualifyingDay> found) {
        if (last.isBefore(first)) {
            return this;
        }
        List<QualifyingDay> more = days;
        if (days.isEmpty() && found.size() > 1) {
            more = new ArrayList<>(found);
            more.sort(Comparator.comparing(QualifyingDay::date));
        } else {
            for (QualifyingDay day : found) {
                more = placeOf(more, day.date()) < 0 ? with(more, day) : more;
            }
        }
        List<Range> ranges = new ArrayList<>(covered.size() + 1);
        ranges.addAll(covered);
        ranges.add(new Range(first, last));
        return new KnownDays(account, more, ranges);
    }

    /** Returns these with one day changed. */
    public KnownDays with(QualifyingDay day) {
        return new KnownDays(account, with(days, day), covered);
    }

    private static List<QualifyingDay> with(List<QualifyingDay> days, QualifyingDay day) {
        if (days.isEmpty()) {
            return List.of(day);
        }
        List<QualifyingDay> changed = new ArrayList<>(days.size() + 1);
        changed.addAll(days);
        int place = placeOf(days, day.date());
        if (place < 0) {
            changed.add(-place - 1, day);
        } else {
            changed.set(place, day);
        }
        return changed;
    }

    /** Says whether all dates of a range are known, both ends included. */
    public boolean covers(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            return true;
        }
        LocalDate next = first;
        boolean advanced = true;
        while (advanced) {
            advanced = false;
            for (Range range : covered) {
                if (!range.first().isAfter(next) && !range.last().isBefore(next)) {
                    if (!range.last().isBefore(last)) {
                        return true;
                    }
                    next = range.last().plusDays(1);
                    advanced = true;
                }
            }
        }
        return false;
    }

    /** Returns the day of a date, an empty one if nothing happened. */
    public QualifyingDay on(LocalDate date) {
        int place = placeOf(days, date);
        return place < 0 ? QualifyingDay.empty(account, date) : days.get(place);
    }

    /** Returns the days of a range on which something happened, in order, both ends included. */
    public Collection<QualifyingDay> between(LocalDate first, LocalDate last) {
        if (days.isEmpty() || last.isBefore(first)) {
            return List.of();
        }
        int from = placeOf(days, first);
        int to = placeOf(days, last);
        return days.subList(from < 0 ? -from - 1 : from, to < 0 ? -to - 1 : to + 1);
    }

    private static int placeOf(List<QualifyingDay> days, LocalDate date) {
        int low = 0;
        int high = days.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = days.get(middle).date().compareTo(date);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}

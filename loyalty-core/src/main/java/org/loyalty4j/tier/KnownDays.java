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

    /** How many changes are kept beside the days before both are made one list. */
    private static final int CHANGED_MAX = 64;

    private final AccountId account;
    private final List<QualifyingDay> days;

    /** The days that were changed last; they stand in for those of the same dates above. */
    private final List<QualifyingDay> changed;

    private final List<Range> covered;

    private record Range(LocalDate first, LocalDate last) {}

    /** The lists are in the order of their dates and never changed after they were handed over. */
    private KnownDays(AccountId account, List<QualifyingDay> days, List<QualifyingDay> changed, List<Range> covered) {
        this.account = account;
        this.days = days;
        this.changed = changed;
        this.covered = covered;
    }

    /** Knows nothing. */
    public static KnownDays none(AccountId account) {
        return new KnownDays(account, List.of(), List.of(), List.of());
    }

    /** Returns these and all days of a range, both ends included. Days that are known already stay as they are. */
    public KnownDays and(LocalDate first, LocalDate last, Collection<QualifyingDay> found) {
        if (last.isBefore(first)) {
            return this;
        }
        List<QualifyingDay> more = days;
        if (!found.isEmpty()) {
            more = new ArrayList<>(found);
            more.sort(Comparator.comparing(QualifyingDay::date));
            more = merged(more, days);
        }
        List<Range> ranges = new ArrayList<>(covered.size() + 1);
        ranges.addAll(covered);
        ranges.add(new Range(first, last));
        return new KnownDays(account, more, changed, ranges);
    }

    /** Returns these with one day changed. */
    public KnownDays with(QualifyingDay day) {
        List<QualifyingDay> more = merged(changed, List.of(day));
        return more.size() > CHANGED_MAX
                ? new KnownDays(account, merged(days, more), List.of(), covered)
                : new KnownDays(account, days, more, covered);
    }

    /** Makes one list of two, of which the second stands in for the first where dates are the same. */
    private static List<QualifyingDay> merged(List<QualifyingDay> some, List<QualifyingDay> preferred) {
        if (some.isEmpty() || preferred.isEmpty()) {
            return some.isEmpty() ? preferred : some;
        }
        List<QualifyingDay> all = new ArrayList<>(some.size() + preferred.size());
        int next = 0;
        for (QualifyingDay day : some) {
            while (next < preferred.size() && preferred.get(next).date().isBefore(day.date())) {
                all.add(preferred.get(next++));
            }
            boolean replaced =
                    next < preferred.size() && preferred.get(next).date().equals(day.date());
            all.add(replaced ? preferred.get(next++) : day);
        }
        all.addAll(preferred.subList(next, preferred.size()));
        return all;
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
        int place = placeOf(changed, date);
        if (place >= 0) {
            return changed.get(place);
        }
        place = placeOf(days, date);
        return place < 0 ? QualifyingDay.empty(account, date) : days.get(place);
    }

    /** Returns the days of a range on which something happened, in order, both ends included. */
    public Collection<QualifyingDay> between(LocalDate first, LocalDate last) {
        return last.isBefore(first) ? List.of() : merged(part(days, first, last), part(changed, first, last));
    }

    private static List<QualifyingDay> part(List<QualifyingDay> days, LocalDate first, LocalDate last) {
        if (days.isEmpty()) {
            return days;
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

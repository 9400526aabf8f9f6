package org.loyalty4j.tier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.loyalty4j.points.AccountId;

/**
 * The qualifying days of an account that a decision was given, and which dates they speak for: a date that is covered
 * and has no day here had none.
 */
public final class KnownDays {

    private final AccountId account;
    private final NavigableMap<LocalDate, QualifyingDay> days;
    private final List<Range> covered;

    private record Range(LocalDate first, LocalDate last) {}

    private KnownDays(AccountId account, NavigableMap<LocalDate, QualifyingDay> days, List<Range> covered) {
        this.account = account;
        this.days = days;
        this.covered = covered;
    }

    /** Knows nothing. */
    public static KnownDays none(AccountId account) {
        return new KnownDays(account, new TreeMap<>(), List.of());
    }

    /** Returns these and all days of a range, both ends included. Days that are known already stay as they are. */
    public KnownDays and(LocalDate first, LocalDate last, Collection<QualifyingDay> found) {
        if (last.isBefore(first)) {
            return this;
        }
        NavigableMap<LocalDate, QualifyingDay> more = new TreeMap<>(days);
        found.forEach(day -> more.putIfAbsent(day.date(), day));
        List<Range> ranges = new ArrayList<>(covered);
        ranges.add(new Range(first, last));
        return new KnownDays(account, more, List.copyOf(ranges));
    }

    /** Returns these with one day changed. */
    public KnownDays with(QualifyingDay day) {
        NavigableMap<LocalDate, QualifyingDay> changed = new TreeMap<>(days);
        changed.put(day.date(), day);
        return new KnownDays(account, changed, covered);
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
        QualifyingDay day = days.get(date);
        return day == null ? QualifyingDay.empty(account, date) : day;
    }

    /** Returns the days of a range on which something happened, in order, both ends included. */
    public Collection<QualifyingDay> between(LocalDate first, LocalDate last) {
        return last.isBefore(first)
                ? List.of()
                : days.subMap(first, true, last, true).values();
    }
}

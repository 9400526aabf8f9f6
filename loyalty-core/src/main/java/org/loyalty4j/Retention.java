package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.history.HistoryItem;

/**
 * How long data is kept. A period of zero is no limit. A period ends at the time of day at which it began, in the zone.
 *
 * @param inactive for how long a customer is kept of whom nothing is heard
 * @param age for how long a customer is kept after he was first written down, whatever he does
 * @param entries for how long entries of the history are kept after they happened and were last changed, by kinds; those that
 *     are still open, such as a task that is not done, are kept whatever their age. Consents are proof, and go with their customer only
 * @param zone whose calendar counts
 */
public record Retention(Period inactive, Period age, Map<HistoryItem.Kind, Period> entries, ZoneId zone) {

    private static final int YEARS_MAX = 200;

    /** Periods of days and of months are compared by where they lead from some day. */
    private static final LocalDate ANY = LocalDate.of(2000, 1, 1);

    /**
     * Copies the map and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Retention {
        Violations violations = new Violations()
                .required("inactive", inactive)
                .required("age", age)
                .required("entries", entries)
                .required("zone", zone);
        violations.throwIfAny();
        check(violations, "inactive", inactive);
        check(violations, "age", age);
        Map<HistoryItem.Kind, Period> sorted = new EnumMap<>(HistoryItem.Kind.class);
        for (Map.Entry<HistoryItem.Kind, Period> entry : entries.entrySet()) {
            violations
                    .required("entries", entry.getKey())
                    .required("entries", entry.getValue())
                    .throwIfAny();
            check(violations, "entries", entry.getValue());
            violations.check(
                    entry.getKey() != HistoryItem.Kind.CONSENT,
                    "entries",
                    Code.IMMUTABLE,
                    "what a customer agreed to and objected to is kept as long as the customer is");
            sorted.put(entry.getKey(), entry.getValue());
        }
        violations.throwIfAny();
        entries = Collections.unmodifiableMap(sorted);
    }

    private static void check(Violations violations, String path, Period period) {
        violations.check(
                !period.isNegative()
                        && period.toTotalMonths() <= 12L * YEARS_MAX
                        && !ANY.plus(period).isAfter(ANY.plusYears(YEARS_MAX)),
                path,
                Code.DURATION_OUT_OF_RANGE,
                "from zero, which is no limit, to " + YEARS_MAX + " years");
    }

    /** Keeps everything. */
    public static Retention unlimited(ZoneId zone) {
        return new Retention(Period.ZERO, Period.ZERO, Map.of(), zone);
    }

    /** Returns this, keeping customers of whom nothing is heard for so long. */
    public Retention inactiveFor(Period longest) {
        return new Retention(longest, age, entries, zone);
    }

    /** Returns this, keeping customers for so long, whatever they do. */
    public Retention olderThan(Period longest) {
        return new Retention(inactive, longest, entries, zone);
    }

    /** Returns this, keeping entries of a kind for so long. */
    public Retention entries(HistoryItem.Kind kind, Period longest) {
        new Violations().required("kind", kind).required("longest", longest).throwIfAny();
        Map<HistoryItem.Kind, Period> more = new EnumMap<>(HistoryItem.Kind.class);
        more.putAll(entries);
        more.put(kind, longest);
        return new Retention(inactive, age, more, zone);
    }

    /** Says whether the time is over of what was last touched at an instant. */
    boolean isOver(Period longest, Instant touched, Instant now) {
        return !longest.isZero() && !touched.isAfter(before(longest, now));
    }

    /** Returns until when something was last touched whose time is over now. */
    Instant before(Period longest, Instant now) {
        return now.atZone(zone).minus(longest).toInstant();
    }
}

package org.loyalty4j.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;

/** The parts of a standing while some of them are changed. Used by one thread, once. */
final class StandingParts {

    String tier;
    Instant since;
    Map<String, LocalDate> holds;
    int programVersion;
    LocalDate windowStart;
    LocalDate windowDay;
    long windowSum;
    int changes;
    int revision;
    Map<String, Standing.Sum> sums;
    LocalDate changed;

    @Nullable
    GivenTier given;

    @Nullable
    Upcoming upcoming;

    Map<String, Standing.Entered> entered;

    StandingParts(Standing from) {
        this.tier = from.tier();
        this.since = from.since();
        this.holds = from.holds();
        this.programVersion = from.programVersion();
        this.windowStart = from.windowStart();
        this.windowDay = from.windowDay();
        this.windowSum = from.windowSum();
        this.changes = from.changes();
        this.revision = from.revision();
        this.sums = from.sums();
        this.changed = from.changed();
        this.given = from.given();
        this.upcoming = from.upcoming();
        this.entered = from.entered();
    }

    Standing standing(AccountId account) {
        return new Standing(
                account,
                tier,
                since,
                holds,
                programVersion,
                windowStart,
                windowDay,
                windowSum,
                changes,
                revision,
                sums,
                changed,
                given,
                upcoming,
                entered);
    }
}

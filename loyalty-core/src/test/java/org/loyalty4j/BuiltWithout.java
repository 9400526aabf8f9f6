package org.loyalty4j;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.testkit.CountingIds;

/** Libraries that were built with nothing but a clock. */
final class BuiltWithout {

    private BuiltWithout() {}

    static BuiltWith anything(InstantSource clock) {
        return new BuiltWith(
                clock,
                new CountingIds(),
                Map.of(),
                new PersonalFactors(Map.of()),
                Duration.ZERO,
                ChainKey.NONE,
                java.util.List.of(),
                Phones.PLAIN,
                null,
                Map.of(),
                org.loyalty4j.history.BusinessCalendar.EVERY_DAY,
                org.loyalty4j.history.TimelineFilter.EVERYTHING,
                new Listeners(java.util.List.of()),
                null,
                org.loyalty4j.exchange.ContactCodes.ANY);
    }
}

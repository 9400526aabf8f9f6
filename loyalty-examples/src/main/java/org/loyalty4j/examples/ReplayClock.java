package org.loyalty4j.examples;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands on the day that is replayed. Used by one thread. */
final class ReplayClock implements InstantSource {

    private Instant now = Instant.EPOCH;

    void stand(Instant at) {
        now = at;
    }

    @Override
    public Instant instant() {
        return now;
    }
}

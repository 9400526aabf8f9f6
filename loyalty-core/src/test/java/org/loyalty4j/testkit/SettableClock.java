package org.loyalty4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    /** Makes a clock that stands at an instant. */
    public SettableClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Sets the clock, forward or back. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Moves the clock, forward or back. */
    public void advance(Duration by) {
        now = now.plus(by);
    }
}

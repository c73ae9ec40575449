package io.munjigi.core.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. Safe for use by many threads. */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    private SettableClock(Instant now) {
        this.now = now;
    }

    /** A clock that stands at some time of no importance, with a fraction of a second. */
    public static SettableClock standing() {
        return new SettableClock(Instant.parse("2026-11-23T09:15:00.123456Z"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Sets it. */
    public void set(Instant time) {
        now = time;
    }

    /** Moves it, forwards or backwards. */
    public void advance(Duration by) {
        now = now.plus(by);
    }
}

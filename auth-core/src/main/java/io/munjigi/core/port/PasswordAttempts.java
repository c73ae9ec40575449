package io.munjigi.core.port;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AttemptRule;
import java.time.Duration;
import java.util.Collection;

/**
 * Counts wrong passwords in a row, on all nodes together, and remembers them over restarts.
 *
 * <p>Safe for use by many threads and many nodes. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached.
 */
public interface PasswordAttempts {

    /** Counts nothing. */
    PasswordAttempts UNCOUNTED = new PasswordAttempts() {
        @Override
        public Turn take(AttemptKey key, AttemptRule rule) {
            return new Turn(1, Duration.ZERO);
        }

        @Override
        public void giveBack(AttemptKey key) {}

        @Override
        public void postpone(AttemptKey key, Duration wait) {}

        @Override
        public boolean forget(Collection<AttemptKey> keys) {
            return false;
        }
    };

    /**
     * What came of asking for an attempt.
     *
     * @param number the how manieth in a row it is, this one counted as wrong; as many as there were, where it has to wait
     * @param pause how long to wait before asking again; zero if the attempt may be made
     */
    record Turn(int number, Duration pause) {

        /** Whether the attempt may be made. */
        public boolean isGiven() {
            return pause.isZero();
        }
    }

    /**
     * Asks for an attempt, and counts it as wrong until it turns out to be right: however many ask at once, no more are given than the rule
     * allows.
     */
    Turn take(AttemptKey key, AttemptRule rule);

    /** Takes back an attempt that was given, and not made after all. */
    void giveBack(AttemptKey key);

    /** Has the next attempt wait for so long at least, if there was a wrong one. */
    void postpone(AttemptKey key, Duration wait);

    /**
     * Forgets all wrong ones: there was a right one.
     *
     * @return whether there was anything to forget
     */
    boolean forget(Collection<AttemptKey> keys);
}

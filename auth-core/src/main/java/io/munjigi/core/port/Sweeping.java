package io.munjigi.core.port;

import io.munjigi.core.model.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes what has had its time, in batches that hold no lock for long.
 *
 * <p>Safe for use by many threads and many nodes. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached.
 */
public interface Sweeping {

    /**
     * Whether it is this node's turn to sweep: nobody's was, it was this node's already, or another's is over.
     *
     * @param length how long nobody else's will be
     */
    boolean takeTurn(Duration length);

    /**
     * Looks at the next sessions in order of their ids, and removes those that have ended by time.
     *
     * @param after the last one that was looked at, or null to begin with the first
     * @param most how many to look at
     * @return the last one that was looked at now, or empty if these were the last
     */
    Optional<SessionId> removeEndedSessions(@Nullable SessionId after, int most);

    /**
     * Removes revocations that concern no token any more.
     *
     * @param most how many to remove
     * @return how many were removed; fewer than asked if there are no more
     */
    int removeOutdatedRevocations(int most);

    /**
     * Removes counts of wrong passwords that have been forgotten; and if there are more than so many others, those of them that are nearest to
     * nothing: with the fewest wrong ones, the oldest first.
     *
     * @param kept how many to keep at most
     * @param most how many to remove
     * @return how many were removed; fewer than asked if there are no more
     */
    int removeOutdatedAttempts(int kept, int most);
}

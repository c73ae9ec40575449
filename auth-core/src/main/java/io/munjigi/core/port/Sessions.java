package io.munjigi.core.port;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import java.util.Optional;

/**
 * The sessions, one row each. Sets their times by its own clock, which all nodes that share the store share too.
 *
 * <p>Safe for use by many threads. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What a method has acknowledged survives the process.
 */
public interface Sessions {

    /**
     * Opens a session, if its user still exists, is not disabled and has the version that the password was weighed at; as one atomic
     * step, so that a login that races a change of password leaves nothing behind.
     *
     * @return false, and nothing is changed, if that is not so
     */
    boolean open(NewSession session);

    /** The session with this id, or empty. */
    Optional<Session> find(SessionId id);
}

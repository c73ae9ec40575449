package io.munjigi.core.port;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions, one row each. Sets and judges their times by its own clock, which all nodes that share the store share too. A session is
 * alive as long as it is there, neither of its ends has come, and its user is not disabled.
 *
 * <p>Safe for use by many threads. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What a method has acknowledged survives the process; the
 * news of sessions that it has ended can be read from {@link Revocations} once it returns.
 */
public interface Sessions {

    /**
     * Opens a session, if its user still exists, is not disabled and has the version that the password was weighed at; as one atomic
     * step, so that a login that races a change of password leaves nothing behind.
     *
     * @param entry is recorded with it
     * @return false, and nothing is changed, if that is not so
     */
    boolean open(NewSession session, AuditEntry entry);

    /** The session with this id, if it is alive, or empty. */
    Optional<Session> find(SessionId id);

    /** The sessions of a user that are alive, the newest first. */
    List<Session> ofUser(UserId userId);

    /**
     * Takes a session to its next generation, if it is alive and at the generation that the step begins from. Of many who race, one does.
     *
     * @return false, and nothing is changed, if that is not so
     */
    boolean rotate(Rotation rotation);

    /**
     * Ends a session of a user, alive or not.
     *
     * @param entry is recorded with it, if there is such a session
     * @return the news of it, for the caller's own node; or empty if the user has no such session
     */
    Optional<Revocation> end(UserId userId, SessionId id, AuditEntry entry);

    /**
     * Ends all sessions of a user but one, and moves the account's version, so that a login that is under way opens none.
     *
     * @param kept the one that does not end, or null
     * @param entry is recorded with it, whether there are sessions or none
     * @return the news of it, for the caller's own node; possibly none
     */
    List<Revocation> endAll(UserId userId, @Nullable SessionId kept, AuditEntry entry);
}

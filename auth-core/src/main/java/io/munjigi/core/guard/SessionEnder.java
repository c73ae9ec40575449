package io.munjigi.core.guard;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions: first in the store, then on this node, then the others are told. Once a method returns, no token of theirs is good here,
 * and none is anywhere within a second or so.
 *
 * <p>Safe for use by many threads. Every method throws an {@link io.munjigi.core.model.AuthException} with {@code UNAVAILABLE} where the
 * store cannot be reached.
 */
public final class SessionEnder {

    private final Sessions sessions;
    private final Revocations revocations;
    private final RevocationMirror mirror;
    private final AuditTrail audit;

    public SessionEnder(Sessions sessions, Revocations revocations, RevocationMirror mirror, AuditTrail audit) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.mirror = mirror;
        this.audit = audit;
    }

    /** Ends a session of a user; false if the user has no such session. */
    public boolean end(UserId userId, SessionId id, AuditTrail.Draft draft) {
        AuditEntry entry = draft.done();
        Optional<Revocation> news = sessions.end(userId, id, entry);
        news.ifPresent(each -> tell(List.of(each), entry));
        return news.isPresent();
    }

    /**
     * Ends the session of an access token that is good. Where the store no longer has it though this node has not heard of its end, that may
     * have been recorded too long ago to be heard of: so it is recorded anew.
     *
     * @param tokenExpiresAt when the token expires
     */
    public void end(UserId userId, SessionId id, Instant tokenExpiresAt, AuditTrail.Draft draft) {
        if (!end(userId, id, draft) && !mirror.knowsTheEndOf(id)) {
            Revocation late = Revocation.ofSession(id, tokenExpiresAt);
            AuditEntry entry = draft.done();
            revocations.record(late, entry);
            tell(List.of(late), entry);
        }
    }

    /** Hears of what others have ended before it goes on: of a session, perhaps, that the store no longer has. */
    public void hearOfOthers() {
        mirror.poll();
    }

    /** Ends all sessions of a user but one, which may be null, and logins that are under way. */
    public void endAll(UserId userId, @Nullable SessionId kept, AuditTrail.Draft draft) {
        AuditEntry entry = draft.done();
        tell(sessions.endAll(userId, kept, entry), entry);
    }

    private void tell(List<Revocation> news, AuditEntry entry) {
        mirror.tell(news);
        audit.tell(entry);
    }
}

package io.munjigi.core.model;

import java.time.Instant;
import java.util.SortedSet;

/**
 * A caller who has proven who they are. A use case that needs a signed-in caller takes one; {@code AuthenticateToken} alone makes one,
 * which an architecture rule holds it to.
 */
public final class Principal implements Actor {

    private final AccessClaims claims;

    private Principal(AccessClaims claims) {
        this.claims = claims;
    }

    /** For {@code AuthenticateToken} only: the caller of whom this was verified. */
    public static Principal provenBy(AccessClaims verified) {
        return new Principal(verified);
    }

    /** Who calls. */
    public UserId userId() {
        return claims.subject();
    }

    /** In which session. */
    public SessionId sessionId() {
        return claims.sessionId();
    }

    /** When the access token that proves it expires. */
    public Instant provenUntil() {
        return claims.expiresAt();
    }

    /** The roles that the caller has. */
    public SortedSet<Role> roles() {
        return claims.roles();
    }

    @Override
    public String auditName() {
        return userId().toString();
    }

    @Override
    public String toString() {
        return "Principal[user " + userId() + ", session " + sessionId() + "]";
    }
}

package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Randomness;
import io.munjigi.core.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The one place that mints tokens. Public only to be wired: nobody outside this folder can call it.
 *
 * <p>Safe for use by many threads.
 */
public final class SessionIssuer {

    private static final int SESSION_SECRET_BYTES = 16;

    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final SessionRules rules;
    private final Identifiers identifiers;
    private final Randomness randomness;
    private final InstantSource clock;

    /**
     * Wired by {@code AuthBuilder}.
     *
     * @param refreshTokenKey authenticates refresh tokens; the same on every node
     */
    public SessionIssuer(
            Sessions sessions,
            AccessTokens accessTokens,
            Secret refreshTokenKey,
            SessionRules rules,
            Identifiers identifiers,
            Randomness randomness,
            InstantSource clock) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.refreshTokens = new RefreshTokens(refreshTokenKey);
        this.rules = rules;
        this.identifiers = identifiers;
        this.randomness = randomness;
        this.clock = clock;
    }

    /**
     * Opens a session for a user whose password was right, or nothing if the account has changed since it was read.
     *
     * @param entry is recorded with it
     */
    Optional<SessionTokens> open(Credentials credentials, Origin origin, AuditEntry entry) {
        User user = credentials.user();
        RefreshTokens.Content refresh = new RefreshTokens.Content(
                new SessionId(identifiers.next()), Secret.of(randomness.bytes(SESSION_SECRET_BYTES)), 0);
        AccessClaims claims =
                claims(user.id(), refresh.sessionId(), user.roles(), shorter(rules.idleTtl(), rules.maxTtl()));
        // Signed before the session is written: if signing fails, nothing is left behind.
        SessionTokens tokens = tokens(claims, refresh);
        NewSession session = new NewSession(
                refresh.sessionId(),
                user.id(),
                credentials.version(),
                SecretDigest.of(refresh.secret()),
                rules.idleTtl(),
                rules.maxTtl(),
                claims.expiresAt(),
                origin);
        return sessions.open(session, entry) ? Optional.of(tokens) : Optional.empty();
    }

    /** What a refresh token says that this house has made. No query. */
    Optional<RefreshTokens.Content> read(String refreshToken) {
        return refreshTokens.read(refreshToken);
    }

    /** The session that a refresh token is of, whatever the generation of either, if it is alive. */
    Optional<Session> find(RefreshTokens.Content presented) {
        return sessions.find(presented.sessionId()).filter(session -> presented.isOf(session.secretDigest()));
    }

    /** Takes a session to its next generation, or nothing if somebody else has or it has ended. */
    Optional<SessionTokens> next(Session session, RefreshTokens.Content current) {
        Duration left = shorter(rules.idleTtl(), Duration.between(session.readAt(), session.expiresAt()));
        if (left.toSeconds() < 1) {
            return Optional.empty();
        }
        AccessClaims claims = claims(session.userId(), session.id(), session.roles(), left);
        boolean rotated = sessions.rotate(new Rotation(
                session.id(),
                current.generation(),
                rules.idleTtl(),
                claims.expiresAt().plus(roomForReplays())));
        return rotated ? Optional.of(tokens(claims, current.ofGeneration(current.generation() + 1))) : Optional.empty();
    }

    /**
     * What the session's generation was answered with before, but for the access token, which is another. Writes nothing: no access token
     * outlives what the rotation recorded.
     */
    Optional<SessionTokens> again(Session session, RefreshTokens.Content parent) {
        Instant now = clock.instant();
        Duration left = shorter(
                Duration.between(session.readAt(), session.endsAt()), Duration.between(now, session.accessExpiresAt()));
        return left.toSeconds() < 1
                ? Optional.empty()
                : Optional.of(tokens(
                        claims(session.userId(), session.id(), session.roles(), left),
                        parent.ofGeneration(session.generation())));
    }

    /** An access token that is issued again for a generation expires later than the first, and maybe by the clock of another node. */
    private Duration roomForReplays() {
        return rules.refreshGrace().isZero()
                ? Duration.ZERO
                : rules.refreshGrace().plus(Revocation.TOLERANCE);
    }

    /** No access token outlives its session. */
    private AccessClaims claims(UserId userId, SessionId sessionId, SortedSet<Role> roles, Duration leftOfSession) {
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration ttl = shorter(rules.accessTtl(), leftOfSession).truncatedTo(ChronoUnit.SECONDS);
        return new AccessClaims(userId, sessionId, roles, identifiers.next().toString(), issuedAt, issuedAt.plus(ttl));
    }

    private SessionTokens tokens(AccessClaims claims, RefreshTokens.Content refresh) {
        return new SessionTokens(
                accessTokens.issue(claims),
                Duration.between(claims.issuedAt(), claims.expiresAt()),
                refreshTokens.mint(refresh),
                refresh.sessionId());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Randomness;
import io.munjigi.core.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Opens a session for a user whose password was right, or nothing if the account has changed since it was read. */
    Optional<SessionTokens> open(Credentials credentials, Origin origin) {
        User user = credentials.user();
        SessionId sessionId = new SessionId(identifiers.next());
        Secret secret = Secret.of(randomness.bytes(SESSION_SECRET_BYTES));
        Duration accessTtl = firstAccessTtl();
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AccessClaims claims = new AccessClaims(
                user.id(), sessionId, user.roles(), identifiers.next().toString(), issuedAt, issuedAt.plus(accessTtl));
        // Signed before the session is written: if signing fails, nothing is left behind.
        SessionTokens tokens = new SessionTokens(
                accessTokens.issue(claims), accessTtl, refreshTokens.mint(sessionId, secret, 0), sessionId);
        boolean opened = sessions.open(new NewSession(
                sessionId,
                user.id(),
                credentials.version(),
                SecretDigest.of(secret),
                rules.idleTtl(),
                rules.maxTtl(),
                claims.expiresAt(),
                origin));
        return opened ? Optional.of(tokens) : Optional.empty();
    }

    /** No access token outlives its session. */
    private Duration firstAccessTtl() {
        return Stream.of(rules.idleTtl(), rules.maxTtl())
                .reduce(rules.accessTtl(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
}

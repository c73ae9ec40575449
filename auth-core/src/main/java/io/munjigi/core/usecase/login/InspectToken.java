package io.munjigi.core.usecase.login;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Sessions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter with a token that somebody has brought. For who acts from within only: callers are not told why a token is refused.
 *
 * <p>Safe for use by many threads.
 */
public final class InspectToken {

    private final AccessTokens accessTokens;
    private final Sessions sessions;
    private final SessionIssuer issuer;

    /** Wired by {@code AuthBuilder}. */
    public InspectToken(AccessTokens accessTokens, Sessions sessions, SessionIssuer issuer) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.issuer = issuer;
    }

    /**
     * A question.
     *
     * @param insider who asks
     * @param token whatever was brought as one
     */
    public record Command(Insider insider, String token) {

        /** Hides the token. */
        @Override
        public String toString() {
            return "Command[hidden]";
        }
    }

    /** How a token stands. */
    public enum State {
        /** It is good, and its session is alive. */
        GOOD,
        /** It was made here, and its session has ended or has never been. */
        SESSION_ENDED,
        /** A refresh token that was used already. */
        USED,
        /** It was not made here for here, was altered, or is not within its time. */
        REFUSED
    }

    /**
     * What was found.
     *
     * @param state how it stands
     * @param sessionId its session, or null where it is refused
     * @param userId whose it is, or null where that cannot be told
     */
    public record Finding(
            State state,
            @Nullable SessionId sessionId,
            @Nullable UserId userId) {}

    /**
     * Looks at it. Uses up nothing.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     */
    public Finding handle(Command command) {
        Optional<RefreshTokens.Content> refresh = issuer.read(command.token());
        if (refresh.isPresent()) {
            return ofRefreshToken(refresh.get());
        }
        return accessTokens
                .verify(command.token())
                .map(this::ofAccessToken)
                .orElse(new Finding(State.REFUSED, null, null));
    }

    private Finding ofRefreshToken(RefreshTokens.Content presented) {
        Session session = issuer.find(presented).orElse(null);
        if (session == null) {
            return new Finding(State.SESSION_ENDED, presented.sessionId(), null);
        }
        boolean isCurrent = session.generation() == presented.generation();
        return new Finding(isCurrent ? State.GOOD : State.USED, session.id(), session.userId());
    }

    private Finding ofAccessToken(AccessClaims claims) {
        boolean isAlive = sessions.find(claims.sessionId()).isPresent();
        return new Finding(isAlive ? State.GOOD : State.SESSION_ENDED, claims.sessionId(), claims.subject());
    }
}

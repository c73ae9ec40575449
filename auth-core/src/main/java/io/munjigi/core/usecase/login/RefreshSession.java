package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.RateLimits;
import io.munjigi.core.guard.RateLimits.Act;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.guard.Tally;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.RefreshOutcome;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionTokens;
import java.time.Duration;
import java.util.Optional;

/**
 * A refresh token becomes the next pair of tokens (RFC 9700, 4.14.2: rotation). Each token may be used once; but as long as its successor
 * was not used, and within the grace, it is answered again with the very same successor, so that a lost answer, a double click or many tabs
 * log nobody out. Any other second use means that two hold the token: the session ends.
 *
 * <p>Safe for use by many threads.
 */
public final class RefreshSession {

    private static final System.Logger LOG = System.getLogger(RefreshSession.class.getName());

    private final SessionIssuer issuer;
    private final RateLimits limits;
    private final SessionEnder sessionEnder;
    private final AuditTrail audit;
    private final Tally<RefreshOutcome> outcomes;
    private final Duration grace;

    /**
     * Wired by {@code AuthBuilder}.
     *
     * @param outcomes counts what comes of each
     * @param grace how long after its use a token is answered again; zero for never
     */
    public RefreshSession(
            SessionIssuer issuer,
            RateLimits limits,
            SessionEnder sessionEnder,
            AuditTrail audit,
            Tally<RefreshOutcome> outcomes,
            Duration grace) {
        this.issuer = issuer;
        this.limits = limits;
        this.sessionEnder = sessionEnder;
        this.audit = audit;
        this.outcomes = outcomes;
        this.grace = grace;
    }

    /**
     * A refresh.
     *
     * @param refreshToken whatever was given as one
     * @param origin where the call came from
     */
    public record Command(String refreshToken, Origin origin) {

        @Override
        public String toString() {
            return "Command[" + origin + ", token hidden]";
        }
    }

    /**
     * Issues the next tokens. A token that was not made here is refused without a query; otherwise it takes a query and a write, or the
     * query alone where it is answered again.
     *
     * @throws AuthException with {@link AuthError#INVALID_TOKEN}, whatever is wrong with it; {@link AuthError#TOO_MANY_ATTEMPTS}; {@link AuthError#UNAVAILABLE}
     */
    public SessionTokens handle(Command command) {
        RefreshTokens.Content presented =
                issuer.read(command.refreshToken()).orElseThrow(() -> refusal(RefreshOutcome.FORGED));
        limits.admit(Act.REFRESH, presented.sessionId().toString(), command.origin());
        Session session = living(presented);
        if (presented.generation() == session.generation()) {
            Optional<SessionTokens> next = issuer.next(session, presented);
            if (next.isPresent()) {
                outcomes.add(RefreshOutcome.ROTATED);
                return next.get();
            }
            // Somebody was faster, or it has just ended.
            session = living(presented);
        }
        if (isReplayInGrace(presented, session)) {
            SessionTokens same = issuer.again(session, presented).orElseThrow(() -> refusal(RefreshOutcome.ENDED));
            outcomes.add(RefreshOutcome.REPEATED);
            return same;
        }
        if (presented.generation() < session.generation()) {
            endForTheft(session, command.origin());
            throw refusal(RefreshOutcome.REUSED);
        }
        throw refusal(RefreshOutcome.ENDED);
    }

    private Session living(RefreshTokens.Content presented) {
        return issuer.find(presented).orElseThrow(() -> refusal(RefreshOutcome.ENDED));
    }

    private boolean isReplayInGrace(RefreshTokens.Content presented, Session session) {
        return presented.generation() == session.generation() - 1
                && !grace.isZero()
                && !session.readAt().isAfter(session.lastUsedAt().plus(grace));
    }

    /** Committed although the call fails. */
    private void endForTheft(Session session, Origin origin) {
        sessionEnder.end(
                session.userId(),
                session.id(),
                audit.of(Kind.REFRESH_THEFT, origin).on(session.userId()).saying("session " + session.id()));
        LOG.log(
                System.Logger.Level.WARNING,
                "a refresh token was used twice: the session ends user={0} session={1} address={2} request_id={3}",
                session.userId(),
                session.id(),
                origin.address(),
                origin.requestId());
    }

    private AuthException refusal(RefreshOutcome outcome) {
        outcomes.add(outcome);
        return new AuthException(AuthError.INVALID_TOKEN);
    }
}

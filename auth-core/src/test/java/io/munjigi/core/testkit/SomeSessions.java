package io.munjigi.core.testkit;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Sessions to test with. */
public final class SomeSessions {

    /** How long they last unused. */
    public static final Duration IDLE_TTL = Duration.ofDays(14);

    /** How long they last at most. */
    public static final Duration MAX_TTL = Duration.ofDays(90);

    private SomeSessions() {}

    /** A session about to be opened, of which only this matters. */
    public static NewSession of(UserId userId, long userVersion, Instant accessExpiresAt) {
        return new NewSession(
                new SessionId(UUID.randomUUID()),
                userId,
                userVersion,
                SecretDigest.of(Secret.ofText("secret")),
                IDLE_TTL,
                MAX_TTL,
                accessExpiresAt,
                new Origin("2001:db8::1", "curl/8 \uD83D\uDE00", "request-1"));
    }
}

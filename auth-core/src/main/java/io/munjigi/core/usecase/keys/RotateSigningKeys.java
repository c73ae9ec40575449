package io.munjigi.core.usecase.keys;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.KeyChangeNews;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new signing key. It is published ten minutes before it signs, so that whoever verifies tokens elsewhere knows it by then; nodes that
 * rotate at once end up with the same key.
 *
 * <p>Safe for use by many threads.
 */
public final class RotateSigningKeys {

    /** Longer than the key set may be cached, by far. */
    public static final Duration PUBLISHED_BEFORE_USE = Duration.ofMinutes(10);

    private final SigningKeys keys;
    private final @Nullable SigningKeyMaker maker;
    private final KeyChangeNews news;
    private final AccessControl accessControl;
    private final AuditTrail audit;
    private final InstantSource clock;

    /**
     * Wired by {@code AuthBuilder}.
     *
     * @param maker makes keys, or null where tokens are signed with a shared secret
     */
    public RotateSigningKeys(
            SigningKeys keys,
            @Nullable SigningKeyMaker maker,
            KeyChangeNews news,
            AccessControl accessControl,
            AuditTrail audit,
            InstantSource clock) {
        this.keys = keys;
        this.maker = maker;
        this.news = news;
        this.accessControl = accessControl;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A rotation.
     *
     * @param actor who asks for it
     * @param unlessYoungerThan nothing is done if the newest key has signed for less than this
     * @param origin where the call came from
     */
    public record Command(Actor actor, Duration unlessYoungerThan, Origin origin) {}

    /**
     * Makes the next key, unless the newest does not sign yet or is young enough.
     *
     * @return the newest key
     * @throws AuthException with {@link AuthError#FORBIDDEN}; {@link AuthError#NO_SIGNING_KEYS}; {@link AuthError#UNAVAILABLE}
     */
    public SigningKey handle(Command command) {
        accessControl.require(command.actor(), Permission.KEYS_WRITE, command.origin());
        if (maker == null) {
            throw new AuthException(AuthError.NO_SIGNING_KEYS);
        }
        SigningKey newest = newest();
        if (newest.signsFrom().plus(command.unlessYoungerThan()).isAfter(clock.instant())) {
            return newest;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SigningKey next = maker.make(newest.number() + 1, now, now.plus(PUBLISHED_BEFORE_USE));
        AuditEntry entry = audit.of(Kind.KEY_ROTATION, command.origin())
                .by(command.actor())
                .onKey(next.keyId())
                .done();
        if (keys.append(next, entry)) {
            news.tell(entry);
            return next;
        }
        return newest(); // another node's
    }

    private SigningKey newest() {
        List<SigningKey> all = keys.all();
        if (all.isEmpty()) {
            throw new AuthException(AuthError.UNAVAILABLE);
        }
        return all.get(all.size() - 1);
    }
}

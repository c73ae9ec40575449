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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For an emergency: a signing key goes, and every token that it signed is refused from then on. If it was the one that signs, a new one signs
 * at once.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeSigningKey {

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
    public RevokeSigningKey(
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
     * The end of a key.
     *
     * @param actor who asks for it
     * @param keyId its {@code kid}
     * @param origin where the call came from
     */
    public record Command(Actor actor, String keyId, Origin origin) {}

    /**
     * Removes the key.
     *
     * @throws AuthException with {@link AuthError#FORBIDDEN}; {@link AuthError#SIGNING_KEY_NOT_FOUND}; {@link AuthError#NO_SIGNING_KEYS}; {@link
     *     AuthError#UNAVAILABLE}, also where other nodes change the keys at the same time: nothing has changed then
     */
    public void handle(Command command) {
        accessControl.require(command.actor(), Permission.KEYS_WRITE, command.origin());
        if (maker == null) {
            throw new AuthException(AuthError.NO_SIGNING_KEYS);
        }
        List<SigningKey> all = keys.all();
        if (!isThere(all, command.keyId())) {
            throw new AuthException(AuthError.SIGNING_KEY_NOT_FOUND);
        }
        boolean signs = SigningKey.signingAt(clock.instant(), all).keyId().equals(command.keyId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int next = all.get(all.size() - 1).number() + 1;
        AuditEntry entry = audit.of(Kind.KEY_REVOCATION, command.origin())
                .by(command.actor())
                .onKey(command.keyId())
                .done();
        if (!keys.remove(command.keyId(), signs ? maker.make(next, now, now) : null, entry)) {
            throw new AuthException(
                    isThere(keys.all(), command.keyId()) ? AuthError.UNAVAILABLE : AuthError.SIGNING_KEY_NOT_FOUND);
        }
        news.tell(entry);
    }

    private static boolean isThere(List<SigningKey> all, String keyId) {
        return all.stream().anyMatch(key -> key.keyId().equals(keyId));
    }
}

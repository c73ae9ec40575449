package io.munjigi.core.usecase.keys;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;
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

    private static final System.Logger LOG = System.getLogger(RotateSigningKeys.class.getName());

    /** Longer than the key set may be cached, by far. */
    public static final Duration PUBLISHED_BEFORE_USE = Duration.ofMinutes(10);

    private final SigningKeys keys;
    private final @Nullable SigningKeyMaker maker;
    private final AccessTokens accessTokens;
    private final Broadcast broadcast;
    private final InstantSource clock;

    /**
     * Wired by {@code AuthBuilder}.
     *
     * @param maker makes keys, or null where tokens are signed with a shared secret
     */
    public RotateSigningKeys(
            SigningKeys keys,
            @Nullable SigningKeyMaker maker,
            AccessTokens accessTokens,
            Broadcast broadcast,
            InstantSource clock) {
        this.keys = keys;
        this.maker = maker;
        this.accessTokens = accessTokens;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    /**
     * A rotation.
     *
     * @param unlessYoungerThan nothing is done if the newest key has signed for less than this
     */
    public record Command(Duration unlessYoungerThan) {}

    /**
     * Makes the next key, unless the newest does not sign yet or is young enough.
     *
     * @return the newest key
     * @throws AuthException with {@link AuthError#NO_SIGNING_KEYS}; {@link AuthError#UNAVAILABLE}
     */
    public SigningKey handle(Command command) {
        if (maker == null) {
            throw new AuthException(AuthError.NO_SIGNING_KEYS);
        }
        SigningKey newest = newest();
        if (newest.signsFrom().plus(command.unlessYoungerThan()).isAfter(clock.instant())) {
            return newest;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SigningKey next = maker.make(newest.number() + 1, now, now.plus(PUBLISHED_BEFORE_USE));
        if (keys.append(next)) {
            broadcast.announce();
            takeOver();
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

    /** It is done, whether this node can read it now or hears of it as the others do. */
    private void takeOver() {
        try {
            accessTokens.reloadKeys();
        } catch (AuthException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "the changed signing keys cannot be read yet", unavailable);
        }
    }
}

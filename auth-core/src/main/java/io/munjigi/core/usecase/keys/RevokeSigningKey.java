package io.munjigi.core.usecase.keys;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * For an emergency: a signing key goes, and every token that it signed is refused from then on. If it was the one that signs, a new one signs
 * at once.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeSigningKey {

    private static final System.Logger LOG = System.getLogger(RevokeSigningKey.class.getName());

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
    public RevokeSigningKey(
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
     * The end of a key.
     *
     * @param keyId its {@code kid}
     */
    public record Command(String keyId) {}

    /**
     * Removes the key.
     *
     * @throws AuthException with {@link AuthError#SIGNING_KEY_NOT_FOUND}; {@link AuthError#NO_SIGNING_KEYS}; {@link
     *     AuthError#UNAVAILABLE}, also where other nodes change the keys at the same time: nothing has changed then
     */
    public void handle(Command command) {
        if (maker == null) {
            throw new AuthException(AuthError.NO_SIGNING_KEYS);
        }
        List<SigningKey> all = keys.all();
        if (!isThere(all, command.keyId())) {
            throw new AuthException(AuthError.SIGNING_KEY_NOT_FOUND);
        }
        boolean signs = signingAt(clock.instant(), all).keyId().equals(command.keyId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int next = all.get(all.size() - 1).number() + 1;
        if (!keys.remove(command.keyId(), signs ? maker.make(next, now, now) : null)) {
            throw new AuthException(
                    isThere(keys.all(), command.keyId()) ? AuthError.UNAVAILABLE : AuthError.SIGNING_KEY_NOT_FOUND);
        }
        broadcast.announce();
        takeOver();
    }

    private static boolean isThere(List<SigningKey> all, String keyId) {
        return all.stream().anyMatch(key -> key.keyId().equals(keyId));
    }

    /** The newest that signs already; the first signs before its time too. */
    private static SigningKey signingAt(Instant now, List<SigningKey> all) {
        return IntStream.iterate(all.size() - 1, index -> index > 0, index -> index - 1)
                .mapToObj(all::get)
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElse(all.get(0));
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

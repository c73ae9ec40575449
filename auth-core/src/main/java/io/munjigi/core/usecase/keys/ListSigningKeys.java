package io.munjigi.core.usecase.keys;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/**
 * Which keys sign access tokens, or did, or will.
 *
 * <p>Safe for use by many threads.
 */
public final class ListSigningKeys {

    private final SigningKeys keys;
    private final AccessControl accessControl;
    private final InstantSource clock;

    /** Wired by {@code AuthBuilder}. */
    public ListSigningKeys(SigningKeys keys, AccessControl accessControl, InstantSource clock) {
        this.keys = keys;
        this.accessControl = accessControl;
        this.clock = clock;
    }

    /** What a key is doing. */
    public enum State {
        /** It is published, and does not sign yet. */
        PUBLISHED,
        /** It signs. */
        SIGNING,
        /** It signs no more, but tokens that it has signed may be good. */
        RETIRED
    }

    /**
     * A key.
     *
     * @param keyId its {@code kid}
     * @param algorithm the JWS algorithm
     * @param state what it is doing
     * @param createdAt when it was made
     * @param signsFrom from when on it signs
     */
    public record Key(String keyId, String algorithm, State state, Instant createdAt, Instant signsFrom) {}

    /**
     * A question.
     *
     * @param actor who asks
     * @param origin where the call came from
     */
    public record Command(Actor actor, Origin origin) {}

    /**
     * The keys, the newest first; none where tokens are signed with a shared secret.
     *
     * @throws io.munjigi.core.model.AuthException with {@code FORBIDDEN}; {@code UNAVAILABLE}
     */
    public List<Key> handle(Command command) {
        accessControl.require(command.actor(), Permission.KEYS_READ, command.origin());
        List<SigningKey> all = keys.all();
        if (all.isEmpty()) {
            return List.of();
        }
        SigningKey signing = SigningKey.signingAt(clock.instant(), all);
        return all.stream()
                .sorted(Comparator.comparing(SigningKey::number).reversed())
                .map(key ->
                        new Key(key.keyId(), key.algorithm(), state(key, signing), key.createdAt(), key.signsFrom()))
                .toList();
    }

    private static State state(SigningKey key, SigningKey signing) {
        int order = Integer.compare(key.number(), signing.number());
        return order == 0 ? State.SIGNING : order > 0 ? State.PUBLISHED : State.RETIRED;
    }
}

package io.munjigi.crypto;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeys;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Access tokens as JWTs after RFC 9068, signed by Nimbus: RS256 with 3,072 bits under keys from a store, or HS256 under a shared secret.
 *
 * <p>The header is exactly {@code alg}, {@code kid} and {@code typ: at+jwt}. A token has one spelling, at most 4,096 characters, and no
 * claim twice; it is taken until two seconds after its {@code exp}, and from 60 seconds before its {@code iat} and {@code nbf}, for clocks
 * that differ (RFC 8725 throughout). Verifying asks no store.
 *
 * <p>Safe for use by many threads.
 */
public final class NimbusAccessTokens implements AccessTokens {

    /** The shortest shared secret, in bytes (RFC 7518, 3.2). */
    public static final int MIN_SECRET_BYTES = 32;

    private final TokenClaims claims;
    private final KeyRing keys;
    private final InstantSource clock;

    private NimbusAccessTokens(TokenProfile profile, KeyRing keys, InstantSource clock) {
        this.claims = new TokenClaims(profile);
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Tokens under a secret that is shared with whoever verifies them elsewhere, by the system's clock. Their {@code kid} is {@code shared}
     * whatever the secret.
     *
     * @throws IllegalArgumentException if the secret is shorter than {@value #MIN_SECRET_BYTES} bytes
     */
    public static NimbusAccessTokens withSharedSecret(TokenProfile profile, Secret secret) {
        return withSharedSecret(profile, secret, Clock.systemUTC());
    }

    /**
     * The same, by another clock.
     *
     * @throws IllegalArgumentException if the secret is shorter than {@value #MIN_SECRET_BYTES} bytes
     */
    public static NimbusAccessTokens withSharedSecret(TokenProfile profile, Secret secret, InstantSource clock) {
        if (secret.length() < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("a shared secret has at least " + MIN_SECRET_BYTES + " bytes");
        }
        return new NimbusAccessTokens(profile, KeyRing.ofSharedSecret(secret), clock);
    }

    /**
     * Tokens under the keys of a store, by the system's clock; see {@link #withStoredKeys(TokenProfile, SigningKeys, SecretSealer,
     * InstantSource)}.
     */
    public static NimbusAccessTokens withStoredKeys(TokenProfile profile, SigningKeys store, SecretSealer sealer) {
        return withStoredKeys(profile, store, sealer, Clock.systemUTC());
    }

    /**
     * Tokens under the keys of a store, which is read now. If it is empty, the first key is made and appended, which takes about a second;
     * nodes that do so at once end up with the same key.
     *
     * @throws IllegalStateException if a stored key is not fit to sign or verify; the message names it
     * @throws io.munjigi.core.model.UnsealableException if the keys were sealed under another master secret
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if the store cannot be reached
     */
    public static NimbusAccessTokens withStoredKeys(
            TokenProfile profile, SigningKeys store, SecretSealer sealer, InstantSource clock) {
        return new NimbusAccessTokens(profile, KeyRing.load(store, sealer, clock.instant()), clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if nobody would take the token: its id is not 1 to 128 visible ASCII characters, or its roles make it
     *     longer than 4,096
     */
    @Override
    public String issue(AccessClaims content) {
        String token = keys.signingAt(clock.instant()).sign(claims.write(content));
        if (token.length() > CompactToken.MAX_CHARACTERS) {
            throw new IllegalArgumentException("the token would be too long for anybody to take it");
        }
        return token;
    }

    @Override
    public Optional<AccessClaims> verify(String token) {
        try {
            CompactToken compact = CompactToken.parse(token);
            keys.verify(compact);
            return Optional.of(claims.read(compact.payload(), clock.instant()));
        } catch (RefusedTokenException refused) {
            return Optional.empty();
        }
    }

    @Override
    public String keySet() {
        return keys.published();
    }
}

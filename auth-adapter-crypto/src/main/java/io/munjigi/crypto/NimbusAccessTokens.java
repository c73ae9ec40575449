package io.munjigi.crypto;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Access tokens as JWTs after RFC 9068, signed by Nimbus: RS256 with 3,072 bits under keys from a store, or HS256 under a shared secret.
 *
 * <p>The header is exactly {@code alg}, {@code kid} and {@code typ: at+jwt}. A token has one spelling, at most 4,096 characters, and no
 * claim twice; it is taken until two seconds after its {@code exp}, and from 60 seconds before its {@code iat} and {@code nbf}, for clocks
 * that differ (RFC 8725 throughout). Only {@link #reloadKeys} asks the store.
 *
 * <p>Safe for use by many threads.
 */
public final class NimbusAccessTokens implements AccessTokens {

    /** The shortest shared secret, in bytes (RFC 7518, 3.2). */
    public static final int MIN_SECRET_BYTES = 32;

    private final TokenClaims claims;
    private final UnaryOperator<KeyRing> reload;
    private final InstantSource clock;
    private final VerifiedTokens verified;
    private final Object reloading = new Object();
    private volatile KeyRing keys;

    private NimbusAccessTokens(TokenProfile profile, KeyRing keys, UnaryOperator<KeyRing> reload, InstantSource clock) {
        this.claims = new TokenClaims(profile);
        this.keys = keys;
        this.reload = reload;
        this.clock = clock;
        this.verified = VerifiedTokens.forThisHeap();
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
        return new NimbusAccessTokens(profile, KeyRing.ofSharedSecret(secret), UnaryOperator.identity(), clock);
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
        return new NimbusAccessTokens(
                profile, KeyRing.load(store, sealer, clock.instant()), ring -> ring.reloaded(store, sealer), clock);
    }

    /** What makes the keys of such a store: RSA, 3,072 bits, for RS256. */
    public static SigningKeyMaker keyMaker(SecretSealer sealer) {
        return (number, createdAt, signsFrom) -> StoredRsaKey.generate(number, sealer, createdAt, signsFrom);
    }

    /**
     * Whether there is native code here to sign RS256 with, by Amazon Corretto Crypto Provider; otherwise Java does. Unpacks and loads it at
     * the first call, as the first signature does.
     */
    public static boolean hasNativeRs256() {
        return Rs256Signer.hasNativeCode();
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if at the last reload the store had no key (any more)
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

    /** {@inheritDoc} One that was found good is not read again as long as it is, and the keys are the same. */
    @Override
    public Optional<AccessClaims> verify(String token) {
        KeyRing ring = keys;
        Instant now = clock.instant();
        Optional<AccessClaims> known = verified.claims(token, ring, now);
        if (known.isPresent()) {
            return known;
        }
        try {
            CompactToken compact = CompactToken.parse(token);
            ring.verify(compact);
            AccessClaims content = claims.read(compact.payload(), now);
            verified.keep(token, content, ring, now);
            return Optional.of(content);
        } catch (RefusedTokenException refused) {
            return Optional.empty();
        }
    }

    /** How many times so far a token came that was known to be good. */
    public long known() {
        return verified.found();
    }

    /** How many times so far a token came that had to be verified, whatever came of it. */
    public long verified() {
        return verified.missed();
    }

    /**
     * {@inheritDoc} Does nothing where the key is a shared secret. No key is made: if there is none in the store, nothing is issued, and
     * nothing is good, until a reload finds one.
     *
     * @throws IllegalStateException if a stored key is not fit to sign or verify; the keys stay as they were
     * @throws io.munjigi.core.model.UnsealableException if a key was sealed under another master secret; the keys stay as they were
     */
    @Override
    public void reloadKeys() {
        // One after another: a slow reading must not put an older ring in the place of a newer one.
        synchronized (reloading) {
            keys = reload.apply(keys);
        }
    }

    @Override
    public String keySet() {
        return keys.published();
    }
}

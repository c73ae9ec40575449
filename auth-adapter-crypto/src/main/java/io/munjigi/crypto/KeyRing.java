package io.munjigi.crypto;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All keys at one moment, parsed and checked. Immutable: new keys make a new ring. Asks no store once it is made. */
final class KeyRing {

    /** What the one key of a shared secret is called; it says nothing about the secret, not even whether two are the same. */
    static final String SHARED_KEY_ID = "shared";

    private static final int FIRST = 1;

    /** In order of their numbers, the first first. */
    private final List<TokenKey> keys;

    private final Map<String, TokenKey> byId;

    /** What they were read from, by id; none for a shared secret. */
    private final Map<String, StoredRsaKey> read;

    private final String published;

    private KeyRing(List<TokenKey> keys, List<StoredRsaKey> read) {
        this.keys = List.copyOf(keys);
        this.byId = index(keys);
        this.read = read.stream().collect(toUnmodifiableMap(key -> key.stored().keyId(), key -> key));
        this.published =
                new JWKSet(read.stream().<JWK>map(StoredRsaKey::publicKey).toList()).toString();
    }

    private static Map<String, TokenKey> index(List<TokenKey> keys) {
        Map<String, TokenKey> byId = new HashMap<>();
        for (TokenKey key : keys) {
            if (byId.put(key.keyId(), key) != null) {
                throw new IllegalStateException("two signing keys have the id " + key.keyId());
            }
        }
        return byId;
    }

    /** The ring of a secret that is shared with whoever verifies. */
    static KeyRing ofSharedSecret(Secret secret) {
        byte[] bytes = secret.reveal();
        try {
            TokenKey key = new TokenKey(
                    TokenKey.header(JWSAlgorithm.HS256, SHARED_KEY_ID),
                    new MACSigner(bytes),
                    new MACVerifier(bytes),
                    Instant.MIN);
            return new KeyRing(List.of(key), List.of());
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("the secret does not serve HS256", tooShort);
        }
    }

    /** The ring of what a store holds; an empty store gets its first key. Of several nodes that find it empty at once, one key stays. */
    static KeyRing load(SigningKeys store, SecretSealer sealer, Instant now) {
        List<SigningKey> stored = store.all();
        if (stored.isEmpty()) {
            Instant atOnce = now.truncatedTo(ChronoUnit.MILLIS);
            store.append(StoredRsaKey.generate(FIRST, sealer, atOnce, atOnce), null);
            stored = store.all();
        }
        return of(stored.stream().map(key -> StoredRsaKey.read(key, sealer)).toList());
    }

    /**
     * The ring of what a store holds now. A key whose row is the one that this ring read is taken over: unsealing and checking it again would
     * cost some milliseconds and say the same. An empty store gets no key here: where all were revoked, nobody has asked for another.
     */
    KeyRing reloaded(SigningKeys store, SecretSealer sealer) {
        return of(store.all().stream().map(key -> takenOver(key, sealer)).toList());
    }

    private StoredRsaKey takenOver(SigningKey key, SecretSealer sealer) {
        StoredRsaKey known = read.get(key.keyId());
        return known != null && known.stored().equals(key) ? known : StoredRsaKey.read(key, sealer);
    }

    private static KeyRing of(List<StoredRsaKey> keys) {
        return new KeyRing(keys.stream().map(StoredRsaKey::tokenKey).toList(), keys);
    }

    /**
     * The newest key that signs already. The first signs before its time too, for a node whose clock is behind its maker's.
     *
     * @throws AuthException with {@code UNAVAILABLE} if there is none at all
     */
    TokenKey signingAt(Instant now) {
        if (keys.isEmpty()) {
            throw new AuthException(
                    AuthError.UNAVAILABLE, new IllegalStateException("there is no signing key; one has to be made"));
        }
        for (int index = keys.size() - 1; index > 0; index--) {
            if (!keys.get(index).signsFrom().isAfter(now)) {
                return keys.get(index);
            }
        }
        return keys.get(0);
    }

    /** Refuses a token that none of these keys signed. */
    void verify(CompactToken token) throws RefusedTokenException {
        StrictJsonObject header = token.header();
        TokenKey key = byId.get(header.text("kid"));
        if (key == null) {
            throw new RefusedTokenException();
        }
        key.verify(token, header);
    }

    /** The public keys as a JWK set in JSON. */
    String published() {
        return published;
    }
}

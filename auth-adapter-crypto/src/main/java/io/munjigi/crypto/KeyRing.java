package io.munjigi.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
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
    private final String published;

    private KeyRing(List<TokenKey> keys, JWKSet published) {
        this.keys = List.copyOf(keys);
        this.byId = index(keys);
        this.published = published.toString();
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
            return new KeyRing(List.of(key), new JWKSet());
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("the secret does not serve HS256", tooShort);
        }
    }

    /** The ring of what a store holds; an empty store gets its first key. Of several nodes that find it empty at once, one key stays. */
    static KeyRing load(SigningKeys store, SecretSealer sealer, Instant now) {
        List<SigningKey> stored = store.all();
        if (stored.isEmpty()) {
            store.append(StoredRsaKey.generate(FIRST, sealer, now.truncatedTo(ChronoUnit.MILLIS)));
            stored = store.all();
        }
        List<StoredRsaKey> keys =
                stored.stream().map(key -> StoredRsaKey.read(key, sealer)).toList();
        return new KeyRing(
                keys.stream().map(StoredRsaKey::tokenKey).toList(),
                new JWKSet(keys.stream().<JWK>map(StoredRsaKey::publicKey).toList()));
    }

    /** The newest key that signs already. The first signs before its time too, for a node whose clock is behind its maker's. */
    TokenKey signingAt(Instant now) {
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

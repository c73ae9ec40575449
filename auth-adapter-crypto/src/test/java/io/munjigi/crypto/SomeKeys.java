package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.RSAKey;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.InMemoryStores;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import java.text.ParseException;
import java.time.Instant;

/** Keys to test with, made once, since making one takes a second. All are sealed by {@link #SEALER}. */
final class SomeKeys {

    static final SecretSealer SEALER = AesGcmSealer.under(Secret.ofText("a master secret of 32 characters"));

    /** Signs from the time of {@link SettableClock#standing()} on. */
    static final SigningKey FIRST = generate(1);

    /** Belongs to somebody else. */
    static final SigningKey STRANGERS = generate(1);

    private static final SigningKey THIRD = generate(3);

    private SomeKeys() {}

    private static SigningKey generate(int number) {
        Instant now = SettableClock.standing().instant();
        return StoredRsaKey.generate(number, SEALER, now, now);
    }

    /** Yet another, the third in its sequence. */
    static SigningKey third(Instant signsFrom) {
        return moved(THIRD, 3, signsFrom);
    }

    /** A store of these. */
    static SigningKeys storeOf(SigningKey... keys) {
        SigningKeys store = new InMemoryStores(SettableClock.standing()).signingKeys();
        for (SigningKey key : keys) {
            store.append(key, SomeEvents.any());
        }
        return store;
    }

    /** The same key at another place, signing from another time on. */
    static SigningKey moved(SigningKey key, int number, Instant signsFrom) {
        return new SigningKey(
                number,
                key.keyId(),
                key.algorithm(),
                key.publicKey(),
                key.sealedPrivateKey(),
                key.createdAt(),
                signsFrom);
    }

    /** The key with its private part. */
    static RSAKey open(SigningKey key) {
        try {
            return RSAKey.parse(new String(
                    SEALER.open(key.sealedPrivateKey(), key.sealedFor()).reveal(), UTF_8));
        } catch (ParseException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

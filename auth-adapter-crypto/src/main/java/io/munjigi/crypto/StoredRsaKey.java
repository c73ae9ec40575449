package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SecretSealer;
import java.text.ParseException;
import java.time.Instant;

/**
 * RS256 keys of 3,072 bits as they are stored: a public JWK (RFC 7517) whose id is its thumbprint (RFC 7638), and the whole JWK sealed for
 * that key alone.
 *
 * @param stored what it was read from
 * @param publicKey what may be published
 * @param tokenKey what signs and verifies
 */
record StoredRsaKey(SigningKey stored, RSAKey publicKey, TokenKey tokenKey) {

    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.RS256;
    private static final int BITS = 3072;

    /** The one that everybody uses; with a small one, some mistakes of others would matter. */
    private static final String PUBLIC_EXPONENT = "AQAB";

    /** What seals a key asks it first what to seal it for. */
    private static final SealedBytes NOT_SEALED_YET = SealedBytes.of(new byte[0]);

    /** A new key. Takes about a second. */
    static SigningKey generate(int number, SecretSealer sealer, Instant createdAt, Instant signsFrom) {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(ALGORITHM)
                    .keyIDFromThumbprint(true)
                    .generate();
            SigningKey made = new SigningKey(
                    number,
                    key.getKeyID(),
                    ALGORITHM.getName(),
                    key.toPublicJWK().toJSONString(),
                    NOT_SEALED_YET,
                    createdAt,
                    signsFrom);
            return made.sealedAs(sealer.seal(Secret.ofText(key.toJSONString()), made.sealedFor()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has RSA", impossible);
        }
    }

    /**
     * Reads a stored key and holds it to what {@link #generate} makes: a store can be tampered with, and libraries load anything.
     *
     * @throws IllegalStateException if it is anything else; the message says what, and names the key
     * @throws io.munjigi.core.model.UnsealableException if its private part was sealed under another master secret or for another key
     */
    static StoredRsaKey read(SigningKey stored, SecretSealer sealer) {
        RSAKey publicKey = parse(stored, stored.publicKey());
        checkPublicPart(stored, publicKey);
        Secret opened = sealer.open(stored.sealedPrivateKey(), stored.sealedFor());
        RSAKey wholeKey = parse(stored, new String(opened.reveal(), UTF_8));
        check(stored, wholeKey.isPrivate() && wholeKey.toPublicJWK().equals(publicKey), "has another's private part");
        try {
            return new StoredRsaKey(
                    stored,
                    publicKey,
                    new TokenKey(
                            TokenKey.header(ALGORITHM, stored.keyId()),
                            new Rs256Signer(wholeKey),
                            new RSASSAVerifier(publicKey),
                            stored.signsFrom()));
        } catch (JOSEException unusable) {
            throw new IllegalStateException(complaint(stored, "cannot be used"), unusable);
        }
    }

    private static void checkPublicPart(SigningKey stored, RSAKey key) {
        check(stored, !key.isPrivate(), "has its private part unsealed");
        check(stored, stored.algorithm().equals(ALGORITHM.getName()), "is not for " + ALGORITHM);
        check(stored, ALGORITHM.equals(key.getAlgorithm()), "is not for " + ALGORITHM);
        check(stored, KeyUse.SIGNATURE.equals(key.getKeyUse()), "is not for signatures");
        check(stored, key.getKeyOperations() == null, "is restricted in its operations");
        check(stored, key.size() >= BITS, "has fewer than " + BITS + " bits");
        check(stored, key.getPublicExponent().toString().equals(PUBLIC_EXPONENT), "has an unusual exponent");
        check(stored, stored.keyId().equals(key.getKeyID()), "is stored under another id");
        check(stored, stored.keyId().equals(thumbprint(key)), "has an id that is not its thumbprint");
    }

    private static String thumbprint(RSAKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static RSAKey parse(SigningKey stored, String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException malformed) {
            // Without its cause, which may repeat what was parsed.
            throw new IllegalStateException(complaint(stored, "is no RSA key"));
        }
    }

    private static void check(SigningKey stored, boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(complaint(stored, otherwise));
        }
    }

    private static String complaint(SigningKey stored, String what) {
        return "signing key " + stored.number() + " (" + stored.keyId() + ") " + what;
    }
}

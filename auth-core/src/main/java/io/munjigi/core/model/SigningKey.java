package io.munjigi.core.model;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A key that signs access tokens, as it is stored: the private part sealed, so that a stolen database signs nothing.
 *
 * @param number its place in the sequence of keys, 1 for the first; no two keys have shared one
 * @param keyId the RFC 7638 thumbprint ({@code kid})
 * @param algorithm the JWS algorithm (RFC 7518), such as {@code RS256}
 * @param publicKey the public part as a JWK (RFC 7517) in JSON
 * @param sealedPrivateKey the private part, sealed
 * @param createdAt when it was made
 * @param signsFrom from when on it signs, until a later key does
 */
public record SigningKey(
        int number,
        String keyId,
        String algorithm,
        String publicKey,
        SealedBytes sealedPrivateKey,
        Instant createdAt,
        Instant signsFrom) {

    /**
     * The key that signs at a time: the newest that does so already; the first signs before its time too.
     *
     * @param all at least one, in order of their numbers
     */
    public static SigningKey signingAt(Instant time, List<SigningKey> all) {
        return IntStream.iterate(all.size() - 1, index -> index > 0, index -> index - 1)
                .mapToObj(all::get)
                .filter(key -> !key.signsFrom().isAfter(time))
                .findFirst()
                .orElse(all.get(0));
    }

    /** What its private part is sealed for: no other key's can be put in its place. */
    public String sealedFor() {
        return "signing-key " + keyId;
    }

    /** The same, sealed anew. */
    public SigningKey sealedAs(SealedBytes resealed) {
        return new SigningKey(number, keyId, algorithm, publicKey, resealed, createdAt, signsFrom);
    }
}

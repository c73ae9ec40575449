package io.munjigi.http;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.SigningKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Access tokens that are good as long as the key that signed them is known: all that a real signer does but the signing. */
final class KeyedAccessTokens implements AccessTokens {

    private record Signed(AccessClaims claims, String keyId) {}

    private final SigningKeys keys;
    private final InstantSource clock;
    private final Map<String, Signed> issued = new ConcurrentHashMap<>();
    private volatile List<SigningKey> known;

    KeyedAccessTokens(SigningKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.known = keys.all();
    }

    @Override
    public String issue(AccessClaims claims) {
        String token = "keyed-" + UUID.randomUUID();
        issued.put(
                token,
                new Signed(claims, SigningKey.signingAt(clock.instant(), known).keyId()));
        return token;
    }

    @Override
    public Optional<AccessClaims> verify(String token) {
        return Optional.ofNullable(issued.get(token))
                .filter(signed -> known.stream().anyMatch(key -> key.keyId().equals(signed.keyId())))
                .map(Signed::claims)
                .filter(claims -> claims.expiresAt().isAfter(clock.instant()))
                .filter(claims -> !claims.issuedAt().isAfter(clock.instant()));
    }

    /** Which key signed a token. */
    String keyOf(String token) {
        return Optional.ofNullable(issued.get(token)).orElseThrow().keyId();
    }

    @Override
    public void reloadKeys() {
        known = keys.all();
    }

    @Override
    public String keySet() {
        return known.stream()
                .map(key -> "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + key.keyId()
                        + "\",\"n\":\"AQ\",\"e\":\"AQAB\"}")
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}

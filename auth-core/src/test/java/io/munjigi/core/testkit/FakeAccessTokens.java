package io.munjigi.core.testkit;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.port.AccessTokens;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens that say nothing by themselves: what each says is remembered here. */
public final class FakeAccessTokens implements AccessTokens {

    private final InstantSource clock;
    private final Map<String, AccessClaims> issued = new ConcurrentHashMap<>();

    /** Tokens that expire by this clock. */
    public FakeAccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String issue(AccessClaims claims) {
        String token = "fake-" + UUID.randomUUID();
        issued.put(token, claims);
        return token;
    }

    @Override
    public Optional<AccessClaims> verify(String token) {
        return Optional.ofNullable(issued.get(token))
                .filter(claims -> claims.expiresAt().isAfter(clock.instant()))
                .filter(claims -> !claims.issuedAt().isAfter(clock.instant()));
    }

    @Override
    public void reloadKeys() {}

    @Override
    public String keySet() {
        return "{\"keys\":[]}";
    }
}

package io.munjigi.core.usecase.keys;

import io.munjigi.core.port.AccessTokens;

/**
 * The keys that resource servers verify our access tokens with.
 *
 * <p>Safe for use by many threads.
 */
public final class PublishedKeys {

    private final AccessTokens accessTokens;

    /** Wired by {@code AuthBuilder}. */
    public PublishedKeys(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    /** A JWK set (RFC 7517) in JSON; without keys where tokens are signed with a shared secret. No query. */
    public String handle() {
        return accessTokens.keySet();
    }
}

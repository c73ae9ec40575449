package io.munjigi.core.port;

import io.munjigi.core.model.AccessClaims;
import java.util.Optional;

/**
 * Access tokens: what they look like, what they are signed with, and when one is good.
 *
 * <p>Safe for use by many threads.
 */
public interface AccessTokens {

    /** A token that says this, and that nobody else can make. */
    String issue(AccessClaims claims);

    /**
     * What a token says, if it is good now: issued here and for here, unaltered, in its one spelling, and within its time. Any text may
     * be given; whatever is wrong with it, the answer is the same.
     */
    Optional<AccessClaims> verify(String token);

    /**
     * Takes the keys as they are in the store now. Meanwhile tokens are issued and verified by those that were there before.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if the store cannot be reached; the keys stay as they were
     */
    void reloadKeys();

    /** The keys that tokens can be verified with elsewhere: a JWK set (RFC 7517) in JSON, empty where the key is a shared secret. */
    String keySet();
}

package io.munjigi.core.port;

import io.munjigi.core.model.Password;

/**
 * Passwords that nobody is to choose: those that everybody tries first, or those that are known from a breach.
 *
 * <p>Safe for use by many threads; answers from memory or from a file beside the process, never from a network.
 */
@FunctionalInterface
public interface PasswordBlocklist {

    /** A list of none. */
    PasswordBlocklist NONE = password -> false;

    /**
     * Whether the password is one of them as a whole. Whether letter case counts is for the list to say.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if the list cannot be read: that is no "no"
     */
    boolean contains(Password password);
}

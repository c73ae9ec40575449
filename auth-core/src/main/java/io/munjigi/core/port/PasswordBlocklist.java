package io.munjigi.core.port;

import io.munjigi.core.model.Password;

/**
 * The passwords that everybody tries first.
 *
 * <p>Safe for use by many threads; answers from memory.
 */
@FunctionalInterface
public interface PasswordBlocklist {

    /** Whether the password is one of them, in any letter case. */
    boolean contains(Password password);
}

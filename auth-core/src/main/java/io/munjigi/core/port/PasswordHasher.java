package io.munjigi.core.port;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;

/**
 * Hashes passwords, slowly, and verifies them by what the stored hash itself says: its algorithm, its parameters, its salt.
 *
 * <p>Safe for use by many threads. It computes on the caller's thread; how many do so at once is the house's affair.
 */
public interface PasswordHasher {

    /**
     * A hash of the password by the current algorithm and parameters and a fresh random salt. Takes the same time whatever the password.
     *
     * @throws IllegalArgumentException if the password is longer than {@link #maxPasswordBytes()} or is not {@linkplain
     *     Password#isHashable() hashable}
     */
    PasswordHash hash(Password password);

    /** Whether the password is the one the stored hash was made of. Never throws for a broken hash. */
    Match verify(Password typed, PasswordHash stored);

    /**
     * Whether the stored hash could be verified at all, so that one from elsewhere is refused by name before it is stored. Never throws, and
     * spends no time worth mentioning, whatever the hash asks for.
     */
    Legibility examine(PasswordHash stored);

    /** Whether the stored hash is weaker than a current one or of another kind, and so to be replaced when the password is at hand. */
    boolean needsReplacement(PasswordHash stored);

    /** Whether verifying the stored hash takes notably less time than verifying a current one. */
    boolean costsLess(PasswordHash stored);

    /** The longest password that the current algorithm takes whole, in bytes of UTF-8. */
    int maxPasswordBytes();

    /** What came of a verification. */
    enum Match {
        /** It is the password. */
        YES,
        /** It is not. */
        NO,
        /** The stored hash is not {@linkplain Legibility#READABLE readable}. No time was spent on it. */
        UNREADABLE
    }

    /** What can be made of a stored hash. */
    enum Legibility {
        /** It can be verified. */
        READABLE,
        /** It is broken, or of a kind that nobody here knows. */
        UNKNOWN,
        /** It is of a known kind, but asks for more time or memory than any honest hash. */
        TOO_COSTLY
    }
}

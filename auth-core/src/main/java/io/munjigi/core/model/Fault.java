package io.munjigi.core.model;

/**
 * One thing that is wrong about what was given.
 *
 * @param field the command's component that is meant, such as {@code email}
 * @param code what is wrong
 * @param bound what it has to keep to: the fewest characters where it is too short, the most bytes of UTF-8 where it is too long, otherwise 0
 */
public record Fault(String field, Code code, int bound) {

    /** A fault without a bound. */
    public Fault(String field, Code code) {
        this(field, code, 0);
    }

    /** What can be wrong about a field. */
    public enum Code {
        /** It is missing, or null. */
        REQUIRED,
        /** It is no e-mail address. */
        INVALID_EMAIL,
        /** It is a number that is too small or too great. */
        OUT_OF_RANGE,
        /** It names no role that there is. */
        UNKNOWN_ROLE,
        /** It has fewer characters than the policy asks for. */
        PASSWORD_TOO_SHORT,
        /** It is longer than a password can be. */
        PASSWORD_TOO_LONG,
        /** It is not Unicode text: it has an unpaired surrogate. */
        PASSWORD_NOT_TEXT,
        /** It is one of those that everybody tries first. */
        PASSWORD_COMMON,
        /** It is one of those that are known from a breach. */
        PASSWORD_BREACHED,
        /** It contains the name in the address, or that of the service. */
        PASSWORD_GUESSABLE
    }
}

package io.munjigi.core.model;

/** Every reason for which a use case refuses. */
public enum AuthError {
    /** What was given is invalid; the {@link Fault}s say where. */
    INVALID_INPUT,
    /** Another account has this address, in some letter case. */
    EMAIL_TAKEN,
    /** This service takes no sign-ups. */
    SIGN_UP_CLOSED,
    /** The login failed, for whatever reason: which one, nobody is told. */
    INVALID_CREDENTIALS,
    /** There was no token. */
    NOT_AUTHENTICATED,
    /** There was a token, and it is not good, for whatever reason. */
    INVALID_TOKEN,
    /** The caller is who they say, but may not do this. */
    FORBIDDEN,
    /** The caller is who they say, but the password they gave with it is not theirs. */
    WRONG_PASSWORD,
    /** The caller has no such session. */
    SESSION_NOT_FOUND,
    /** There is no such account. */
    USER_NOT_FOUND,
    /** The last administrator would be lost by it. */
    LAST_ADMINISTRATOR,
    /** There is no such signing key. */
    SIGNING_KEY_NOT_FOUND,
    /** Tokens are signed with a shared secret: there are no keys to rotate. */
    NO_SIGNING_KEYS,
    /** There were too many attempts; the exception says when to try again. */
    TOO_MANY_ATTEMPTS,
    /** Too many wait for a password hash already; try again soon. */
    TOO_BUSY,
    /** Something that the answer depends on cannot be reached, so there is none; try again soon. */
    UNAVAILABLE
}

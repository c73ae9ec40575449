package io.munjigi.core.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or was refused, and by whom. Immutable. Holds no secret.
 *
 * @param id names it, in order of time (UUIDv7)
 * @param at when, by the clock of the node where it happened, in whole milliseconds
 * @param kind what
 * @param outcome what came of it
 * @param actor who: a user's id, an {@linkplain Insider#auditName() insider's name}, or null for somebody who has proven nothing
 * @param subject to whom or what: a user's id, a signing key's, or {@code login:} and the keyed digest of a name that no account has; or
 *     null
 * @param detail more about it, such as a role's name; or null
 * @param origin where from
 */
public record AuditEvent(
        UUID id,
        Instant at,
        Kind kind,
        Outcome outcome,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable String detail,
        Origin origin) {

    /** What can be done. */
    public enum Kind {
        /** Somebody makes an account of their own. */
        SIGN_UP,
        /** Somebody comes in by password. */
        LOGIN,
        /** A refresh token was used by two; the session ends. */
        REFRESH_THEFT,
        /** A session ends by its own token. */
        LOGOUT,
        /** Sessions end otherwise; the detail says which. */
        SESSION_REVOCATION,
        /** Another password, by its owner. */
        PASSWORD_CHANGE,
        /** Another password, by an operator. */
        PASSWORD_RESET,
        /** A user reads all that is stored about them, or an operator all accounts. */
        ACCOUNT_EXPORT,
        /** An account is made for somebody. */
        ACCOUNT_CREATION,
        /** Accounts are brought from elsewhere; the detail says how many. */
        ACCOUNT_IMPORT,
        /** An account is barred from coming in. */
        ACCOUNT_DISABLING,
        /** It no longer is. */
        ACCOUNT_ENABLING,
        /** An account ends. */
        ACCOUNT_DELETION,
        /** A role is given; the detail names it. */
        ROLE_GRANT,
        /** A role is taken; the detail names it. */
        ROLE_REVOCATION,
        /** Somebody may not do what they asked for; the detail names the permission. */
        ACCESS_REFUSAL,
        /** After too many wrong passwords an account takes passwords from devices that it knows only. */
        ACCOUNT_LOCKING,
        /** It takes them from any again, by an operator. */
        ACCOUNT_UNLOCKING,
        /** Wrong passwords for many accounts from one network, or for one from many; the detail says which. */
        CREDENTIAL_STUFFING,
        /** A new signing key. */
        KEY_ROTATION,
        /** A signing key goes in an emergency. */
        KEY_REVOCATION,
        /** All keys are sealed under another master secret. */
        KEY_RESEALING,
        /** The oldest part of this trail was removed; the detail says how much. */
        AUDIT_TRIMMING
    }

    /** What can come of it. */
    public enum Outcome {
        /** It was done. */
        SUCCESS,
        /** It was refused. */
        FAILURE
    }
}

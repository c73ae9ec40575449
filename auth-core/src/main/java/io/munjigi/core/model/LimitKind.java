package io.munjigi.core.model;

/** What is limited. */
public enum LimitKind {
    /** Sign-ups. */
    SIGN_UP,
    /** Logins from where nobody is known. */
    LOGIN,
    /** Logins from a device that has signed in before. */
    KNOWN_DEVICE,
    /** Refreshes. */
    REFRESH,
    /** Acts of those who are signed in for which the password is given again. */
    PASSWORD_CHANGE,
    /** Passwords for an account, a device or a session after wrong ones. */
    WRONG_PASSWORDS
}

package io.munjigi.core;

import io.munjigi.core.usecase.account.CurrentUser;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.keys.PublishedKeys;
import io.munjigi.core.usecase.login.AuthenticateToken;
import io.munjigi.core.usecase.login.Login;

/**
 * The front door: one accessor for each use case. Made by {@link #builder()}; safe for use by many threads; needs no closing, though the
 * stores that it was given may.
 */
public final class Auth {

    private final SignUp signUp;
    private final CurrentUser currentUser;
    private final Login login;
    private final AuthenticateToken authenticateToken;
    private final PublishedKeys publishedKeys;

    Auth(
            SignUp signUp,
            CurrentUser currentUser,
            Login login,
            AuthenticateToken authenticateToken,
            PublishedKeys publishedKeys) {
        this.signUp = signUp;
        this.currentUser = currentUser;
        this.login = login;
        this.authenticateToken = authenticateToken;
        this.publishedKeys = publishedKeys;
    }

    /** Starts to put one together. */
    public static AuthBuilder builder() {
        return new AuthBuilder();
    }

    // Accounts

    /** Somebody makes an account. */
    public SignUp signUp() {
        return signUp;
    }

    /** Who am I. */
    public CurrentUser currentUser() {
        return currentUser;
    }

    // Coming in

    /** A password becomes a session and its tokens. */
    public Login login() {
        return login;
    }

    /** A token becomes the caller it proves. */
    public AuthenticateToken authenticateToken() {
        return authenticateToken;
    }

    // Keys

    /** What others verify our tokens with. */
    public PublishedKeys publishedKeys() {
        return publishedKeys;
    }
}

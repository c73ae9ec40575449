package io.munjigi.http;

import io.munjigi.core.model.AuthError;
import java.util.Locale;

/**
 * Every kind of failure that a client can meet: its status, and the code and words that are part of the contract. A reason of the core that
 * has no kind here does not compile.
 */
enum ProblemKind {
    MALFORMED_REQUEST(400, "Malformed request", "The request is not valid HTTP"),
    MALFORMED_BODY(400, "Malformed body", "The request body cannot be parsed"),
    INVALID_CREDENTIALS(401, "Login failed", "Invalid email or password"),
    NOT_AUTHENTICATED(401, "Not authenticated", "Not authenticated"),
    INVALID_TOKEN(401, "Invalid token", "Could not validate credentials"),
    WRONG_PASSWORD(401, "Wrong password", "The password is not that of the account"),
    SIGN_UP_CLOSED(403, "Sign-up closed", "This service takes no sign-ups"),
    FORBIDDEN(403, "Forbidden", "You may not do this"),
    NOT_FOUND(404, "Not found", "There is nothing here"),
    SESSION_NOT_FOUND(404, "Session not found", "You have no such session"),
    USER_NOT_FOUND(404, "User not found", "There is no such user"),
    SIGNING_KEY_NOT_FOUND(404, "Signing key not found", "There is no such signing key"),
    METHOD_NOT_ALLOWED(
            405, "Method not allowed", "This method is not allowed here; the Allow header names those that are"),
    EMAIL_TAKEN(409, "Address taken", "Email already registered"),
    LAST_ADMINISTRATOR(409, "Last administrator", "There would be no administrator left"),
    NO_SIGNING_KEYS(409, "No signing keys", "Tokens are signed with a shared secret: there are no keys to rotate"),
    BODY_TOO_LARGE(413, "Body too large", "The request body is larger than 64 KiB"),
    URI_TOO_LONG(414, "URI too long", "The request's path and query are too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "This media type is not taken here"),
    EXPECTATION_FAILED(417, "Expectation failed", "Nothing but 100-continue can be expected here"),
    INVALID_INPUT(422, "Invalid input", "The input is invalid; every fault is listed under errors"),
    HEADERS_TOO_LARGE(431, "Headers too large", "The request's headers are too large"),
    TOO_MANY_ATTEMPTS(429, "Too many attempts", "There were too many attempts; try again later"),
    INTERNAL_ERROR(500, "Internal error", "Something went wrong here; the log has the request id"),
    TOO_BUSY(503, "Too busy", "Too many are waiting already; try again soon"),
    UNAVAILABLE(503, "Unavailable", "Something that the answer depends on cannot be reached; try again soon"),
    NOT_READY(503, "Not ready", "Not ready to serve");

    private final int status;
    private final String title;
    private final String detail;

    ProblemKind(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    static ProblemKind of(AuthError error) {
        return switch (error) {
            case INVALID_INPUT -> INVALID_INPUT;
            case EMAIL_TAKEN -> EMAIL_TAKEN;
            case SIGN_UP_CLOSED -> SIGN_UP_CLOSED;
            case INVALID_CREDENTIALS -> INVALID_CREDENTIALS;
            case NOT_AUTHENTICATED -> NOT_AUTHENTICATED;
            case INVALID_TOKEN -> INVALID_TOKEN;
            case WRONG_PASSWORD -> WRONG_PASSWORD;
            case FORBIDDEN -> FORBIDDEN;
            case SESSION_NOT_FOUND -> SESSION_NOT_FOUND;
            case USER_NOT_FOUND -> USER_NOT_FOUND;
            case LAST_ADMINISTRATOR -> LAST_ADMINISTRATOR;
            case SIGNING_KEY_NOT_FOUND -> SIGNING_KEY_NOT_FOUND;
            case NO_SIGNING_KEYS -> NO_SIGNING_KEYS;
            case TOO_MANY_ATTEMPTS -> TOO_MANY_ATTEMPTS;
            case TOO_BUSY -> TOO_BUSY;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** For a failure that the server below found before any route was reached. */
    static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> BODY_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 417 -> EXPECTATION_FAILED;
            case 431 -> HEADERS_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> UNAVAILABLE;
            case 501, 505 -> MALFORMED_REQUEST;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    /** Stable, one for each kind. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

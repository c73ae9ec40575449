package io.munjigi.app;

import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import java.util.stream.Collectors;

/** What a refusal is in words, for whoever sits at the command line. */
public final class Refusals {

    private Refusals() {}

    /** One line, without what was given. */
    public static String inWords(AuthException refused) {
        return switch (refused.error()) {
            case INVALID_INPUT ->
                refused.faults().stream().map(Refusals::inWords).collect(Collectors.joining("; "));
            case EMAIL_TAKEN -> "an account has this address already";
            case USER_NOT_FOUND -> "there is no such account";
            case LAST_ADMINISTRATOR -> "there would be no administrator left";
            case SIGNING_KEY_NOT_FOUND -> "there is no such signing key";
            case NO_SIGNING_KEYS -> "tokens are signed with MUNJIGI_JWT_SECRET: there are no keys to rotate";
            case TOO_MANY_ATTEMPTS -> "there were too many attempts; try again later";
            case TOO_BUSY -> "too many wait for a hash already; try again";
            case UNAVAILABLE ->
                "the database cannot be reached, the file of breached passwords cannot be read, or the account was changed at the same time; try again";
            case SIGN_UP_CLOSED,
                    INVALID_CREDENTIALS,
                    NOT_AUTHENTICATED,
                    INVALID_TOKEN,
                    FORBIDDEN,
                    WRONG_PASSWORD,
                    SESSION_NOT_FOUND -> "this was refused (" + refused.error() + ")";
        };
    }

    private static String inWords(Fault fault) {
        return fault.field() + " "
                + switch (fault.code()) {
                    case REQUIRED -> "is required";
                    case OUT_OF_RANGE -> "is too small or too great";
                    case INVALID_EMAIL -> "is not an e-mail address";
                    case UNKNOWN_ROLE -> "names no role that there is; MUNJIGI_ROLES names those beside user and admin";
                    case PASSWORD_TOO_SHORT -> "must have at least " + fault.bound() + " characters";
                    case PASSWORD_TOO_LONG -> "must have at most " + fault.bound() + " bytes in UTF-8";
                    case PASSWORD_NOT_TEXT -> "is not valid Unicode text";
                    case PASSWORD_COMMON -> "is one of the passwords that everybody tries first";
                    case PASSWORD_BREACHED -> "is known from a data breach";
                    case PASSWORD_GUESSABLE -> "contains the address's name or the name of this service";
                };
    }
}

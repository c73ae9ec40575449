package io.munjigi.app.transfer;

import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account of which not all has been read yet. Each part may be given once. */
final class AccountDraft {

    private final Set<String> given = new HashSet<>();
    private final List<String> roles = new ArrayList<>();
    private @Nullable String email;
    private @Nullable PasswordHash passwordHash;
    private @Nullable UserId id;
    private boolean emailVerified;
    private boolean disabled;
    private @Nullable Instant createdAt;

    void email(String text) throws MalformedRowException {
        once("email");
        email = wellFormed("email", text);
    }

    void passwordHash(String text) throws MalformedRowException {
        once("password_hash");
        passwordHash = PasswordHash.of(wellFormed("password_hash", text));
    }

    /** An id of ours. */
    void id(String text) throws MalformedRowException {
        once("id");
        id = UserId.parse(text).orElseThrow(() -> new MalformedRowException("id is not a UUID in its canonical form"));
    }

    /** An id of another system, which is kept if it could be one of ours. */
    void foreignId(String text) throws MalformedRowException {
        once("id");
        id = UserId.parse(text).orElse(null);
    }

    void role(String text) throws MalformedRowException {
        roles.add(wellFormed("roles", text));
    }

    void emailVerified(boolean answer) throws MalformedRowException {
        once("email_verified");
        emailVerified = answer;
    }

    void disabled(boolean answer) throws MalformedRowException {
        once("disabled");
        disabled = answer;
    }

    void createdAt(Instant moment) throws MalformedRowException {
        once("created_at");
        createdAt = moment;
    }

    AccountRow at(long position) throws MalformedRowException {
        if (email == null) {
            throw new MalformedRowException("email is missing");
        }
        return new AccountRow(position, email, passwordHash, id, roles, emailVerified, disabled, createdAt);
    }

    private void once(String part) throws MalformedRowException {
        if (!given.add(part)) {
            throw new MalformedRowException(part + " is given twice");
        }
    }

    /** A text that no database keeps would be refused there, and with it the rows around it. */
    private static String wellFormed(String part, String text) throws MalformedRowException {
        if (text.codePoints().anyMatch(AccountDraft::isNoCharacter)) {
            throw new MalformedRowException(part + " is not text: it holds a NUL, half a character or a replaced one");
        }
        return text;
    }

    /** A replaced one stands for bytes that a decoder could not read. */
    private static boolean isNoCharacter(int codePoint) {
        return codePoint == 0 || codePoint == '\uFFFD' || Character.getType(codePoint) == Character.SURROGATE;
    }
}

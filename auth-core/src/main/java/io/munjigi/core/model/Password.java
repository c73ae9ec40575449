package io.munjigi.core.model;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password as somebody typed it, normalised to NFC (RFC 8265, OpaqueString) so that the same characters typed on two keyboards are
 * the same password. Nothing is trimmed, folded or cut.
 *
 * <p>Any string makes one; whether it may become an account's password is for the password rules to say. {@code toString} hides it.
 */
public final class Password {

    /** The longest password that is ever hashed, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1024;

    /** Normalising takes time that grows with the square of its length; a text that is longer than this is too long after it, too. */
    private static final int LONGEST_NORMALISED = 3 * MAX_BYTES;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** The password that somebody typed. Never refuses; what is far too long is left as it is. */
    public static Password of(String typed) {
        return new Password(
                typed.length() > LONGEST_NORMALISED ? typed : Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    /** The normalised text: the one way out. */
    public String reveal() {
        return text;
    }

    /** Its length in code points. */
    public int length() {
        return text.codePointCount(0, text.length());
    }

    /** Its length in bytes of UTF-8. */
    public int byteLength() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether it is Unicode text: without unpaired surrogates, which would all be hashed as the same character. */
    public boolean isWellFormed() {
        return text.codePoints().noneMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    }

    /** Whether it can be some account's password at all: well-formed and at most {@link #MAX_BYTES} long. */
    public boolean isHashable() {
        return byteLength() <= MAX_BYTES && isWellFormed();
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}

package io.munjigi.core.model;

import java.text.Normalizer;

/**
 * The form in which e-mail addresses are compared: two spellings of one address, whatever their letter case, have one key.
 *
 * <p>Any string has a key, so that a login can look up whatever was typed; only the key of an {@link EmailAddress} is ever
 * stored. Letter case is folded as {@link String#equalsIgnoreCase} does, one code point at a time and in no locale, after
 * normalisation to NFC.
 *
 * @param value the folded text; free of NUL and of unpaired surrogates, which not every database can be asked for
 */
public record EmailKey(String value) {

    private static final int REPLACEMENT = 0xFFFD;

    /** The key of whatever somebody typed. Never refuses. */
    public static EmailKey of(String typed) {
        StringBuilder folded = new StringBuilder(typed.length());
        Normalizer.normalize(typed, Normalizer.Form.NFC)
                .codePoints()
                .map(EmailKey::fold)
                .forEach(folded::appendCodePoint);
        return new EmailKey(folded.toString());
    }

    private static int fold(int codePoint) {
        boolean unstorable = codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
        return unstorable ? REPLACEMENT : Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}

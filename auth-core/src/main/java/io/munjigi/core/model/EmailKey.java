package io.munjigi.core.model;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which e-mail addresses are compared: two spellings of one address, whatever their letter case, have one key.
 *
 * <p>Any string has a key, so that a login can look up whatever was typed; only the key of an {@link EmailAddress} is ever
 * stored. Letter case is folded as {@link String#equalsIgnoreCase} does, one code point at a time and in no locale, after
 * normalisation to NFC. A domain has one key in Unicode and in ASCII (IDNA), and with whatever kind of full stop.
 *
 * @param value the folded text; free of NUL and of unpaired surrogates, which not every database can be asked for
 */
public record EmailKey(String value) {

    private static final int REPLACEMENT = 0xFFFD;

    /** Normalising takes time that grows with the square of its length; an address is never as long as this. */
    private static final int LONGEST_NORMALISED = 1024;

    private static final EmailKey OF_NO_ADDRESS = new EmailKey("");

    /** The key of whatever somebody typed. Never refuses; what is too long to be an address has the key of none. */
    public static EmailKey of(String typed) {
        if (typed.length() > LONGEST_NORMALISED) {
            return OF_NO_ADDRESS;
        }
        String folded = fold(typed);
        int domain = folded.lastIndexOf('@') + 1;
        return new EmailKey(folded.substring(0, domain) + toAscii(folded.substring(domain)));
    }

    /** The beginning that all keys of addresses have which begin like this, in any letter case. A domain is taken as it is typed. */
    public static String beginning(String typed) {
        return typed.length() > LONGEST_NORMALISED ? typed : fold(typed);
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(EmailKey::fold)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** What is no domain stays as it is. */
    private static String toAscii(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException noDomain) {
            return domain;
        }
    }

    private static int fold(int codePoint) {
        boolean unstorable = codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
        return unstorable ? REPLACEMENT : Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}

package io.munjigi.core.model;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address as it was given, known to be one that mail can be sent to: a dot-atom (RFC 5322, with the letters of RFC 6531),
 * an at sign and a domain name of at least two labels. Quoted local parts, comments and address literals are refused.
 *
 * <p>Equality is that of the text; accounts are compared by {@link #key()}. Immutable.
 */
public final class EmailAddress {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    /** RFC 5322 {@code atext}, and beyond ASCII letters, marks and digits: no spaces, no controls, no unpaired surrogates. */
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[\\p{L}\\p{M}\\p{N}&&[^\\x00-\\x7F]]]+";

    private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");

    /** An ASCII domain after IDNA: letters, digits and inner hyphens, and a last label that is not a number. */
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?",
            Pattern.CASE_INSENSITIVE);

    private final String value;

    private EmailAddress(String value, boolean known) {
        if (!known) {
            throw new IllegalArgumentException("not an e-mail address");
        }
        this.value = value;
    }

    /**
     * The address that a text is.
     *
     * @throws IllegalArgumentException if the text is no address; the message does not repeat it
     */
    public EmailAddress(String value) {
        this(value, isAddress(value));
    }

    /** The address that a store holds; any text, since a store may hold what an earlier rule took for an address. */
    public static EmailAddress restore(String stored) {
        return new EmailAddress(stored, true);
    }

    /** The address, unchanged. */
    public String value() {
        return value;
    }

    /** The address that a text is, or empty where it is none. */
    public static Optional<EmailAddress> parse(String text) {
        return isAddress(text) ? Optional.of(restore(text)) : Optional.empty();
    }

    /** What this address is compared by. */
    public EmailKey key() {
        return EmailKey.of(value);
    }

    /** What stands before the at sign. */
    public String localPart() {
        return value.substring(0, Math.max(0, value.lastIndexOf('@')));
    }

    private static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > LONGEST || utf8Length(text) > LONGEST) {
            return false;
        }
        String localPart = text.substring(0, at);
        return utf8Length(localPart) <= LONGEST_LOCAL_PART
                && DOT_ATOM.matcher(localPart).matches()
                && isDomain(text.substring(at + 1));
    }

    private static boolean isDomain(String domain) {
        try {
            return DOMAIN.matcher(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES)).matches();
        } catch (IllegalArgumentException notADomain) {
            return false;
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}

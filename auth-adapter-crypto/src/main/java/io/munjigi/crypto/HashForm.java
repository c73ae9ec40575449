package io.munjigi.crypto;

import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of hash that is known by its spelling: a regular expression that matches all of it, and how to read what was matched. The reading
 * refuses with {@code IllegalArgumentException} what the expression could not tell.
 */
final class HashForm<H extends StoredHash> implements HashReader {

    /** A positive number of up to ten digits, which is all that anybody uses and no more than a {@code long} holds. */
    static final String NUMBER = "[1-9][0-9]{0,9}";

    private static final Base64.Encoder UNPADDED = Base64.getEncoder().withoutPadding();

    private final Pattern spelling;
    private final Function<Matcher, H> reading;

    HashForm(String spelling, Function<Matcher, H> reading) {
        this.spelling = Pattern.compile(spelling);
        this.reading = reading;
    }

    @Override
    public Optional<H> read(String encoded) {
        Matcher form = spelling.matcher(encoded);
        try {
            return form.matches() ? Optional.of(reading.apply(form)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The number in a group. */
    static long number(Matcher form, String group) {
        return Long.parseLong(form.group(group));
    }

    /**
     * The bytes of a Base64 text that is spelled as an encoder would, padding included: what was cut off is noticed.
     *
     * @throws IllegalArgumentException if it is not
     */
    static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        require(Base64.getEncoder().encodeToString(bytes).equals(text));
        return bytes;
    }

    /**
     * The same of one that is never padded, as in PHC strings.
     *
     * @throws IllegalArgumentException if it is not spelled as an encoder would
     */
    static byte[] unpaddedBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        require(UNPADDED.encodeToString(bytes).equals(text));
        return bytes;
    }

    /**
     * Says that what was read makes no sense.
     *
     * @throws IllegalArgumentException if it does not hold
     */
    static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("the stored hash is malformed");
        }
    }
}

package io.munjigi.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A language in which reasons are told. */
enum Language {
    ENGLISH(Locale.ENGLISH),
    KOREAN(Locale.KOREAN);

    /** No browser sends more. What is longer is not read. */
    private static final int LONGEST_WISH = 256;

    private static final Pattern RANGE = Pattern.compile(
            "([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|[*])" + "([ \t]*;[ \t]*[Qq]=(0([.][0-9]{0,3})?|1([.]0{0,3})?))?");

    private static final List<Locale> SPOKEN =
            Arrays.stream(values()).map(language -> language.locale).toList();

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** What it is called (RFC 5646). */
    String tag() {
        return locale.toLanguageTag();
    }

    /**
     * The one that a client likes best (RFC 9110, 12.5.4, by RFC 4647's look-up), otherwise English: also where no language is asked for that is
     * spoken here, or nobody can say which.
     *
     * @param wishes every {@code Accept-Language} of the request
     */
    static Language preferred(List<String> wishes) {
        String wish = String.join(",", wishes);
        if (wish.length() > LONGEST_WISH) {
            return ENGLISH;
        }
        List<String> ranges = Arrays.stream(wish.split(",", -1))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
        // Beforehand, since Java answers some of what is malformed with failures that it does not announce.
        if (ranges.isEmpty()
                || !ranges.stream().allMatch(range -> RANGE.matcher(range).matches())) {
            return ENGLISH;
        }
        String readable = String.join(",", ranges).replace("\t", "");
        return Locale.KOREAN.equals(Locale.lookup(Locale.LanguageRange.parse(readable), SPOKEN)) ? KOREAN : ENGLISH;
    }
}

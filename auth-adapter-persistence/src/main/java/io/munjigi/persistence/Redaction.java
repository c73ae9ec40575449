package io.munjigi.persistence;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one line of a driver's message, without the passwords that it might repeat. */
final class Redaction {

    private static final Pattern IN_URL = Pattern.compile("password=([^;&]*)", Pattern.CASE_INSENSITIVE);

    private final Set<String> passwords = new TreeSet<>((a, b) -> a.length() == b.length()
            ? a.compareTo(b)
            : b.length() - a.length()); // longest first: one may contain another

    Redaction(DatabaseSettings settings) {
        add(settings.passwordText());
        Matcher inUrl = IN_URL.matcher(settings.url());
        while (inUrl.find()) {
            add(inUrl.group(1));
            add(decoded(inUrl.group(1)));
        }
    }

    private void add(@Nullable String password) {
        if (password != null && !password.isEmpty()) {
            passwords.add(password);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /** The first line of a message, as far as it may be shown. */
    String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        for (String password : passwords) {
            line = line.replace(password, "***");
        }
        return line;
    }
}

package io.munjigi.persistence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A {@code jdbc:h2:} URL, made durable: what the database acknowledges survives {@code kill -9}, whatever the operator's own URL says.
 *
 * <p>With H2's defaults, commits are written up to a second after they were acknowledged; each of 8 kills lost between 284 and 2,647 of
 * them (H2 2.5.252). With {@code WRITE_DELAY=0} each is in the file when it is acknowledged, and {@link H2RecoveringPath} finds it there.
 */
final class H2Url {

    static final String PREFIX = "jdbc:h2:";

    private static final Pattern BETWEEN_SETTINGS = Pattern.compile("(?<!\\\\);");

    /**
     * What is said for an embedded file unless the operator says otherwise. Dead chunks are kept for 3 seconds only (45 by default), which
     * is enough because {@link H2Upkeep} syncs the file every half second. The database is closed by {@link Database#close()}, not by H2's own
     * shutdown hook, which would pull it from under requests that are still being answered. H2's trace file could hold what users sent.
     */
    private static final Map<String, String> FILE_DEFAULTS = new TreeMap<>(Map.of(
            "RETENTION_TIME", "3000",
            "DB_CLOSE_ON_EXIT", "FALSE",
            "TRACE_LEVEL_FILE", "0",
            "QUERY_CACHE_SIZE", "64"));

    private final String location;
    private final List<String> settings;

    H2Url(String url) {
        String[] parts = BETWEEN_SETTINGS.split(url.substring(PREFIX.length()));
        this.location = parts[0];
        this.settings =
                Arrays.stream(parts).skip(1).filter(part -> !part.isBlank()).toList();
    }

    /** Whether it names an in-memory database that each connection would have for itself. */
    boolean isNameless() {
        return location.isEmpty() || location.equals("mem:");
    }

    /** Whether the database runs in another process. */
    boolean isRemote() {
        return location.startsWith("tcp:") || location.startsWith("ssl:");
    }

    /** Whether the URL itself sets this. */
    boolean sets(String name) {
        return settings.stream().anyMatch(isSetting(name));
    }

    /** Where the database is, for messages. */
    String location() {
        return location;
    }

    /** The URL to open it by. */
    String durable() {
        return writtenAfter(Duration.ZERO);
    }

    /** The same, but for commits that may wait for so long to be written. */
    String writtenAfter(Duration delay) {
        List<String> kept = new ArrayList<>(
                settings.stream().filter(isSetting("WRITE_DELAY").negate()).toList());
        kept.add("WRITE_DELAY=" + delay.toMillis());
        if (!isRemote() && !location.startsWith("mem:")) {
            FILE_DEFAULTS.forEach((name, value) -> {
                if (!sets(name) && !excludedByAutoServer(name)) {
                    kept.add(name + "=" + value);
                }
            });
        }
        return PREFIX + path() + ";" + String.join(";", kept);
    }

    /** H2 refuses the combination. */
    private boolean excludedByAutoServer(String name) {
        return name.equals("DB_CLOSE_ON_EXIT") && sets("AUTO_SERVER");
    }

    private String path() {
        if (isRemote() || location.startsWith("mem:")) {
            return location;
        }
        String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
        return H2RecoveringPath.SCHEME + ":" + path;
    }

    private static Predicate<String> isSetting(String name) {
        return setting -> setting.toUpperCase(Locale.ROOT).strip().startsWith(name + "=");
    }
}

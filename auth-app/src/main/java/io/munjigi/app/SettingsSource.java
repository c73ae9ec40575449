package io.munjigi.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: environment variables, which win, and the properties file that one of them may name. A secret may be given as a
 * file instead. What is empty is not set. Mistakes are collected, not thrown. For use by one thread.
 */
public final class SettingsSource {

    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
    private final Map<Setting, Origin> origins = new EnumMap<>(Setting.class);
    private final List<String> mistakes = new ArrayList<>();

    /** Where a setting comes from. */
    public enum Origin {
        /** An environment variable. */
        ENVIRONMENT,
        /** The properties file. */
        FILE,
        /** Nowhere: it is as usual. */
        DEFAULT
    }

    /** Reads them, and notes what cannot be read. */
    public SettingsSource(Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        String config = environment.getOrDefault(Setting.CONFIG, "");
        if (!config.isEmpty()) {
            given.putAll(propertiesIn(config));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(Setting.PREFIX) && !name.equals(Setting.CONFIG)) {
                given.put(name, value);
            }
        });
        given.values().removeIf(String::isEmpty);
        given.forEach((name, value) ->
                take(name, value, given, environment.containsKey(name) ? Origin.ENVIRONMENT : Origin.FILE));
    }

    private Map<String, String> propertiesIn(String file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            mistakes.add(Setting.CONFIG + ": the file cannot be read: " + file);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    private void take(String name, String value, Map<String, String> given, Origin origin) {
        Setting setting = Setting.named(name).orElse(null);
        if (setting != null) {
            texts.put(setting, value);
            origins.put(setting, origin);
            return;
        }
        Setting inFile = name.endsWith(Setting.FILE_SUFFIX)
                ? Setting.named(name.substring(0, name.length() - Setting.FILE_SUFFIX.length()))
                        .filter(Setting::isSecret)
                        .orElse(null)
                : null;
        if (inFile == null) {
            mistakes.add(name + ": there is no such setting; --help lists them all");
        } else if (given.containsKey(inFile.variable())) {
            mistakes.add(name + ": " + inFile.variable() + " is set too; set one of them");
        } else {
            takeFile(inFile, name, value);
            origins.put(inFile, origin);
        }
    }

    private void takeFile(Setting setting, String name, String file) {
        try {
            texts.put(setting, Files.readString(Path.of(file)).stripTrailing());
        } catch (IOException | InvalidPathException unreadable) {
            mistakes.add(name + ": the file cannot be read: " + file);
        }
    }

    /** Where a setting comes from. */
    public Origin origin(Setting setting) {
        return origins.getOrDefault(setting, Origin.DEFAULT);
    }

    /** The text of a setting, or null where it is not set. */
    public @Nullable String text(Setting setting) {
        return texts.get(setting);
    }

    /** The value of a setting; empty where it is not set, or mistaken, which is noted. */
    <T> Optional<T> value(Setting setting, Function<String, T> parse) {
        String text = texts.get(setting);
        try {
            return text == null ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (IllegalArgumentException mistake) {
            note(setting, String.valueOf(mistake.getMessage()));
            return Optional.empty();
        }
    }

    /** The value of a setting, or the usual one where there is none. */
    <T> T value(Setting setting, T usual, Function<String, T> parse) {
        return value(setting, parse).orElse(usual);
    }

    void note(Setting setting, String mistake) {
        mistakes.add(setting.variable() + ": " + mistake);
    }

    /**
     * @throws SettingsException with everything that was noted, if anything was
     */
    void refuseMistakes() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
    }
}

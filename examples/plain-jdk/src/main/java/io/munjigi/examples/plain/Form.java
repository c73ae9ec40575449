package io.munjigi.examples.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What goes in and out: forms, since the JDK reads and writes them without a library. */
final class Form {

    private Form() {}

    /** The fields of a body; of two with one name the first. */
    static Map<String, String> read(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        Arrays.stream(body.split("&")).map(field -> field.split("=", 2)).forEach(field -> {
            String value = field.length == 2 ? field[1] : "";
            fields.putIfAbsent(URLDecoder.decode(field[0], UTF_8), URLDecoder.decode(value, UTF_8));
        });
        return fields;
    }

    static String write(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}

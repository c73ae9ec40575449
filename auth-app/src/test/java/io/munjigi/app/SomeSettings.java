package io.munjigi.app;

import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.RealPostgres.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What to start the jar with. No limits, or they would get in the way of tests that call often. */
final class SomeSettings {

    private SomeSettings() {}

    static Map<String, String> embedded(Path directory) {
        return with(Map.of(
                "MUNJIGI_DATA_DIR", directory.toString(),
                "MUNJIGI_ISSUER", "https://auth.example.org",
                "MUNJIGI_THROTTLE", "off"));
    }

    static Map<String, String> on(Place place) {
        return with(Map.of(
                "MUNJIGI_DATABASE_URL",
                place.url(),
                "MUNJIGI_DATABASE_USER",
                place.user(),
                "MUNJIGI_DATABASE_PASSWORD",
                place.password(),
                "MUNJIGI_SECRET",
                "0123456789abcdef0123456789abcdef",
                "MUNJIGI_ISSUER",
                "https://auth.example.org",
                "MUNJIGI_THROTTLE",
                "off"));
    }

    static Map<String, String> through(CuttableProxy proxy, Place place) {
        return with(
                on(place),
                "MUNJIGI_DATABASE_URL",
                place.url().replaceFirst("//[^/]+/", "//localhost:" + proxy.port() + "/"));
    }

    /** Names and values come in turn. */
    static Map<String, String> with(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(settings);
        for (int index = 0; index < more.length; index += 2) {
            all.put(more[index], more[index + 1]);
        }
        return all;
    }
}

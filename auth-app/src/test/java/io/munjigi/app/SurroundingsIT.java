package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system that is set up in an unusual way, or gives the service less than it would like. */
@Tag("thorough")
class SurroundingsIT {

    private static final int DESCRIPTORS = 100;
    private static final int MANY = 120;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "tr-TR, Pacific/Apia, UTF-8, C",
        "ar-SA-u-nu-arab, Asia/Kathmandu, UTF-8, C.UTF-8",
        "th-TH-u-ca-buddhist-nu-thai, Australia/Lord_Howe, ISO-8859-1, C",
        "ja-JP-u-ca-japanese, America/St_Johns, US-ASCII, POSIX"
    })
    void in_any_locale_time_zone_and_encoding_times_are_iso_8601_in_utc(
            String locale, String zone, String encoding, String posixLocale) {
        List<String> odd = new ArrayList<>(List.of("-Duser.timezone=" + zone, "-Dfile.encoding=" + encoding));
        odd.addAll(localeOptions(locale));
        Map<String, String> settings =
                SomeSettings.with(SomeSettings.embedded(directory), "LC_ALL", posixLocale, "TZ", zone);
        try (RunningJar service = RunningJar.withOptions(odd, settings)) {
            Client client = new Client(service.url());
            Instant before = Instant.now();
            HttpResponse<String> made = expect(201, client.signUp("INGRID.\u0131@example.org"));
            assertThat(Client.member(made, "email")).isEqualTo("INGRID.\u0131@example.org");
            assertJustNow(Client.member(made, "created_at"), before);
            expect(409, client.signUp("ingrid.\u0131@EXAMPLE.ORG"));
            HttpResponse<String> tokens = client.refresh(refresh(client.logIn("Ingrid.\u0131@example.org")));
            HttpResponse<String> sessions = client.as(access(tokens), "GET", "/users/me/sessions");
            assertJustNow(Client.member(expect(200, sessions), "created_at"), before);
            expect(204, client.logOut(access(tokens)));
            expect(401, client.me(access(tokens)));
            assertThat(service.log()).allSatisfy(line -> {
                assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [A-Z]+ \\p{ASCII}*");
                assertJustNow(line.substring(0, line.indexOf(' ')), before.minus(Duration.ofMinutes(1)));
            });
        }
    }

    private static List<String> localeOptions(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        List<String> options = new ArrayList<>(
                List.of("-Duser.language=" + locale.getLanguage(), "-Duser.country=" + locale.getCountry()));
        if (locale.hasExtensions()) {
            options.add("-Duser.extensions=" + tag.substring(tag.indexOf("u-")));
        }
        return options;
    }

    private static void assertJustNow(String time, Instant before) {
        assertThat(Instant.parse(time))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
    }

    @Test
    void where_connections_take_all_file_descriptors_others_wait_and_are_served_afterwards() throws IOException {
        if (!Machine.canLimit("--nofile=" + DESCRIPTORS + ":")) {
            Machine.leaveOut("a low limit on file descriptors", "prlimit cannot set it here");
        }
        try (RunningJar service = RunningJar.start(SomeSettings.embedded(directory))) {
            Client client = new Client(service.url());
            expect(201, client.signUp("ada@example.org"));
            HttpResponse<String> tokens = client.logIn("ada@example.org");
            service.limit("--nofile=" + DESCRIPTORS + ":");
            int port = URI.create(service.url()).getPort();

            List<Socket> held = new ArrayList<>();
            try {
                for (int number = 0; number < MANY; number++) {
                    held.add(new Socket(InetAddress.getLoopbackAddress(), port));
                }
                await(() -> service.log().stream().anyMatch(line -> line.contains("Too many open files")));
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }

            client.await(200, () -> client.get("/health/ready"));
            expect(200, client.me(access(tokens)));
            expect(200, client.refresh(refresh(tokens)));
            expect(201, client.signUp("bob@example.org"));
            assertThat(service.log())
                    .filteredOn(line -> line.contains("Too many open files"))
                    .hasSizeLessThan(MANY);
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}

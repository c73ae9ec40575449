package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall clock of a node is set to another time while it runs, and back. What a clock is needed for is refused meanwhile; what was ended
 * stays ended, and who has a session is let in again. The database is the embedded one, whose clock is the same.
 */
@Tag("thorough")
class ClockFaultsIT {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketime.so.1";

    @TempDir
    private Path directory;

    private Path offset() {
        return directory.resolve("offset");
    }

    /** Only the wall clock is faked: a stopwatch that jumps would be another fault, and one that no system has. */
    private Map<String, String> faked(Path library) {
        return SomeSettings.with(
                SomeSettings.embedded(directory),
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset().toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            Optional<Path> library = folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .filter(ClockFaultsIT::works)
                    .findFirst();
            if (library.isEmpty()) {
                Machine.leaveOut(
                        "a clock that is set while the service runs",
                        "there is no faketime that works: install it (apt-get install faketime), then run `mvn verify` again");
            }
            return library.orElseThrow();
        }
    }

    /** There may be one for another architecture. */
    private static boolean works(Path library) {
        return Machine.says("env", "LD_PRELOAD=" + library, "FAKETIME=@2000-01-02 00:00:00", "date", "+%Y")
                .equals("2000");
    }

    private void set(Client client, String offset, Duration expected) throws IOException {
        Files.writeString(offset(), offset);
        ZonedDateTime due = ZonedDateTime.now(ZoneOffset.UTC).plus(expected);
        client.await(200, () -> {
            HttpResponse<String> answer = client.get("/health/live");
            String date = answer.headers().firstValue("Date").orElseThrow();
            Duration off = Duration.between(due, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
            return off.abs().compareTo(Duration.ofMinutes(1)) < 0 ? answer : client.get("/not-yet");
        });
    }

    @Test
    void a_clock_that_is_set_forth_and_back_revives_no_token_and_shuts_nobody_out() throws IOException {
        Path library = library();
        Files.writeString(offset(), "+0");
        try (RunningJar service = RunningJar.start(faked(library))) {
            Client client = new Client(service.url());
            expect(201, client.signUp("ada@example.org"));
            HttpResponse<String> tokens = client.logIn("ada@example.org");
            HttpResponse<String> ended = client.logIn("ada@example.org");
            expect(204, client.logOut(access(ended)));

            set(client, "+1h", Duration.ofHours(1));
            expect(401, client.me(access(tokens)));
            HttpResponse<String> ahead = client.refresh(refresh(tokens));
            client.await(200, () -> client.me(access(ahead)));

            set(client, "+0", Duration.ZERO);
            expect(401, client.me(access(ended)));
            expect(401, client.refresh(refresh(ended)));
            expect(401, client.me(access(ahead)));
            HttpResponse<String> back = client.refresh(refresh(ahead));
            client.await(200, () -> client.me(access(back)));

            set(client, "-1h", Duration.ofHours(-1));
            expect(401, client.me(access(ended)));
            expect(401, client.me(access(back)));
            HttpResponse<String> behind = client.refresh(refresh(back));
            client.await(200, () -> client.me(access(behind)));
            expect(204, client.logOut(access(behind)));
            expect(401, client.me(access(behind)));
            expect(401, client.refresh(refresh(behind)));
            assertThat(service.log()).noneMatch(line -> line.contains("ERROR"));
        }
    }
}

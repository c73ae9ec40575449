package io.munjigi.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.Fuzzing;
import io.munjigi.core.testkit.HostileWords;
import io.munjigi.core.testkit.Mutations;
import io.munjigi.core.testkit.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are nearly good, sent to the real jar on a heap of 256 MB. Each is answered in time and never with a defect; memory does not
 * grow with them; and what is stored in the end is what was answered for.
 */
class FuzzingIT {

    private static final String ADMIN = "admin@example.org";
    private static final long MOST_GROWTH_BYTES = 8L * 1024 * 1024;

    /** Little memory; and a language in which the upper case of i is another letter. */
    private static final List<String> OPTIONS =
            List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Duser.language=tr", "-Duser.country=TR");

    private static final Pattern ACCOUNT = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",\"email\":");
    private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    /** Stand in a request for an access token that is good, and for the length of all that follows the head. */
    private static final String TOKEN = "TOKEN";

    private static final String LENGTH = "LENGTH";

    private static final List<byte[]> REQUESTS = List.of(
            json("POST /auth/signup", "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}"),
            json(
                    "POST /auth/signup",
                    "{\"email\":\"\u00e9l\u00e8ve@example.org\",\"password\":\"correct horse battery\"}"),
            json("POST /auth/login", "{\"email\":\"admin@example.org\",\"password\":\"correct horse\"}"),
            form("POST /auth/login", "grant_type=password&username=admin%40example.org&password=correct+horse"),
            json("POST /auth/refresh", "{\"refresh_token\":\"mjr_AZOMXooAerydABEiM0RVZgEjRWeJq83vASNFZ4mrze8AAAAA\"}"),
            form("POST /oauth2/revoke", "token=mjr_AZOMXooAerydABEiM0RVZg&token_type_hint=refresh_token"),
            json("POST /admin/users", "{\"email\":\"eve@example.org\",\"roles\":[\"user\",\"admin\"]}"),
            json("PATCH /admin/users/01938c5e-8a00-7abc-8def-0123456789ab", "{\"disabled\":true}"),
            request("GET /users/me", "", ""),
            request("GET /users/me/sessions", "", ""),
            request("GET /users/me/export", "", ""),
            request("DELETE /users/me/sessions/01938c5e-8a00-7abc-8def-0123456789ab", "", ""),
            request("GET /admin/users?email=a&role=user&disabled=false&limit=2&cursor=", "", ""),
            request("GET /admin/audit?user=01938c5e-8a00-7abc-8def-0123456789ab&kind=login&limit=2", "", ""),
            request("PUT /admin/users/01938c5e-8a00-7abc-8def-0123456789ab/roles/admin", "", ""),
            request("GET /.well-known/jwks.json", "", ""));

    @TempDir
    private Path directory;

    private static byte[] json(String target, String body) {
        return request(target, "application/json", body);
    }

    private static byte[] form(String target, String body) {
        return request(target, "application/x-www-form-urlencoded", body);
    }

    private static byte[] request(String target, String mediaType, String body) {
        String ofBody = body.isEmpty() ? "" : "Content-Type: " + mediaType + "\r\nContent-Length: " + LENGTH + "\r\n";
        return (target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n" + ofBody + "\r\n" + body)
                .getBytes(UTF_8);
    }

    @Test
    void whatever_is_sent_is_answered_in_time_and_in_bounds_and_nothing_is_stored_by_halves() throws IOException {
        fuzz(Fuzzing.of("the service", 1_000));
    }

    @Test
    @Tag("thorough")
    void however_much_is_sent_is_answered_in_time_and_in_bounds_and_nothing_is_stored_by_halves() throws IOException {
        fuzz(Fuzzing.of("the service", 10_000));
    }

    private void fuzz(Fuzzing fuzzing) throws IOException {
        Map<String, String> settings = settings();
        try (RunningJar service = RunningJar.withOptions(OPTIONS, settings)) {
            Client client = new Client(service.url());
            String token = Client.member(client.logIn(ADMIN), "access_token");
            Set<String> answeredFor = accounts(client, token);
            long heapBefore = service.liveHeapBytes();

            Map<String, Integer> outcomes = fuzzing.run(FuzzingIT::nearlyGood, input -> {
                String answers = answers(service, complete(input, token));
                answeredFor.addAll(ids(answers));
                return outcome(answers);
            });

            assertThat(outcomes.getOrDefault("none", 0))
                    .as("what is no whole request is not answered; most are")
                    .isLessThan(sum(outcomes) / 5);
            long growth = service.liveHeapBytes() - heapBefore;
            System.out.printf(Locale.ROOT, "fuzzing the service: %,d bytes more of the heap are in use%n", growth);
            assertThat(growth).isLessThan(MOST_GROWTH_BYTES);
            assertThat(accounts(client, token)).isEqualTo(answeredFor).hasSizeGreaterThan(3);
            assertThat(service.log())
                    .filteredOn(line -> line.contains("xception:") || line.contains("OutOfMemoryError"))
                    .as("what the log has of a defect")
                    .isEmpty();
            assertThat(service.log())
                    .filteredOn(line -> line.contains(token))
                    .as("lines with the token")
                    .isEmpty();
            assertThat(client.logIn(ADMIN.toUpperCase(Locale.ROOT)).statusCode())
                    .isEqualTo(200);
            service.kill();
        }
        assertThat(JarCommand.run(settings, "", "audit", "verify").exit()).isZero();
    }

    private static int sum(Map<String, Integer> outcomes) {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("MUNJIGI_DATA_DIR", directory.toString());
        settings.put("MUNJIGI_THROTTLE", "off");
        settings.put("MUNJIGI_ADMIN_EMAIL", ADMIN);
        settings.put("MUNJIGI_ADMIN_PASSWORD", Client.PASSWORD);
        settings.put("MUNJIGI_ACCESS_TOKEN_TTL", "PT1H");
        return settings;
    }

    /** Half of them with a head that is good, or few would get past it. */
    private static byte[] nearlyGood(Mutations mutations) {
        byte[] request = mutations.oneOf(REQUESTS);
        if (mutations.below(2) == 0) {
            return mutations.of(request, HostileWords.HTTP);
        }
        int body = bodyOf(new String(request, ISO_8859_1));
        byte[] mutant = mutations.of(Arrays.copyOfRange(request, body, request.length), HostileWords.JSON);
        byte[] put = Arrays.copyOf(request, body + mutant.length);
        System.arraycopy(mutant, 0, put, body, mutant.length);
        return put;
    }

    private static int bodyOf(String request) {
        return request.indexOf("\r\n\r\n") + 4;
    }

    private static byte[] complete(byte[] input, String token) {
        String request = new String(input, ISO_8859_1);
        int body = bodyOf(request);
        return request.replace(TOKEN, token)
                .replace(LENGTH, String.valueOf(request.length() - body))
                .getBytes(ISO_8859_1);
    }

    private static String answers(RunningJar service, byte[] request) throws IOException {
        return RawHttp.answers(URI.create(service.url()).getPort(), request);
    }

    private static String outcome(String answers) {
        List<Integer> statuses = RawHttp.statuses(answers);
        assertThat(statuses).allMatch(status -> status < 500 || status == 503);
        return statuses.stream().map(String::valueOf).findFirst().orElse("none");
    }

    private static Set<String> ids(String text) {
        Set<String> ids = new TreeSet<>();
        ACCOUNT.matcher(text).results().map(account -> account.group(1)).forEach(ids::add);
        return ids;
    }

    /** All accounts there are, page by page. */
    private static Set<String> accounts(Client client, String token) {
        Set<String> accounts = new TreeSet<>();
        String cursor = "";
        do {
            HttpResponse<String> page = client.as(token, "GET", "/admin/users?limit=200" + cursor);
            assertThat(page.statusCode()).isEqualTo(200);
            accounts.addAll(ids(page.body()));
            cursor = CURSOR.matcher(page.body())
                    .results()
                    .map(next -> "&cursor=" + next.group(1))
                    .findFirst()
                    .orElse("");
        } while (!cursor.isEmpty());
        return accounts;
    }
}

package io.munjigi.app.command;

import io.munjigi.app.Munjigi;
import io.munjigi.app.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lets the service do what it does most, twice: on an empty database, and on one that is there. */
final class Rehearsal {

    /** Enough for a JVM that keeps profiles to know what is called often. */
    private static final int ROUNDS = 300;

    private static final String CREDENTIALS = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}";

    private final URI service;

    private Rehearsal(URI service) {
        this.service = service;
    }

    /**
     * @throws IllegalStateException if the service answers otherwise than it should
     */
    static void inATemporaryFolder() throws IOException {
        Path folder = Files.createTempDirectory("munjigi-rehearsal-");
        try {
            Settings settings = Settings.of(Map.of("MUNJIGI_DATA_DIR", folder.toString(), "MUNJIGI_HTTP_PORT", "0"));
            try (Munjigi first = Munjigi.start(settings)) {
                new Rehearsal(URI.create(first.url())).call("POST", "/auth/signup", CREDENTIALS, "");
            }
            try (Munjigi again = Munjigi.start(settings)) {
                new Rehearsal(URI.create(again.url())).tellTheStory();
            }
        } finally {
            delete(folder);
        }
    }

    private void tellTheStory() {
        call("GET", "/health/ready", "", "");
        call("GET", "/.well-known/jwks.json", "", "");
        call("GET", "/openapi.json", "", "");
        String tokens = call("POST", "/auth/login", CREDENTIALS, "");
        for (int round = 0; round < ROUNDS; round++) {
            call("GET", "/users/me", "", member("access_token", tokens));
        }
        tokens = call("POST", "/auth/refresh", "{\"refresh_token\":\"" + member("refresh_token", tokens) + "\"}", "");
        call("POST", "/auth/logout", "", member("access_token", tokens));
    }

    private static String member(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("an answer has no " + name);
        }
        return found.group(1);
    }

    /** By hand: a client's classes would be remembered with the service's. */
    private String call(String method, String path, String body, String accessToken) {
        List<String> head = List.of(
                method + " " + path + " HTTP/1.1",
                "Host: " + service.getAuthority(),
                "Connection: close",
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                accessToken.isEmpty() ? "Accept: */*" : "Authorization: Bearer " + accessToken);
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            String request = String.join("\r\n", head) + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 2")) {
                throw new IllegalStateException(
                        method + " " + path + ": " + answer.lines().findFirst().orElse("no answer"));
            }
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

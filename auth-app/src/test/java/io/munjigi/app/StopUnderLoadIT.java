package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: whoever sent a whole request on an accepted connection gets an answer, and a 201 stays true. */
class StopUnderLoadIT {

    private static final int CLIENTS = 8;
    private static final int SIGN_UPS_BEFORE_THE_END = 40;
    private static final int KEEPERS = 16;
    private static final int REQUESTS_OF_A_KEEPER = 100;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

    @TempDir
    private Path directory;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final CountDownLatch warm = new CountDownLatch(SIGN_UPS_BEFORE_THE_END);

    @Test
    void a_stop_under_load_loses_no_accepted_request() throws Exception {
        Map<String, String> settings = Map.of(
                "MUNJIGI_DATA_DIR", directory.toString(), "MUNJIGI_HASHING_QUEUE", "64", "MUNJIGI_THROTTLE", "off");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (RunningJar service = RunningJar.start(settings)) {
            int port = URI.create(service.url()).getPort();
            List<Future<String>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String name = "client" + client;
                ends.add(clients.submit(() -> signUpUntilTheEnd(name, port)));
            }
            warm.await();
            service.terminate();
            for (Future<String> end : ends) {
                assertThat(end.get()).isEqualTo("refused before anything was sent");
            }
            assertThat(service.awaitExit()).isEqualTo(128 + 15);
        } finally {
            clients.shutdownNow();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(SIGN_UPS_BEFORE_THE_END);
        try (RunningJar again = RunningJar.start(settings)) {
            Client client = new Client(again.url());
            assertThat(acknowledged)
                    .allSatisfy(email -> assertThat(client.signUp(email).statusCode())
                            .as(email)
                            .isEqualTo(409));
        }
    }

    @Test
    void who_keeps_a_connection_is_told_before_it_ends() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(KEEPERS);
        CountDownLatch busy = new CountDownLatch(KEEPERS);
        try (RunningJar service =
                RunningJar.start(Map.of("MUNJIGI_DATA_DIR", directory.toString(), "MUNJIGI_THROTTLE", "off"))) {
            int port = URI.create(service.url()).getPort();
            List<Future<String>> ends = new ArrayList<>();
            for (int client = 0; client < KEEPERS; client++) {
                ends.add(clients.submit(() -> askUntilTheEnd(port, busy)));
            }
            busy.await();
            service.terminate();
            for (Future<String> end : ends) {
                assertThat(end.get()).isEqualTo("told with an answer");
            }
            assertThat(service.awaitExit()).isEqualTo(128 + 15);
        } finally {
            clients.shutdownNow();
        }
    }

    /** One connection for all requests. */
    private static String askUntilTheEnd(int port, CountDownLatch busy) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataInputStream answers = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            for (int number = 0; ; number++) {
                socket.getOutputStream()
                        .write("GET /users/me HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                String head = headOf(answers);
                if (!head.startsWith("HTTP/1.1 401 ")) {
                    return "answered: " + head;
                }
                Matcher length = CONTENT_LENGTH.matcher(head);
                assertThat(length.find()).isTrue();
                answers.readFully(new byte[Integer.parseInt(length.group(1))]);
                if (head.contains("\r\nConnection: close\r\n")) {
                    return "told with an answer";
                }
                if (number == REQUESTS_OF_A_KEEPER) {
                    busy.countDown();
                }
            }
        }
    }

    private static String headOf(DataInputStream answers) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answers.read();
            if (next < 0) {
                return "nothing after '" + head + "'";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** A connection for each request, so that each is either refused as a whole or accepted. */
    private String signUpUntilTheEnd(String name, int port) throws IOException {
        for (int number = 0; ; number++) {
            String email = name + "-" + number + "@example.org";
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(signUp(email));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                if (!answer.startsWith("HTTP/1.1 201 ")) {
                    return "answered: " + answer;
                }
                acknowledged.add(email);
                warm.countDown();
            } catch (ConnectException refused) {
                return "refused before anything was sent";
            }
        }
    }

    private static byte[] signUp(String email) {
        String body = "{\"email\":\"" + email + "\",\"password\":\"correct horse battery\"}";
        return ("POST /auth/signup HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

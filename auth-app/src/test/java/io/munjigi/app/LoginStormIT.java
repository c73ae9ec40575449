package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two thousand wrong passwords at once on a heap of 256 MB: each is refused somehow, and who is signed in does not notice. */
@Tag("thorough")
class LoginStormIT {

    private static final int ATTACKERS = 2_000;
    private static final int WORKERS = 500;
    private static final String WRONG = "{\"email\":\"ada@example.org\",\"password\":\"not the password\"}";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void a_storm_of_logins_costs_neither_memory_nor_those_who_are_signed_in(String throttle) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("MUNJIGI_DATA_DIR", directory.toString());
        settings.put("MUNJIGI_THROTTLE", throttle);
        try (RunningJar service =
                RunningJar.withOptions(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), settings)) {
            Client client = new Client(service.url());
            client.signUp("ada@example.org");
            String token = Client.member(client.logIn("ada@example.org"), "access_token");

            Map<String, Integer> answers = storm(
                    service.url(),
                    () -> assertThat(client.me(token).statusCode()).isEqualTo(200));

            assertThat(answers.keySet()).isSubsetOf("401", "429", "503");
            assertThat(answers.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(ATTACKERS);
            assertThat(answers.getOrDefault("401", 0)).isPositive();
            assertThat(client.me(token).statusCode()).isEqualTo(200);
            if (throttle.equals("off")) {
                client.await(200, () -> client.logIn("ada@example.org"));
            }
            assertThat(service.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
            System.out.println("login storm, throttle " + throttle + ": " + answers);
        }
    }

    /** All connections stand before the first byte is sent. */
    private static Map<String, Integer> storm(String url, Runnable meanwhile) throws Exception {
        int port = URI.create(url).getPort();
        ExecutorService attackers = Executors.newFixedThreadPool(WORKERS);
        CountDownLatch start = new CountDownLatch(1);
        List<Socket> sockets = new ArrayList<>();
        List<Future<List<String>>> calls = new ArrayList<>();
        Map<String, Integer> answers = new TreeMap<>();
        try {
            for (int attacker = 0; attacker < ATTACKERS; attacker++) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
                socket.setSoTimeout(60_000);
                sockets.add(socket);
            }
            for (int worker = 0; worker < WORKERS; worker++) {
                List<Socket> mine = sockets.subList(worker * ATTACKERS / WORKERS, (worker + 1) * ATTACKERS / WORKERS);
                calls.add(attackers.submit(() -> {
                    start.await();
                    return attack(mine);
                }));
            }
            start.countDown();
            for (int round = 0; round < 20; round++) {
                meanwhile.run();
            }
            for (Future<List<String>> call : calls) {
                call.get().forEach(status -> answers.merge(status, 1, Integer::sum));
            }
        } finally {
            attackers.shutdownNow();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        return answers;
    }

    private static List<String> attack(List<Socket> sockets) throws IOException {
        byte[] request =
                ("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                + WRONG.length() + "\r\n\r\n" + WRONG)
                        .getBytes(StandardCharsets.ISO_8859_1);
        for (Socket socket : sockets) {
            socket.getOutputStream().write(request);
        }
        List<String> statuses = new ArrayList<>();
        for (Socket socket : sockets) {
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            statuses.add(answer.isEmpty() ? "no answer" : answer.substring(9, 12));
        }
        return statuses;
    }
}

package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.http.AuthServer.Limits;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopTest {

    private static final String LOGIN = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}";

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String headOfLogin() {
        return "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + LOGIN.length() + "\r\n\r\n";
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Not as fast as it can: a server that has thousands of connections to accept and to end comes to nothing else for a second. */
    private static void awaitRefusal(ServedHouse house) {
        while (true) {
            try (Socket another = house.connect()) {
                assertThat(another.isConnected()).isTrue();
            } catch (IOException refused) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void a_request_that_is_half_sent_when_the_server_stops_is_answered() throws Exception {
        ServedHouse house = ServedHouse.strict();
        house.signUp("ada@example.org", "correct horse battery");
        try (Socket socket = house.connect()) {
            send(socket, headOfLogin() + LOGIN.charAt(0));
            // Connections are accepted in order: once a later one was answered, this one was accepted.
            assertThat(house.get("/health/live").status()).isEqualTo(200);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(house::close);
            awaitRefusal(house);
            send(socket, LOGIN.substring(1));

            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").containsIgnoringCase("Connection: close");
            stopped.get();
        }
    }

    private static Answer readinessOfTheStopping(ServedHouse house) {
        Answer ready = house.get("/health/ready");
        while (ready.status() == 200) {
            ready = house.get("/health/ready");
        }
        return ready;
    }

    @Test
    void while_a_stop_is_delayed_it_serves_on_but_is_not_ready_and_keeps_no_connection() {
        Duration delay = Duration.ofSeconds(3);
        ServedHouse house = ServedHouse.within(Limits.withWaiting(0).withDelay(delay));
        assertThat(house.get("/health/ready").status()).isEqualTo(200);
        long start = System.nanoTime();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(house::close);

        Answer ready = readinessOfTheStopping(house);
        Answer live = house.get("/health/live");

        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.member("detail")).isEqualTo("Not ready: stopping");
        assertThat(live.status()).isEqualTo(200);
        assertThat(live.header("Connection")).isEqualTo("close");
        stopped.join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
    }

    @Test
    @Timeout(60)
    void a_delay_that_is_interrupted_is_over() throws Exception {
        ServedHouse house = ServedHouse.within(Limits.withWaiting(0).withDelay(Duration.ofMinutes(5)));
        Thread stopping = new Thread(house::close, "stopping");
        stopping.start();
        assertThat(readinessOfTheStopping(house).status()).isEqualTo(503);

        stopping.interrupt();

        stopping.join();
        awaitRefusal(house);
    }

    @Test
    void a_request_that_takes_longer_than_idle_connections_are_kept_is_answered() throws Exception {
        CountDownLatch hashing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestAuth house = TestAuth.strict();
        house.signUp("ada@example.org");
        Auth slow =
                house.builder().passwordHasher(new HeldHasher(hashing, release)).build();
        ServedHouse served = ServedHouse.of(house, slow);
        // In this order, as connections are accepted in order: one that is not yet when the server stops is reset.
        try (Socket idle = served.connect();
                Socket busy = served.connect()) {
            send(busy, headOfLogin() + LOGIN);
            hashing.await();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(served::close);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            release.countDown();

            assertThat(rest(busy)).startsWith("HTTP/1.1 401 ").containsIgnoringCase("Connection: close");
            stopped.get();
        } finally {
            release.countDown();
        }
    }

    @Test
    void a_stop_waits_no_longer_than_is_set() throws Exception {
        CountDownLatch hashing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestAuth house = TestAuth.strict();
        house.signUp("ada@example.org");
        Auth held =
                house.builder().passwordHasher(new HeldHasher(hashing, release)).build();
        ServedHouse served = ServedHouse.within(Limits.withWaiting(0).withStop(Duration.ofSeconds(1)), house, held);
        try (Socket busy = served.connect()) {
            send(busy, headOfLogin() + LOGIN);
            hashing.await();

            long start = System.nanoTime();
            served.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Limits.withWaiting(0).stop());
            assertThat(rest(busy)).as("it was never hashed").isEmpty();
        } finally {
            release.countDown();
        }
    }
}

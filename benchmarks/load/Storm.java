import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What those who are signed in notice of those who log in: GET /users/me so many times a second, at rest and while connections hammer
 * POST /auth/login with one password, each as fast as it is answered.
 *
 * <p>Arguments: the service's URL, an access token, hammering connections, seconds for each part, calls a second, the password.
 */
final class Storm {

    /** Each waits for an answer before it sends the next request, so that one could not keep the pace. */
    private static final int CALLS_PER_SECOND_AND_CONNECTION = 250;

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    private final String host;
    private final int port;
    private final byte[] me;
    private final byte[] login;
    private final int callsPerSecond;
    private volatile boolean over;

    private record Answer(String status, double millis) {}

    private Storm(URI url, String token, int callsPerSecond, String password) {
        String body = "{\"email\":\"ada@example.org\",\"password\":\"" + password + "\"}";
        this.callsPerSecond = callsPerSecond;
        this.host = url.getHost();
        this.port = url.getPort();
        this.me = bytes("GET /users/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        this.login = bytes("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    public static void main(String[] arguments) throws Exception {
        Storm storm = new Storm(URI.create(arguments[0]), arguments[1], Integer.parseInt(arguments[4]), arguments[5]);
        int connections = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        storm.hammerWith(connections, 5, new ConcurrentLinkedQueue<>()); // to warm up
        print("/users/me at rest", storm.callAtAPace(seconds), seconds);
        ConcurrentLinkedQueue<Answer> refusals = new ConcurrentLinkedQueue<>();
        List<Answer> meanwhile = storm.hammerWith(connections, seconds, refusals);
        print("/users/me in the storm", meanwhile, seconds);
        Map<String, List<Answer>> byStatus = new TreeMap<>();
        refusals.forEach(answer -> byStatus.computeIfAbsent(answer.status(), any -> new ArrayList<>()).add(answer));
        byStatus.forEach((status, answers) -> print("login: " + status, answers, seconds));
    }

    /** How those who are signed in are answered meanwhile. */
    private List<Answer> hammerWith(int connections, int seconds, ConcurrentLinkedQueue<Answer> refusals) throws Exception {
        over = false;
        List<Thread> attackers = new ArrayList<>();
        for (int attacker = 0; attacker < connections; attacker++) {
            Thread thread = new Thread(() -> hammer(refusals));
            thread.start();
            attackers.add(thread);
        }
        List<Answer> meanwhile = callAtAPace(seconds);
        over = true;
        for (Thread attacker : attackers) {
            attacker.join();
        }
        return meanwhile;
    }

    private List<Answer> callAtAPace(int seconds) throws Exception {
        int connections = (callsPerSecond + CALLS_PER_SECOND_AND_CONNECTION - 1) / CALLS_PER_SECOND_AND_CONNECTION;
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        long start = System.nanoTime();
        for (int caller = 0; caller < connections; caller++) {
            int first = caller;
            Thread thread = new Thread(() -> call(first, connections, seconds * callsPerSecond, start, answers));
            thread.start();
            callers.add(thread);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return List.copyOf(answers);
    }

    /** Every so manieth call. Measured from when it was due, so that one that is late delays no other unseen. */
    private void call(int first, int step, int calls, long start, ConcurrentLinkedQueue<Answer> answers) {
        try (Connection connection = new Connection(host, port)) {
            for (int call = first; call < calls; call += step) {
                long due = start + call * (1_000_000_000L / callsPerSecond);
                LockSupport.parkNanos(due - System.nanoTime());
                String status = connection.ask(me);
                answers.add(new Answer(status, (System.nanoTime() - due) / 1e6));
            }
        } catch (IOException broken) {
            answers.add(new Answer("broken", 0));
        }
    }

    private void hammer(ConcurrentLinkedQueue<Answer> refusals) {
        try (Connection connection = new Connection(host, port)) {
            while (!over) {
                long start = System.nanoTime();
                String status = connection.ask(login);
                refusals.add(new Answer(status, (System.nanoTime() - start) / 1e6));
            }
        } catch (IOException broken) {
            refusals.add(new Answer("broken", 0));
        }
    }

    private static void print(String what, List<Answer> answers, int seconds) {
        double[] times = answers.stream().mapToDouble(Answer::millis).sorted().toArray();
        long bad = answers.stream().filter(answer -> !answer.status().startsWith("2") && !answer.status().startsWith("4")).count();
        System.out.printf(
                Locale.ROOT,
                "%-24s %8.1f /s   p50 %7.2f ms   p95 %7.2f ms   p99 %7.2f ms   most %7.2f ms   5xx or broken %d%n",
                what,
                (double) answers.size() / seconds,
                at(times, 0.5),
                at(times, 0.95),
                at(times, 0.99),
                at(times, 1),
                bad);
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One that is kept. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;

        Connection(String host, int port) throws IOException {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        /** The status of the answer. */
        String ask(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            byte[] head = new byte[8_192];
            int length = 0;
            while (length < 4 || !Arrays.equals(head, length - 4, length, new byte[] {13, 10, 13, 10}, 0, 4)) {
                head[length] = in.readByte();
                length++;
            }
            String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
            Matcher body = LENGTH.matcher(text);
            if (body.find()) {
                in.readFully(new byte[Integer.parseInt(body.group(1))]);
            }
            return text.substring(9, 12);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

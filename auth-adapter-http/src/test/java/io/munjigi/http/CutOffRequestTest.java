package io.munjigi.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wherever a client ends what it sends, it is answered or let go, and each buffer that it was read into is given back once. */
@Timeout(60)
class CutOffRequestTest {

    private static final String CHUNKS =
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n2;x=y\r\n!!\r\n";

    /** Without it a body is incomplete; without what follows it is not (RFC 9112, section 8). */
    private static final String LAST_CHUNK = "0\r\n";

    private static final byte[] WHOLE = (CHUNKS + LAST_CHUNK + "X: y\r\n\r\n").getBytes(US_ASCII);

    /** Held, or its handlers would be forgotten with it. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private static final List<String> WARNINGS = new CopyOnWriteArrayList<>();
    private static final Handler WARNED = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                WARNINGS.add(line.getMessage() + " " + line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static final ArrayByteBufferPool.Tracking BUFFERS = new ArrayByteBufferPool.Tracking();
    private static final Server SERVER = new Server(new Workers(20), null, BUFFERS);
    private static final ServerConnector CONNECTOR = new ServerConnector(
            SERVER, null, null, BUFFERS, 1, 1, new SerialHttpConnectionFactory(new HttpConfiguration()));

    @BeforeAll
    static void start() throws Exception {
        JETTY.addHandler(WARNED);
        SERVER.addConnector(CONNECTOR);
        WholeBodyHandler bodies = new WholeBodyHandler(Exchange.MAX_BODY_BYTES);
        bodies.setHandler(new Whole());
        SERVER.setHandler(bodies);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
        JETTY.removeHandler(WARNED);
    }

    @AfterEach
    void each_buffer_was_given_back_once() {
        awaitNoConnection();
        assertThat(BUFFERS.getLeaks()).isEmpty();
        assertThat(WARNINGS).isEmpty();
    }

    @Test
    void where_the_end_comes_with_what_is_there() throws IOException {
        for (int sent = 0; sent < WHOLE.length; sent++) {
            assertRefused(sent, RawHttp.answers(CONNECTOR.getLocalPort(), Arrays.copyOf(WHOLE, sent)));
        }
    }

    @Test
    void where_the_end_comes_when_all_that_is_there_was_read() throws IOException {
        for (int sent = 1; sent < WHOLE.length; sent++) {
            awaitNoConnection();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), CONNECTOR.getLocalPort())) {
                socket.getOutputStream().write(WHOLE, 0, sent);
                awaitRead(sent);
                socket.shutdownOutput();
                assertRefused(sent, new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
            }
        }
    }

    private static void assertRefused(int sent, String answer) {
        boolean mayBeWhole = sent >= CHUNKS.length() + LAST_CHUNK.length();
        assertThat(RawHttp.statuses(answer))
                .as("after %d bytes: %s", sent, answer)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(status -> status == 400 || (mayBeWhole && status == 204));
    }

    /** Whoever handles a request has its whole body. */
    private static final class Whole extends org.eclipse.jetty.server.Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            assertThat(Content.Source.asString(request, US_ASCII)).isEqualTo("hello!!");
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
    }

    private static void awaitRead(int sent) {
        while (CONNECTOR.getConnectedEndPoints().stream().noneMatch(endPoint -> hasRead(endPoint, sent))) {
            Thread.onSpinWait();
        }
    }

    private static boolean hasRead(EndPoint endPoint, int bytes) {
        return endPoint.getConnection().getBytesIn() == bytes && endPoint.isFillInterested();
    }

    private static void awaitNoConnection() {
        while (!CONNECTOR.getConnectedEndPoints().isEmpty()) {
            Thread.onSpinWait();
        }
    }
}

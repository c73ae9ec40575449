package io.munjigi.core.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.regex.Pattern;

/** HTTP/1.1 byte by byte, for what no client would send. */
public final class RawHttp {

    private static final int LONGEST_WAIT_MILLIS = 20_000;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    private RawHttp() {}

    /**
     * All that a server of this machine sends for these bytes, after which it is told that no more will come.
     *
     * @throws java.net.SocketTimeoutException if it neither answers nor ends the connection in time
     */
    public static String answers(int port, byte[] request) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            send(socket, request);
            socket.getInputStream().transferTo(answers);
        } catch (SocketException reset) {
            // It had read enough; what it answered before is there.
        }
        return answers.toString(ISO_8859_1);
    }

    private static void send(Socket socket, byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (SocketException ended) {
            // It has read enough, and may have answered.
        }
    }

    /** The status of each answer, in their order. */
    public static List<Integer> statuses(String answers) {
        return STATUS_LINE
                .matcher(answers)
                .results()
                .map(line -> Integer.valueOf(line.group(1)))
                .toList();
    }

    /** Each answer with all that belongs to it. */
    public static List<String> each(String answers) {
        return answers.isEmpty() ? List.of() : List.of(answers.split("(?=" + STATUS_LINE + ")", -1));
    }
}

package io.munjigi.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Takes what is sent by OTLP over HTTP, and reads the spans in it. Protocol Buffers are read as far as spans need it: no library for so
 * little.
 */
final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<byte[]> received = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    static TraceCollector started() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TraceCollector collector = new TraceCollector(server);
        server.createContext("/v1/traces", exchange -> {
            collector.received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return collector;
    }

    /** Where to send it to. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All that came, names and values alike: a text that is ASCII stands in it as it is. */
    String everything() {
        return received.stream().map(body -> new String(body, ISO_8859_1)).collect(Collectors.joining("\n"));
    }

    /** The spans that came, in the order of their ends as far as one thread made them. */
    List<Span> spans() {
        return received.stream()
                .flatMap(request -> Message.of(request).messages(1).stream())
                .flatMap(resource -> resource.messages(2).stream())
                .flatMap(scope -> scope.messages(2).stream())
                .map(Span::of)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What is looked at of a span; ids in hexadecimal, and a parent's is empty where there is none. */
    record Span(String trace, String id, String parent, String name, long kind, Map<String, String> attributes) {

        static final long SERVER = 2;
        static final long CLIENT = 3;

        private static Span of(Message span) {
            return new Span(
                    span.id(1),
                    span.id(2),
                    span.id(4),
                    span.text(5),
                    span.number(6),
                    span.messages(9).stream().collect(Collectors.toMap(entry -> entry.text(1), Span::value)));
        }

        /** Empty where it is none of text and number. */
        private static String value(Message entry) {
            Message value = entry.messages(2).get(0);
            return value.has(3) ? String.valueOf(value.number(3)) : value.text(1);
        }
    }

    /** A message: numbers of fields with what stands in them, a number or bytes. */
    private record Message(List<Map.Entry<Integer, Object>> fields) {

        static Message of(byte[] bytes) {
            List<Map.Entry<Integer, Object>> fields = new ArrayList<>();
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (in.hasRemaining()) {
                long tag = variable(in);
                fields.add(Map.entry((int) (tag >>> 3), value(in, (int) tag & 7)));
            }
            return new Message(fields);
        }

        private static Object value(ByteBuffer in, int type) {
            return switch (type) {
                case 0 -> variable(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] bytes = new byte[(int) variable(in)];
                    in.get(bytes);
                    yield bytes;
                }
                case 5 -> (long) in.getInt();
                default -> throw new AssertionError("there is no type " + type);
            };
        }

        private static long variable(ByteBuffer in) {
            long number = 0;
            int shift = 0;
            byte next;
            do {
                next = in.get();
                number |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            return number;
        }

        private <T> List<T> all(int field, Class<T> type) {
            return fields.stream()
                    .filter(each -> each.getKey() == field)
                    .map(each -> type.cast(each.getValue()))
                    .toList();
        }

        boolean has(int field) {
            return fields.stream().anyMatch(each -> each.getKey() == field);
        }

        List<Message> messages(int field) {
            return all(field, byte[].class).stream().map(Message::of).toList();
        }

        private byte[] bytes(int field) {
            return all(field, byte[].class).stream().findFirst().orElse(new byte[0]);
        }

        String id(int field) {
            return HexFormat.of().formatHex(bytes(field));
        }

        String text(int field) {
            return new String(bytes(field), UTF_8);
        }

        long number(int field) {
            return all(field, Long.class).stream().findFirst().orElse(0L);
        }
    }
}

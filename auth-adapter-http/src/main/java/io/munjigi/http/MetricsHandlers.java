package io.munjigi.http;

import io.munjigi.core.model.ClientNetwork;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Figures for those who watch the service. */
final class MetricsHandlers {

    static final String PATH = "/metrics";

    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What proxies add. One that adds nothing looks like a caller of its own. */
    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private final Supplier<String> metrics;

    MetricsHandlers(Supplier<String> metrics) {
        this.metrics = metrics;
    }

    Route route() {
        return Route.get(PATH, this::page);
    }

    private void page(Exchange exchange) {
        exchange.answer(200, MEDIA_TYPE, metrics.get().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is for the page, by the method that was really asked for: Javalin's takes a header for it. */
    static boolean isFor(HttpServletRequest request, String path) {
        return path.equals(PATH) && request.getMethod().equals("GET");
    }

    /**
     * Whether the connection is with this very machine, asks for it by such a name, as a page in a browser or a proxy for others would not,
     * and nobody says that the request comes from elsewhere.
     */
    static boolean isFromHere(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        return peer != null
                && FORWARDING.stream().allMatch(header -> request.getHeader(header) == null)
                && isLoopback(peer)
                && (request.getServerName().equals("localhost") || isLoopback(request.getServerName()));
    }

    private static boolean isLoopback(String address) {
        return ClientNetwork.bytes(Exchange.bare(address))
                .filter(MetricsHandlers::isLoopback)
                .isPresent();
    }

    private static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException ofNoLength) {
            return false;
        }
    }
}

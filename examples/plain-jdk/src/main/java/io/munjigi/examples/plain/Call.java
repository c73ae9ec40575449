package io.munjigi.examples.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import java.io.IOException;
import java.util.Map;

/** One request and its answer. */
final class Call {

    private static final int LONGEST_BODY = 64 * 1024;
    private static final String BEARER = "Bearer ";

    private final HttpExchange exchange;

    Call(HttpExchange exchange) {
        this.exchange = exchange;
    }

    boolean is(String method) {
        return exchange.getRequestMethod().equals(method);
    }

    Map<String, String> form() throws IOException {
        return Form.read(new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), UTF_8));
    }

    /** The access token, which comes in a header and nowhere else. */
    String bearerToken() {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            throw new AuthException(AuthError.NOT_AUTHENTICATED);
        }
        return header.substring(BEARER.length());
    }

    /** Goes into the audit trail, and limits count by the address. */
    Origin origin() {
        String address = exchange.getRemoteAddress().getAddress().getHostAddress();
        return new Origin(address, exchange.getRequestHeaders().getFirst("User-Agent"), null);
    }

    void answer(int status, Map<String, String> fields) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-www-form-urlencoded");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        byte[] body = Form.write(fields).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    void answer(int status) throws IOException {
        answer(status, Map.of());
    }

    /** A refusal of a use case: its reason is the same for all that may be wrong with a login, so it can be told. */
    void refuse(AuthException refusal) throws IOException {
        int status = status(refusal.error());
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        if (status == 429 || status == 503) {
            exchange.getResponseHeaders()
                    .set("Retry-After", Long.toString(refusal.retryAfter().toSeconds() + 1));
        }
        answer(status, Map.of("error", refusal.error().name()));
    }

    private static int status(AuthError error) {
        return switch (error) {
            case INVALID_CREDENTIALS, NOT_AUTHENTICATED, INVALID_TOKEN -> 401;
            case EMAIL_TAKEN -> 409;
            case INVALID_INPUT -> 422;
            case TOO_MANY_ATTEMPTS -> 429;
            case TOO_BUSY, UNAVAILABLE -> 503;
            default -> 403;
        };
    }
}

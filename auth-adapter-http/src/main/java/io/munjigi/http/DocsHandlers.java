package io.munjigi.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The OpenAPI document, and Swagger UI to read and try it with. Everything is served from memory. */
final class DocsHandlers {

    private static final String PUBLIC = "public, max-age=300";

    private final byte[] openApi = resource("openapi.json");
    private final byte[] page = resource("docs/index.html");
    private final byte[] initializer = resource("docs/initializer.js");
    private final String swaggerUiVersion =
            new String(resource("docs/swagger-ui.version"), StandardCharsets.UTF_8).strip();

    void openApi(Exchange exchange) {
        exchange.header("Cache-Control", PUBLIC);
        exchange.answer(200, "application/json", openApi);
    }

    void page(Exchange exchange) {
        answer(exchange, "text/html; charset=utf-8", page);
    }

    void initializer(Exchange exchange) {
        answer(exchange, "text/javascript; charset=utf-8", initializer);
    }

    /** A file of the Swagger UI webjar. */
    Endpoint.Action asset(String file, String mediaType) {
        byte[] content = resource("/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion + "/" + file);
        return exchange -> answer(exchange, mediaType + "; charset=utf-8", content);
    }

    private static void answer(Exchange exchange, String mediaType, byte[] content) {
        exchange.header("Cache-Control", PUBLIC);
        exchange.header("Content-Security-Policy", ResponseHeaders.DOCS_CONTENT_SECURITY_POLICY);
        exchange.answer(200, mediaType, content);
    }

    private static byte[] resource(String name) {
        try (InputStream in = DocsHandlers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

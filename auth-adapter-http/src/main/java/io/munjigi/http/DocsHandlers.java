package io.munjigi.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, and Swagger UI to read and try it with. Everything is served from memory, from the first time on that it is asked for. */
final class DocsHandlers {

    private static final String PUBLIC = "public, max-age=300";

    private final Resource openApi = new Resource("openapi.json");
    private final Resource page = new Resource("docs/index.html");
    private final Resource initializer = new Resource("docs/initializer.js");
    private final String swaggerUiVersion =
            new String(new Resource("docs/swagger-ui.version").bytes(), StandardCharsets.UTF_8).strip();

    void openApi(Exchange exchange) {
        exchange.header("Cache-Control", PUBLIC);
        exchange.answer(200, "application/json", openApi.bytes());
    }

    void page(Exchange exchange) {
        answer(exchange, "text/html; charset=utf-8", page);
    }

    void initializer(Exchange exchange) {
        answer(exchange, "text/javascript; charset=utf-8", initializer);
    }

    /** A file of the Swagger UI webjar. */
    Endpoint.Action asset(String file, String mediaType) {
        Resource content = new Resource("/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion + "/" + file);
        return exchange -> answer(exchange, mediaType + "; charset=utf-8", content);
    }

    private static void answer(Exchange exchange, String mediaType, Resource content) {
        exchange.header("Cache-Control", PUBLIC);
        exchange.header("Content-Security-Policy", ResponseHeaders.DOCS_CONTENT_SECURITY_POLICY);
        exchange.answer(200, mediaType, content.bytes());
    }

    /** A file of the class path, kept once it was read: 1.7 MB for all of them, which most services are never asked for. */
    private static final class Resource {

        private final URL place;
        private volatile byte @Nullable [] bytes;

        /**
         * @throws IllegalStateException if there is none of that name
         */
        Resource(String name) {
            URL found = DocsHandlers.class.getResource(name);
            if (found == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            this.place = found;
        }

        byte[] bytes() {
            byte[] read = bytes;
            if (read == null) {
                try (InputStream in = place.openStream()) {
                    read = in.readAllBytes();
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
                bytes = read;
            }
            return read;
        }
    }
}

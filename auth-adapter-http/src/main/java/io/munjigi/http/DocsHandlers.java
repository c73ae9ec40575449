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

    private final Resource openApi = Resource.ours("openapi.json");
    private final Resource page = Resource.ours("docs/index.html");
    private final Resource initializer = Resource.ours("docs/initializer.js");
    private final String swaggerUiVersion =
            new String(Resource.ours("docs/swagger-ui.version").bytes(), StandardCharsets.UTF_8).strip();

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
        Resource content =
                Resource.ofAnyModule("META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion + "/" + file);
        return exchange -> answer(exchange, mediaType + "; charset=utf-8", content);
    }

    private static void answer(Exchange exchange, String mediaType, Resource content) {
        exchange.header("Cache-Control", PUBLIC);
        exchange.header("Content-Security-Policy", ResponseHeaders.DOCS_CONTENT_SECURITY_POLICY);
        exchange.answer(200, mediaType, content.bytes());
    }

    /** A file that was shipped, kept once it was read: 1.7 MB for all of them, which most services are never asked for. */
    private static final class Resource {

        private final URL place;
        private volatile byte @Nullable [] bytes;

        private Resource(URL place) {
            this.place = place;
        }

        /** By its path from here. */
        static Resource ours(String path) {
            return new Resource(found(DocsHandlers.class.getResource(path), path));
        }

        /** By its whole path. */
        static Resource ofAnyModule(String path) {
            return new Resource(found(DocsHandlers.class.getClassLoader().getResource(path), path));
        }

        private static URL found(@Nullable URL place, String path) {
            if (place == null) {
                throw new IllegalStateException("neither class path nor module path has " + path);
            }
            return place;
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

package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.TestAuth;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OperationsRoutesTest {

    @Test
    void live_is_up_while_ready_names_the_part_that_is_not() {
        AtomicBoolean databaseIsWell = new AtomicBoolean(true);
        try (ServedHouse house = ServedHouse.of(
                TestAuth.strict(),
                new ReadinessCheck("database", databaseIsWell::get),
                new ReadinessCheck("keys", () -> true))) {
            assertThat(house.get("/health/ready").text()).isEqualTo("{\"status\":\"up\"}");

            databaseIsWell.set(false);

            Answer notReady = house.get("/health/ready");
            assertThat(notReady.status()).isEqualTo(503);
            assertThat(notReady.member("detail")).isEqualTo("Not ready: database");
            assertThat(notReady.header("Retry-After")).matches("[0-9]+");
            assertThat(house.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void every_part_that_fails_is_named() {
        try (ServedHouse house = ServedHouse.of(
                TestAuth.strict(),
                new ReadinessCheck("database", () -> false),
                new ReadinessCheck("keys", () -> true),
                new ReadinessCheck("revocations", () -> false))) {
            assertThat(house.get("/health/ready").member("detail")).isEqualTo("Not ready: database, revocations");
        }
    }

    @Test
    void the_key_set_is_the_houses() {
        try (ServedHouse house = ServedHouse.strict()) {
            Answer answer = house.get("/.well-known/jwks.json");
            assertThat(answer.text()).isEqualTo("{\"keys\":[]}");
            assertThat(answer.header("Content-Type")).isEqualTo("application/jwk-set+json");
        }
    }

    @Test
    void the_page_and_all_that_it_loads_are_served() {
        try (ServedHouse house = ServedHouse.strict()) {
            Answer page = house.get("/docs");
            assertThat(page.mediaType()).isEqualTo("text/html");
            assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';");
            assertThat(page.text().lines().filter(line -> line.contains("src=") || line.contains("href=\"docs")))
                    .hasSize(3)
                    .allSatisfy(line -> {
                        String path = line.replaceAll(".*(?:src|href)=\"([^\"]+)\".*", "/$1");
                        assertThat(house.get(path).status()).as(path).isEqualTo(200);
                    });
            assertThat(house.get("/docs/initializer.js").mediaType()).isEqualTo("text/javascript");
            assertThat(house.get("/docs/initializer.js").text()).doesNotContain("petstore");
        }
    }

    @Test
    void texts_say_that_they_are_utf_8() {
        try (ServedHouse house = ServedHouse.strict()) {
            for (String path :
                    List.of("/docs", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/initializer.js")) {
                assertThat(house.get(path).header("Content-Type")).matches("text/[a-z]+; ?charset=utf-8");
            }
        }
    }

    @Test
    void without_the_documentation_its_paths_are_not_found() throws IOException {
        try (ServedHouse house = ServedHouse.by(HttpRules.strict().withDocs(false))) {
            for (String path : List.of("/docs", "/docs/initializer.js", "/openapi.json")) {
                assertThat(house.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                        .startsWith("HTTP/1.1 404 ");
            }
        }
    }
}

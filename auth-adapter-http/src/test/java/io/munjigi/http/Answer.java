package io.munjigi.http;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer that came over a real connection. */
record Answer(HttpResponse<byte[]> response) {

    private static final JsonMapper MAPPER = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    List<String> headerNames() {
        return List.copyOf(response.headers().map().keySet());
    }

    String mediaType() {
        return header("Content-Type").replaceAll(";.*", "");
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return MAPPER.readTree(response.body());
    }

    String member(String name) {
        return json().path(name).asString();
    }

    /** A member of each item of a list. */
    List<String> ofItems(String name) {
        return json().path("items")
                .valueStream()
                .map(item -> item.path(name).asString())
                .toList();
    }

    /** The body without what is another each time. */
    String textWithoutRequestId() {
        return text().replace(member("request_id"), "");
    }

    /** Pointer and code of every fault. */
    List<String> faults() {
        return json().path("errors")
                .valueStream()
                .map(fault -> fault.path("pointer").asString() + " "
                        + fault.path("code").asString())
                .toList();
    }
}

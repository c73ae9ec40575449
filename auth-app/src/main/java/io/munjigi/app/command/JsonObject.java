package io.munjigi.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, in the order in which they are added. For use by one thread. */
final class JsonObject {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    JsonObject with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> members() {
        return members;
    }
}

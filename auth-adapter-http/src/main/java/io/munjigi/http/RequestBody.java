package io.munjigi.http;

import io.munjigi.core.model.Password;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The members of a request body, JSON or form. The whole body is parsed before anything is judged; then every member that is asked for and
 * found missing or mistyped is noted, so that all faults can be told at once. For use by one thread.
 */
final class RequestBody {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GRANT_TYPE = "grant_type";

    private final Map<String, JsonNode> members;
    private final boolean form;
    private final List<FieldFault> faults = new ArrayList<>();

    private RequestBody(Map<String, JsonNode> members, boolean form) {
        this.members = members;
        this.form = form;
    }

    /** A body that has to be a JSON object. */
    static RequestBody json(Exchange exchange) {
        return read(exchange.body(), exchange, Set.of(JSON));
    }

    /** A body that is a JSON object or a form. */
    static RequestBody jsonOrForm(Exchange exchange) {
        return read(exchange.body(), exchange, Set.of(JSON, FORM));
    }

    /** A body that has to be a form. */
    static RequestBody form(Exchange exchange) {
        return read(exchange.body(), exchange, Set.of(FORM));
    }

    /** A body that is a JSON object, a form, or nothing at all, which has no members. */
    static RequestBody jsonOrFormIfAny(Exchange exchange) {
        byte[] body = exchange.body();
        return body.length == 0 ? new RequestBody(Map.of(), false) : read(body, exchange, Set.of(JSON, FORM));
    }

    private static RequestBody read(byte[] body, Exchange exchange, Set<String> mediaTypes) {
        String mediaType = exchange.mediaType();
        boolean taken = mediaType != null && mediaTypes.contains(mediaType);
        if (body.length == 0 && (taken || mediaType == null)) {
            throw ProblemException.of(ProblemKind.MALFORMED_BODY);
        }
        if (mediaType == null || !taken) {
            throw ProblemException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
        return mediaType.equals(FORM) ? ofForm(body) : ofJson(body);
    }

    private static RequestBody ofJson(byte[] body) {
        JsonNode value = Json.read(body);
        if (!value.isObject()) {
            throw ProblemException.invalid(List.of(FieldFault.wrongType("", Reason.Form.OBJECT)));
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return new RequestBody(members, false);
    }

    private static RequestBody ofForm(byte[] body) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        FormCoding.decode(Json.strictUtf8(body), ProblemKind.MALFORMED_BODY)
                .forEach((name, value) -> members.put(name, JsonNodeFactory.instance.stringNode(value)));
        return new RequestBody(members, true);
    }

    boolean isForm() {
        return form;
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    /** The text of a member; null, and a fault is noted, where there is none. */
    @Nullable
    String text(String member) {
        JsonNode value = members.get(member);
        if (value == null) {
            note(FieldFault.required(member));
            return null;
        }
        if (!value.isString()) {
            note(FieldFault.wrongType("/" + member, Reason.Form.TEXT));
            return null;
        }
        return value.stringValue();
    }

    /** The password that a member is; null, and a fault is noted, where there is none. */
    @Nullable
    Password password(String member) {
        String typed = text(member);
        return typed == null ? null : Password.of(typed);
    }

    /** Whether a member is true; null, and a fault is noted, where there is no such member or it is neither true nor false. */
    @Nullable
    Boolean flag(String member) {
        JsonNode value = members.get(member);
        if (value == null) {
            note(FieldFault.required(member));
            return null;
        }
        if (!value.isBoolean()) {
            note(FieldFault.wrongType("/" + member, Reason.Form.FLAG));
            return null;
        }
        return value.booleanValue();
    }

    /** The texts in a member; null, and a fault is noted, where it is no array of them. */
    @Nullable
    List<String> texts(String member) {
        JsonNode value = members.get(member);
        if (value == null) {
            note(FieldFault.required(member));
            return null;
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            note(FieldFault.wrongType("/" + member, Reason.Form.TEXTS));
            return null;
        }
        return value.valueStream().map(JsonNode::stringValue).toList();
    }

    /** Notes a fault if a grant type is given and is another than this (RFC 6749). */
    void allowGrantType(String only) {
        String given = has(GRANT_TYPE) ? text(GRANT_TYPE) : only;
        if (given != null && !given.equals(only)) {
            note(FieldFault.unsupportedGrantType(only));
        }
    }

    void note(FieldFault fault) {
        faults.add(fault);
    }

    boolean isFaulty() {
        return !faults.isEmpty();
    }

    /** The refusal of all that was noted. */
    ProblemException refusal() {
        return ProblemException.invalid(faults);
    }

    /**
     * Calls a use case that takes null for what is missing and finds faults of its own, and tells its faults and those noted here together.
     */
    <T> T validating(Supplier<T> useCase) {
        return FieldFault.gathering(faults, useCase);
    }

    /** The same for a use case that answers nothing. */
    void validatingCall(Runnable useCase) {
        FieldFault.gathering(faults, () -> {
            useCase.run();
            return true;
        });
    }
}

package io.munjigi.app.command;

import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.User;
import io.munjigi.core.usecase.keys.ListSigningKeys;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accounts, events and keys, as the HTTP API names their members, and as a line of text. */
final class Bodies {

    private Bodies() {}

    static JsonObject of(User user) {
        return new JsonObject()
                .with("id", user.id())
                .with("email", user.email().value())
                .with("email_verified", user.emailVerified())
                .with("roles", user.roles())
                .with("disabled", user.disabled())
                .with("created_at", user.createdAt());
    }

    static String line(User user) {
        String roles = user.roles().stream().map(Object::toString).collect(Collectors.joining(","));
        return user.id() + "  " + user.createdAt() + "  " + (user.disabled() ? "disabled" : "enabled ") + "  "
                + user.email().value() + "  " + roles;
    }

    static JsonObject of(AuditEvent event) {
        return new JsonObject()
                .with("id", event.id())
                .with("at", event.at())
                .with("kind", lower(event.kind()))
                .with("actor", event.actor())
                .with("subject", event.subject())
                .with("ip", event.origin().address())
                .with("user_agent", event.origin().userAgent())
                .with("request_id", event.origin().requestId())
                .with("outcome", lower(event.outcome()))
                .with("detail", event.detail());
    }

    static String line(AuditEvent event) {
        return event.at() + "  " + lower(event.kind()) + "  " + lower(event.outcome()) + named("actor", event.actor())
                + named("subject", event.subject())
                + named("address", event.origin().address())
                + named("detail", event.detail())
                + "  id=" + event.id();
    }

    private static String named(String name, @Nullable String value) {
        return value == null ? "" : "  " + name + "=" + value;
    }

    static JsonObject of(ListSigningKeys.Key key) {
        return new JsonObject()
                .with("kid", key.keyId())
                .with("alg", key.algorithm())
                .with("state", lower(key.state()))
                .with("created_at", key.createdAt())
                .with("signs_from", key.signsFrom());
    }

    static String line(ListSigningKeys.Key key) {
        return key.keyId() + "  " + key.algorithm() + "  " + lower(key.state()) + "  made " + key.createdAt()
                + "  signs from " + key.signsFrom();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

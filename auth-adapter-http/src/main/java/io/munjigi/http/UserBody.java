package io.munjigi.http;

import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import java.time.Instant;
import java.util.List;

/** A user, as the contract shows one. */
record UserBody(
        String id, String email, boolean emailVerified, List<String> roles, boolean disabled, Instant createdAt) {

    static UserBody of(User user) {
        return new UserBody(
                user.id().toString(),
                user.email().value(),
                user.emailVerified(),
                user.roles().stream().map(Role::name).toList(),
                user.disabled(),
                user.createdAt());
    }
}

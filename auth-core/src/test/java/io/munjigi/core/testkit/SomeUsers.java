package io.munjigi.core.testkit;

import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Users to test with. */
public final class SomeUsers {

    private SomeUsers() {}

    /** A user of whom only the address matters. */
    public static User withEmail(String email) {
        return withEmailAndRoles(email, Role.USER);
    }

    /** A user of whom only the address and the roles matter. */
    public static User withEmailAndRoles(String email, Role... roles) {
        return new User(
                new UserId(UUID.randomUUID()),
                new EmailAddress(email),
                false,
                new TreeSet<>(Set.of(roles)),
                false,
                Instant.parse("2026-11-23T09:15:00.123Z"));
    }

    /** A user nobody has met: another address each time. */
    public static User anyone() {
        return withEmail("user-" + UUID.randomUUID() + "@example.org");
    }
}

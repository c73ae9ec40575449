package io.munjigi.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An account as its owner may see it: nothing secret is in it.
 *
 * @param id names it for ever
 * @param email as it was given
 * @param emailVerified whether its owner has shown to receive mail there
 * @param roles unmodifiable, in order of name
 * @param disabled whether it is barred from coming in
 * @param createdAt when it was made, in whole milliseconds
 */
public record User(
        UserId id,
        EmailAddress email,
        boolean emailVerified,
        SortedSet<Role> roles,
        boolean disabled,
        Instant createdAt) {

    public User {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
}

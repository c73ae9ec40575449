package io.munjigi.core.model;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An account as another system has it.
 *
 * @param position where it stands in its source, such as a line number
 * @param email the address as it stands there, or null where there is none
 * @param passwordHash the hash as it stands there, or null for an account without one
 * @param id the id it is to keep, or null for a new one
 * @param roles all that it is to have, by name
 * @param emailVerified whether its owner has shown to receive mail at the address
 * @param disabled whether it is barred from coming in
 * @param createdAt when it was made there, or null for now
 */
public record AccountToImport(
        long position,
        @Nullable String email,
        @Nullable PasswordHash passwordHash,
        @Nullable UserId id,
        SortedSet<String> roles,
        boolean emailVerified,
        boolean disabled,
        @Nullable Instant createdAt) {}

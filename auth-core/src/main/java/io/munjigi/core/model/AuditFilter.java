package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param user who acted or was acted on, or null for anybody
 * @param kind what was done, or null for anything
 */
public record AuditFilter(@Nullable UserId user, AuditEvent.@Nullable Kind kind) {

    /** All of them. */
    public static final AuditFilter EVERYTHING = new AuditFilter(null, null);
}

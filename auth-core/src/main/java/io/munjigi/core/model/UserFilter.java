package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts are asked for.
 *
 * @param emailPrefix what the address begins with, in any letter case, or null for any
 * @param role a role they have, or null for any
 * @param disabled whether they are barred from coming in, or null for both
 */
public record UserFilter(
        @Nullable String emailPrefix,
        @Nullable Role role,
        @Nullable Boolean disabled) {

    /** All of them. */
    public static final UserFilter EVERYBODY = new UserFilter(null, null, null);

    /** Administrators who may come in. */
    public static final UserFilter ADMINISTRATORS = new UserFilter(null, Role.ADMIN, false);
}

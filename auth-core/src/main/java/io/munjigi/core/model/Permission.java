package io.munjigi.core.model;

import java.util.regex.Pattern;

/**
 * Something that a role may allow.
 *
 * @param name words of {@code a-z 0-9 _ -}, a letter first, joined by colons, such as {@code invoices:write}; at most 64 characters
 */
public record Permission(String name) implements Comparable<Permission> {

    private static final int LONGEST = 64;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*(?::[a-z][a-z0-9_-]*)*");

    /** See accounts. */
    public static final Permission USERS_READ = new Permission("users:read");

    /** Make, disable, enable and delete accounts, and end their sessions. */
    public static final Permission USERS_WRITE = new Permission("users:write");

    /** Give roles and take them. */
    public static final Permission ROLES_WRITE = new Permission("roles:write");

    /** Read the audit trail. */
    public static final Permission AUDIT_READ = new Permission("audit:read");

    /** See which signing keys there are. */
    public static final Permission KEYS_READ = new Permission("keys:read");

    /** Rotate and revoke signing keys. */
    public static final Permission KEYS_WRITE = new Permission("keys:write");

    /**
     * @throws IllegalArgumentException if the name is not of the form above
     */
    public Permission {
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a permission's name is words of a-z 0-9 _ -, a letter first, joined by colons, at most 64 characters");
        }
    }

    @Override
    public int compareTo(Permission other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.munjigi.core.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A role that a user can have.
 *
 * @param name 1 to 32 characters of {@code a-z 0-9 _ -}, a letter first
 */
public record Role(String name) implements Comparable<Role> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    /** What every account has from sign-up on. */
    public static final Role USER = new Role("user");

    /** May administer the service. */
    public static final Role ADMIN = new Role("admin");

    /**
     * @throws IllegalArgumentException if the name is not of the form above
     */
    public Role {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a role's name is 1 to 32 characters of a-z 0-9 _ -, a letter first");
        }
    }

    /** The role that a text names, or empty where it cannot name one. */
    public static Optional<Role> parse(String name) {
        return NAME.matcher(name).matches() ? Optional.of(new Role(name)) : Optional.empty();
    }

    @Override
    public int compareTo(Role other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

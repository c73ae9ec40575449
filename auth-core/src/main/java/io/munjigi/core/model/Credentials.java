package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What a login weighs: a user, the stored hash, and the version that the account had when they were read. The version moves
 * with everything that ends sessions (a new password, disabling, a logout everywhere), so that a session opened on an outdated one is
 * refused.
 *
 * @param user the account
 * @param passwordHash the hash, or null for an account that has no password
 * @param version the account's version at the time of reading
 */
public record Credentials(User user, @Nullable PasswordHash passwordHash, long version) {}

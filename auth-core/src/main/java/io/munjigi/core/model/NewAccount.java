package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * An account about to be added.
 *
 * @param user the account
 * @param passwordHash its hash, or null for an account that cannot log in by password
 */
public record NewAccount(User user, @Nullable PasswordHash passwordHash) {}

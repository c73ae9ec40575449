package io.munjigi.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account about to be added.
 *
 * @param user the account
 * @param passwordHash its hash, or null for an account that cannot log in by password
 * @param entries are recorded with it; unmodifiable
 */
public record NewAccount(User user, @Nullable PasswordHash passwordHash, List<AuditEntry> entries) {

    public NewAccount {
        entries = List.copyOf(entries);
    }

    /** An account of which nothing is recorded by itself. */
    public NewAccount(User user, @Nullable PasswordHash passwordHash) {
        this(user, passwordHash, List.of());
    }
}

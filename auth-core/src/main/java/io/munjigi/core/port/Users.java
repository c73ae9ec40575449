package io.munjigi.core.port;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts. Guarantees that no two have addresses with the same {@link EmailKey}, however many are added at once, and that what a
 * method has acknowledged survives the process.
 *
 * <p>Safe for use by many threads. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached.
 */
public interface Users {

    /**
     * Adds an account, whole or not at all.
     *
     * @param passwordHash its hash, or null for an account that cannot log in by password
     * @param entry is recorded with it
     * @return false, and nothing is changed, if the address is taken
     */
    boolean add(User user, @Nullable PasswordHash passwordHash, AuditEntry entry);

    /** The account with this id, or empty. */
    Optional<User> find(UserId id);

    /** What a login with this address is to be weighed by, or empty. */
    Optional<Credentials> findCredentials(EmailKey email);

    /** What a password of the account with this id is to be weighed by, or empty. */
    Optional<Credentials> findCredentials(UserId id);

    /**
     * Puts a new hash of the same password in the place of an old one. The account's version stays, since nothing ends by it.
     *
     * @return false, and nothing is changed, if the stored hash is not (or no longer) the expected one
     */
    boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement);

    /**
     * Changes an account and ends what ends with it, as one step. The news of it can be read from {@link Revocations} once this returns,
     * even where the account is gone. However many change at once, one administrator is left.
     *
     * @param entry is recorded with it, if it is made
     */
    AccountChange.Result change(UserId id, AccountChange change, AuditEntry entry);
}

package io.munjigi.core.model;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change of an account that others must learn of, since sessions end by it or tokens no longer say what is true. */
public sealed interface AccountChange {

    /**
     * Another password: the account's version moves, and its sessions end.
     *
     * @param version the version the account must have for it
     * @param hash the new password's
     * @param kept the one session that does not end, or null
     */
    record NewPassword(
            long version, PasswordHash hash, @Nullable SessionId kept) implements AccountChange {}

    /**
     * Barred from coming in, or no longer: the version moves, and sessions end if it is barred.
     *
     * @param disabled whether it is barred
     */
    record NewState(boolean disabled) implements AccountChange {}

    /**
     * Other roles. No session ends by it.
     *
     * @param roles all that it has from now on; unmodifiable
     * @param newsFor how long it is news at least: a login or a refresh that is under way may still issue a token for the roles before
     */
    record NewRoles(SortedSet<Role> roles, Duration newsFor) implements AccountChange {

        public NewRoles {
            roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        }
    }

    /**
     * The end of the account, with everything that hangs on it.
     *
     * @param version the version the account must have for it
     */
    record Removal(long version) implements AccountChange {}
}

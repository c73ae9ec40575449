package io.munjigi.core.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an account that others must learn of, since sessions end by it or tokens no longer say what is true.
 *
 * <p>An administrator is an account that has the role {@code admin}, has a password and is not disabled. No change is made by which there
 * would be none left.
 */
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
     * A role more. No session ends by it.
     *
     * @param role which
     * @param newsFor how long it is news at least: a login or a refresh that is under way may still issue a token for the roles before
     */
    record Grant(Role role, Duration newsFor) implements AccountChange {}

    /**
     * A role less. No session ends by it.
     *
     * @param role which
     * @param newsFor how long it is news at least, as with {@link Grant}
     */
    record Withdrawal(Role role, Duration newsFor) implements AccountChange {}

    /**
     * The end of the account, with everything that hangs on it. What is personal about events in which it acted is erased.
     *
     * @param version the version the account must have for it
     */
    record Removal(long version) implements AccountChange {}

    /**
     * What came of a change.
     *
     * @param status whether it was made
     * @param news of it, for the caller's own node; possibly none; unmodifiable
     */
    record Result(Status status, List<Revocation> news) {

        public Result {
            news = List.copyOf(news);
        }

        /** It was made. */
        public static Result made(List<Revocation> news) {
            return new Result(Status.MADE, news);
        }

        /** It was not made. */
        public static Result not(Status why) {
            return new Result(why, List.of());
        }
    }

    /** Whether a change was made. Where it was not, nothing has changed. */
    enum Status {
        /** It was. */
        MADE,
        /** It was so already. */
        ALREADY_SO,
        /** There is no such account, or its version is not the one that the change asks for. */
        NO_SUCH_ACCOUNT,
        /** There would be no administrator left. */
        LAST_ADMINISTRATOR
    }
}

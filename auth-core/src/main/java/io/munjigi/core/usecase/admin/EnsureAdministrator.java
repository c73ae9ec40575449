package io.munjigi.core.usecase.admin;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.Users;
import java.util.Set;

/**
 * There is an administrator from the start on: where there is none, one is made. An account that has the address already is never raised by
 * it, since whoever signed up with it first would be.
 *
 * <p>Safe for use by many threads, and many nodes that start together.
 */
public final class EnsureAdministrator {

    private static final Set<Role> ROLES = Set.of(Role.USER, Role.ADMIN);

    private static final int MOST_LOOKED_AT = 100;

    private final UserDirectory directory;
    private final Users users;
    private final CreateUser createUser;

    /** Wired by {@code AuthBuilder}. */
    public EnsureAdministrator(UserDirectory directory, Users users, CreateUser createUser) {
        this.directory = directory;
        this.users = users;
        this.createUser = createUser;
    }

    /**
     * The administrator there is to be.
     *
     * @param insider who asks for it
     * @param email the address
     * @param password the password
     */
    public record Command(Insider insider, String email, Password password) {}

    /** What came of it. */
    public enum Outcome {
        /** There is one already. */
        THERE,
        /** It was made. */
        MADE,
        /** There is none, and an account that is not one has the address. */
        ADDRESS_TAKEN
    }

    /**
     * Makes the account, if there is no administrator yet.
     *
     * @throws AuthException with {@code INVALID_INPUT} and every fault there is; {@code TOO_BUSY}; {@code UNAVAILABLE}
     */
    public Outcome handle(Command command) {
        if (isThere()) {
            return Outcome.THERE;
        }
        try {
            createUser.handle(new CreateUser.Command(
                    command.insider(), command.email(), command.password(), ROLES, Origin.UNKNOWN));
            return Outcome.MADE;
        } catch (AuthException refused) {
            if (refused.error() != AuthError.EMAIL_TAKEN) {
                throw refused;
            }
            return isThere() ? Outcome.THERE : Outcome.ADDRESS_TAKEN;
        }
    }

    private boolean isThere() {
        return directory.page(UserFilter.ADMINISTRATORS, null, MOST_LOOKED_AT).stream()
                .anyMatch(this::canComeIn);
    }

    private boolean canComeIn(User administrator) {
        return users.findCredentials(administrator.id())
                .filter(account -> account.passwordHash() != null)
                .isPresent();
    }
}

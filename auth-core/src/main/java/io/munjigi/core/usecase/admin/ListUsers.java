package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.UserDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, page by page. The first page and the millionth cost the same.
 *
 * <p>Safe for use by many threads.
 */
public final class ListUsers {

    /** The longest page. */
    public static final int LONGEST_PAGE = 200;

    private final UserDirectory directory;
    private final AccessControl accessControl;

    /** Wired by {@code AuthBuilder}. */
    public ListUsers(UserDirectory directory, AccessControl accessControl) {
        this.directory = directory;
        this.accessControl = accessControl;
    }

    /**
     * A question.
     *
     * @param actor who asks
     * @param filter which accounts
     * @param after the last account of the page before, or null for the first page
     * @param limit how many, 1 to {@value #LONGEST_PAGE}
     * @param origin where the call came from
     */
    public record Command(
            Actor actor, UserFilter filter, @Nullable UserId after, int limit, Origin origin) {}

    /**
     * A page.
     *
     * @param users the newest first; unmodifiable
     * @param isLast whether there are no more
     */
    public record Page(List<User> users, boolean isLast) {

        public Page {
            users = List.copyOf(users);
        }
    }

    /**
     * The page.
     *
     * @throws AuthException with {@code FORBIDDEN}; {@code INVALID_INPUT} if the limit is out of bounds or there is no such role; {@code
     *     UNAVAILABLE}
     */
    public Page handle(Command command) {
        accessControl.require(command.actor(), Permission.USERS_READ, command.origin());
        List<Fault> faults = new ArrayList<>();
        if (command.limit() < 1 || command.limit() > LONGEST_PAGE) {
            faults.add(new Fault("limit", Fault.Code.OUT_OF_RANGE));
        }
        Role role = command.filter().role();
        if (role != null && !accessControl.know(Set.of(role))) {
            faults.add(new Fault("role", Fault.Code.UNKNOWN_ROLE));
        }
        if (!faults.isEmpty()) {
            throw AuthException.invalid(faults);
        }
        List<User> found = directory.page(command.filter(), command.after(), command.limit() + 1);
        boolean isLast = found.size() <= command.limit();
        return new Page(isLast ? found : found.subList(0, command.limit()), isLast);
    }
}

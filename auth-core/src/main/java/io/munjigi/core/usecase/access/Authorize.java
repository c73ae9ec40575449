package io.munjigi.core.usecase.access;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;

/**
 * Whether a caller may do something. For an application's own routes and methods in one line; every refusal is in the audit trail.
 *
 * <p>Safe for use by many threads.
 */
public final class Authorize {

    private final AccessControl accessControl;

    /** Wired by {@code AuthBuilder}. */
    public Authorize(AccessControl accessControl) {
        this.accessControl = accessControl;
    }

    /**
     * A question.
     *
     * @param actor who is about to do it
     * @param permission what they need for it
     * @param origin where the call came from
     */
    public record Command(Actor actor, Permission permission, Origin origin) {}

    /**
     * Lets those pass who may. No query.
     *
     * @throws io.munjigi.core.model.AuthException with {@code FORBIDDEN}; {@code UNAVAILABLE} if that cannot be recorded
     */
    public void handle(Command command) {
        accessControl.require(command.actor(), command.permission(), command.origin());
    }
}

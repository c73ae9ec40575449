package io.munjigi.core.guard;

import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.UserId;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. A caller may do what one of their roles allows; who acts from within may do everything. Nobody gives, takes or gets the
 * better of what they do not have themselves: otherwise whoever may give roles, or end accounts, could become anybody, or be rid of anybody.
 *
 * <p>Safe for use by many threads. Every refusal is in the audit trail.
 */
public final class AccessControl {

    private final RoleRules rules;
    private final AuditTrail audit;

    public AccessControl(RoleRules rules, AuditTrail audit) {
        this.rules = rules;
        this.audit = audit;
    }

    /**
     * Lets those pass who may.
     *
     * @throws AuthException with {@link AuthError#FORBIDDEN}; {@link AuthError#UNAVAILABLE} if that cannot be recorded
     */
    public void require(Actor actor, Permission permission, Origin origin) {
        if (actor instanceof Principal caller && !rules.allow(caller.roles(), permission)) {
            throw refusal(actor, permission, null, origin);
        }
    }

    /**
     * Lets those pass who may do all that somebody else may.
     *
     * @param permission what they are about to do, for the audit trail
     * @param theirs the roles of the other, or a role that is given or taken
     * @param whom whose account it is about
     * @throws AuthException with {@link AuthError#FORBIDDEN}; {@link AuthError#UNAVAILABLE} if that cannot be recorded
     */
    public void requireCover(
            Actor actor, Permission permission, Collection<Role> theirs, @Nullable UserId whom, Origin origin) {
        if (actor instanceof Principal caller && !rules.cover(caller.roles(), theirs)) {
            throw refusal(actor, permission, whom, origin);
        }
    }

    /** Whether there are such roles. */
    public boolean know(Set<Role> roles) {
        return roles.stream().allMatch(rules::know);
    }

    private AuthException refusal(Actor actor, Permission permission, @Nullable UserId whom, Origin origin) {
        AuditTrail.Draft draft = audit.of(Kind.ACCESS_REFUSAL, origin).by(actor).saying(permission.name());
        (whom == null ? draft : draft.on(whom)).recordRefused();
        return new AuthException(AuthError.FORBIDDEN);
    }
}

package io.munjigi.core.usecase.access;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.testkit.TestAuth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorizeTest {

    private static final Permission WRITE_INVOICES = new Permission("invoices:write");
    private static final Role CLERK = new Role("clerk");

    private final TestAuth house =
            TestAuth.with(AuthPolicy.strict().withRoles(new RoleRules(Map.of(CLERK, Set.of(WRITE_INVOICES)))));

    private void require(Actor actor, Permission permission) {
        house.auth().authorize().handle(new Authorize.Command(actor, permission, Origin.UNKNOWN));
    }

    @Test
    void whoever_has_a_role_that_allows_it_may() {
        require(house.signedInWith("clerk@example.org", CLERK), WRITE_INVOICES);
        require(house.signedInWith("admin@example.org", Role.ADMIN), WRITE_INVOICES);
        require(Insider.OPERATOR, WRITE_INVOICES);
    }

    @Test
    void whoever_has_none_may_not_and_that_is_in_the_audit_trail() {
        Principal user = house.signedInWith("ada@example.org", Role.USER);
        Principal clerk = house.signedInWith("clerk@example.org", CLERK);

        assertRefused(AuthError.FORBIDDEN, () -> require(user, WRITE_INVOICES));
        assertRefused(AuthError.FORBIDDEN, () -> require(clerk, Permission.USERS_READ));

        assertThat(house.stores().events().stream().filter(event -> event.kind() == Kind.ACCESS_REFUSAL))
                .extracting(AuditEvent::actor, AuditEvent::detail)
                .containsExactly(
                        tuple(user.userId().toString(), "invoices:write"),
                        tuple(clerk.userId().toString(), "users:read"));
    }

    @Test
    void a_role_that_is_no_longer_known_allows_nothing() {
        Principal clerk = house.signedInWith("clerk@example.org", CLERK);
        Auth withoutClerks = house.builder().build();

        assertRefused(
                AuthError.FORBIDDEN,
                () -> withoutClerks.authorize().handle(new Authorize.Command(clerk, WRITE_INVOICES, Origin.UNKNOWN)));
    }

    @Test
    void nothing_can_be_said_of_what_an_administrator_may_do_and_names_have_a_form() {
        assertThatThrownBy(() -> new RoleRules(Map.of(Role.ADMIN, Set.of())))
                .isInstanceOf(IllegalArgumentException.class);
        for (String name : List.of("", "Users:read", "users:", ":read", "users read", "a".repeat(65))) {
            assertThatThrownBy(() -> new Permission(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.usecase.admin.ChangeRoles;
import io.munjigi.core.usecase.admin.CreateUser;
import io.munjigi.core.usecase.admin.DeleteUser;
import io.munjigi.core.usecase.admin.ListUsers;
import io.munjigi.core.usecase.admin.ReadUser;
import io.munjigi.core.usecase.admin.RevokeUserSessions;
import io.munjigi.core.usecase.admin.SetUserDisabled;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Other people's accounts. */
final class AdminHandlers {

    private final Auth auth;

    AdminHandlers(Auth auth) {
        this.auth = auth;
    }

    /** A page; the cursor is null on the last one. */
    record UsersBody(List<UserBody> items, @Nullable String nextCursor) {

        static UsersBody of(ListUsers.Page page) {
            List<User> users = page.users();
            return new UsersBody(
                    users.stream().map(UserBody::of).toList(),
                    page.isLast()
                            ? null
                            : Cursor.of(users.get(users.size() - 1).id().value()));
        }
    }

    void list(Exchange exchange, Principal caller) {
        QueryParameters query = new QueryParameters(exchange);
        UserFilter filter = new UserFilter(
                query.text("email"),
                query.value("role", Reason.Form.ROLE, Role::parse),
                query.value("disabled", Reason.Form.FLAG, AdminHandlers::flag));
        UUID cursor = query.cursor();
        ListUsers.Command command = new ListUsers.Command(
                caller, filter, cursor == null ? null : new UserId(cursor), query.limit(), exchange.origin());
        exchange.answerJson(
                200, UsersBody.of(query.validating(() -> auth.listUsers().handle(command))));
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    void read(Exchange exchange, Principal caller) {
        User user = auth.readUser().handle(new ReadUser.Command(caller, user(exchange), exchange.origin()));
        exchange.answerJson(200, UserBody.of(user));
    }

    /** Without a password nobody can log in to the account yet; without roles it is an ordinary user's. */
    void create(Exchange exchange, Principal caller) {
        RequestBody body = RequestBody.json(exchange);
        String email = body.text("email");
        Password password = body.has("password") ? passwordOrNone(body) : null;
        Set<Role> roles = body.has("roles") ? roles(body) : Set.of(Role.USER);
        CreateUser.Command command = new CreateUser.Command(caller, email, password, roles, exchange.origin());
        User user = body.validating(() -> auth.createUser().handle(command));
        exchange.answerJson(201, UserBody.of(user));
    }

    /** One that no policy takes where none can be made out: an account without a password was not asked for. */
    private static Password passwordOrNone(RequestBody body) {
        Password password = body.password("password");
        return password == null ? Password.of("") : password;
    }

    /** Null where they cannot be made out, which is noted; whether there are such roles is for others to say. */
    private static @Nullable Set<Role> roles(RequestBody body) {
        List<String> names = body.texts("roles");
        if (names == null) {
            return null;
        }
        Set<Role> roles = new TreeSet<>();
        for (String name : names) {
            Role.parse(name).ifPresent(roles::add);
        }
        if (roles.size() < Set.copyOf(names).size()) {
            body.note(FieldFault.of(new Fault("roles", Fault.Code.UNKNOWN_ROLE)));
            return null;
        }
        return roles;
    }

    void change(Exchange exchange, Principal caller) {
        RequestBody body = RequestBody.json(exchange);
        Boolean disabled = body.flag("disabled");
        if (disabled == null) {
            throw body.refusal();
        }
        SetUserDisabled.Command command =
                new SetUserDisabled.Command(caller, user(exchange), disabled, exchange.origin());
        exchange.answerJson(200, UserBody.of(auth.setUserDisabled().handle(command)));
    }

    void grant(Exchange exchange, Principal caller) {
        changeRole(exchange, caller, true);
    }

    void withdraw(Exchange exchange, Principal caller) {
        changeRole(exchange, caller, false);
    }

    private void changeRole(Exchange exchange, Principal caller, boolean given) {
        Role role = Role.parse(exchange.pathParameter("role"))
                .orElseThrow(() ->
                        ProblemException.invalid(List.of(FieldFault.of(new Fault("role", Fault.Code.UNKNOWN_ROLE)))));
        ChangeRoles.Command command = new ChangeRoles.Command(caller, user(exchange), role, given, exchange.origin());
        new QueryParameters(exchange).validating(() -> {
            auth.changeRoles().handle(command);
            return true;
        });
        exchange.answer(204);
    }

    void endSessions(Exchange exchange, Principal caller) {
        auth.revokeUserSessions().handle(new RevokeUserSessions.Command(caller, user(exchange), exchange.origin()));
        exchange.answer(204);
    }

    void delete(Exchange exchange, Principal caller) {
        auth.deleteUser().handle(new DeleteUser.Command(caller, user(exchange), exchange.origin()));
        exchange.answer(204);
    }

    /** An id that is none is one that nobody has. */
    private static UserId user(Exchange exchange) {
        return UserId.parse(exchange.pathParameter("id"))
                .orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
    }
}

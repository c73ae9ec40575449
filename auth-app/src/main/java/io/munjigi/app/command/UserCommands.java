package io.munjigi.app.command;

import io.munjigi.app.House;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.usecase.admin.ChangeRoles;
import io.munjigi.core.usecase.admin.CreateUser;
import io.munjigi.core.usecase.admin.DeleteUser;
import io.munjigi.core.usecase.admin.ListUsers;
import io.munjigi.core.usecase.admin.RevokeUserSessions;
import io.munjigi.core.usecase.admin.SetUserDisabled;
import io.munjigi.core.usecase.admin.SetUserPassword;
import io.munjigi.core.usecase.admin.UnlockUser;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "user", description = "Accounts. USER is an e-mail address or an id.")
final class UserCommands {

    private static final String USER = "USER";
    private static final String WHICH = "The account: its e-mail address or its id.";

    private final Workplace workplace;

    UserCommands(Workplace workplace) {
        this.workplace = workplace;
    }

    @Command(name = "create", description = "Make an account. Its password is asked for, or read from standard input.")
    void create(
            @Parameters(paramLabel = "EMAIL", description = "Its e-mail address.") String email,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "A role beside user, such as admin; may be repeated.")
                    @Nullable
                    List<String> roles,
            @ArgGroup(exclusive = true) @Nullable NewPassword password) {
        Password chosen = password != null && password.none
                ? null
                : Password.of(input().chosen(password != null && password.onStandardInput));
        Set<Role> all = (roles == null ? List.<String>of() : roles)
                .stream().map(UserCommands::role).collect(Collectors.toSet());
        all.add(Role.USER);
        User user = workplace.inTheHouse(house -> house.auth()
                .createUser()
                .handle(new CreateUser.Command(Insider.OPERATOR, email, chosen, all, Origin.UNKNOWN)));
        workplace.say(Bodies.of(user), Bodies.line(user));
    }

    /** Where the password of a new account comes from. */
    static final class NewPassword {

        @Option(names = "--password-stdin", description = "Take the first line of standard input for the password.")
        private boolean onStandardInput;

        @Option(names = "--no-password", description = "Without one, nobody can log in to the account.")
        private boolean none;
    }

    @Command(name = "list", description = "List accounts, the newest first.")
    void list(
            @Option(
                            names = "--email",
                            paramLabel = "PREFIX",
                            description = "Whose address begins so, in any letter case.")
                    @Nullable
                    String prefix,
            @Option(names = "--role", paramLabel = "ROLE", description = "Who have this role.") @Nullable String role,
            @ArgGroup(exclusive = true) @Nullable Standing standing,
            @Option(names = "--limit", paramLabel = "N", description = "At most so many; all of them otherwise.")
                    @Nullable
                    Long limit) {
        UserFilter filter =
                new UserFilter(prefix, role == null ? null : role(role), standing == null ? null : standing.disabled);
        Paging.requirePositive(limit);
        workplace.inTheHouse(house -> {
            Paging.<User>through(limit, ListUsers.LONGEST_PAGE, (last, most) -> {
                ListUsers.Page page = house.auth()
                        .listUsers()
                        .handle(new ListUsers.Command(
                                Insider.OPERATOR, filter, last == null ? null : last.id(), most, Origin.UNKNOWN));
                page.users().forEach(user -> workplace.say(Bodies.of(user), Bodies.line(user)));
                return page.isLast() || workplace.isUnheard() ? List.of() : page.users();
            });
            return null;
        });
    }

    /** Whether accounts are disabled. */
    static final class Standing {

        @Option(names = "--disabled", description = "Who may not log in.")
        private boolean disabled;

        @Option(names = "--enabled", description = "Who may.")
        @SuppressWarnings("UnusedVariable") // that it is given without the other says it all
        private boolean enabled;
    }

    @Command(name = "show", description = "Show an account.")
    void show(@Parameters(paramLabel = USER, description = WHICH) String name) {
        User user = workplace.inTheHouse(house -> NamedUser.find(house, name));
        workplace.say(Bodies.of(user), Bodies.line(user));
    }

    @Command(name = "grant", description = "Give an account a role; it counts from its next request on.")
    void grant(
            @Parameters(paramLabel = USER, description = WHICH) String name,
            @Parameters(paramLabel = "ROLE", description = "The role.") String role) {
        changeRole(name, role(role), true);
    }

    @Command(name = "revoke", description = "Take a role from an account; it counts from its next request on.")
    void revoke(
            @Parameters(paramLabel = USER, description = WHICH) String name,
            @Parameters(paramLabel = "ROLE", description = "The role.") String role) {
        changeRole(name, role(role), false);
    }

    private void changeRole(String name, Role role, boolean given) {
        change(
                name,
                (house, user) -> house.auth()
                        .changeRoles()
                        .handle(new ChangeRoles.Command(Insider.OPERATOR, user, role, given, Origin.UNKNOWN)));
    }

    @Command(name = "disable", description = "Bar an account from coming in; its sessions end.")
    void disable(@Parameters(paramLabel = USER, description = WHICH) String name) {
        setDisabled(name, true);
    }

    @Command(name = "enable", description = "Let an account come in again.")
    void enable(@Parameters(paramLabel = USER, description = WHICH) String name) {
        setDisabled(name, false);
    }

    private void setDisabled(String name, boolean disabled) {
        change(
                name,
                (house, user) -> house.auth()
                        .setUserDisabled()
                        .handle(new SetUserDisabled.Command(Insider.OPERATOR, user, disabled, Origin.UNKNOWN)));
    }

    @Command(
            name = "unlock",
            description =
                    "Forget the wrong passwords for an account, so that it takes passwords from every device again.")
    void unlock(@Parameters(paramLabel = USER, description = WHICH) String name) {
        change(
                name,
                (house, id) ->
                        house.auth().unlockUser().handle(new UnlockUser.Command(Insider.OPERATOR, id, Origin.UNKNOWN)));
    }

    @Command(name = "set-password", description = "Give an account another password; its sessions end.")
    void setPassword(
            @Parameters(paramLabel = USER, description = WHICH) String name,
            @Option(names = "--password-stdin", description = "Take the first line of standard input for the password.")
                    boolean onStandardInput) {
        Password password = Password.of(input().chosen(onStandardInput));
        change(
                name,
                (house, user) -> house.auth()
                        .setUserPassword()
                        .handle(new SetUserPassword.Command(Insider.OPERATOR, user, password, Origin.UNKNOWN)));
    }

    @Command(name = "logout", description = "End all sessions of an account.")
    void logOut(@Parameters(paramLabel = USER, description = WHICH) String name) {
        change(
                name,
                (house, user) -> house.auth()
                        .revokeUserSessions()
                        .handle(new RevokeUserSessions.Command(Insider.OPERATOR, user, Origin.UNKNOWN)));
    }

    @Command(name = "delete", description = "Delete an account and all that hangs on it.")
    void delete(
            @Parameters(paramLabel = USER, description = WHICH) String name,
            @Option(names = "--yes", description = "Do not ask first.") boolean sure) {
        User deleted = workplace.inTheHouse(house -> {
            User user = NamedUser.find(house, name);
            if (!sure) {
                confirm(user);
            }
            house.auth().deleteUser().handle(new DeleteUser.Command(Insider.OPERATOR, user.id(), Origin.UNKNOWN));
            return user;
        });
        workplace.say(new JsonObject().with("id", deleted.id()).with("deleted", true), "deleted " + deleted.id());
    }

    private void confirm(User user) {
        String answer = workplace
                .surroundings()
                .person()
                .get()
                .orElseThrow(
                        () -> CommandException.mistaken("there is no terminal to ask; --yes deletes without asking"))
                .ask("Delete " + user.email().value() + " (" + user.id() + ") for good? Type yes: ");
        if (!answer.strip().equals("yes")) {
            throw new CommandException(ExitCode.REFUSED, "not_confirmed", "nothing was deleted");
        }
    }

    /** Does something to an account, and shows what it is then. */
    private void change(String name, BiConsumer<House, UserId> doing) {
        User changed = workplace.inTheHouse(house -> {
            UserId id = NamedUser.find(house, name).id();
            doing.accept(house, id);
            return NamedUser.find(house, id.toString());
        });
        workplace.say(Bodies.of(changed), Bodies.line(changed));
    }

    private static Role role(String name) {
        return Role.parse(name)
                .orElseThrow(() -> AuthException.invalid(List.of(new Fault("role", Fault.Code.UNKNOWN_ROLE))));
    }

    private PasswordInput input() {
        return new PasswordInput(workplace.surroundings());
    }
}

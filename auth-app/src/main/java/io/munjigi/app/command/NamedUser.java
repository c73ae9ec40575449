package io.munjigi.app.command;

import io.munjigi.app.House;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import java.util.Optional;

/** The account that an argument names: by its id, or by its address in any letter case. */
final class NamedUser {

    private NamedUser() {}

    /**
     * @throws AuthException with {@code USER_NOT_FOUND}; {@code UNAVAILABLE}
     */
    static User find(House house, String name) {
        Users users = house.database().users();
        Optional<User> byId = UserId.parse(name).flatMap(users::find);
        return byId.or(() -> EmailAddress.parse(name)
                        .flatMap(address -> users.findCredentials(address.key()))
                        .map(Credentials::user))
                .orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
    }
}

package io.munjigi.http;

import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.UserId;
import io.munjigi.core.usecase.admin.ChangeRoles;
import java.util.UUID;

/** A user with a session, as their client knows them. */
record Somebody(ServedHouse house, String email, String accessToken, String refreshToken, String sessionId) {

    static final String PASSWORD = "correct horse battery";

    /** Somebody new, who has just logged in. */
    static Somebody signedUp(ServedHouse house) {
        String email = "somebody-" + UUID.randomUUID() + "@example.org";
        house.signUp(email, PASSWORD);
        return of(house, email, house.logIn(email, PASSWORD));
    }

    /** Somebody new who was given this role and has logged in since. */
    static Somebody with(ServedHouse house, Role role) {
        Somebody somebody = signedUp(house);
        UserId id = UserId.parse(somebody.id()).orElseThrow();
        house.house()
                .auth()
                .changeRoles()
                .handle(new ChangeRoles.Command(Insider.OPERATOR, id, role, true, Origin.UNKNOWN));
        return somebody.elsewhere();
    }

    /** The same user in another session. */
    Somebody elsewhere() {
        return of(house, email, house.logIn(email, PASSWORD));
    }

    private static Somebody of(ServedHouse house, String email, Answer tokens) {
        return new Somebody(
                house,
                email,
                tokens.member("access_token"),
                tokens.member("refresh_token"),
                tokens.member("session_id"));
    }

    /** A refresh of this session with the token that is known here. */
    Answer refresh() {
        return refresh(house, refreshToken);
    }

    static Answer refresh(ServedHouse house, String refreshToken) {
        return house.post("/auth/refresh", ServedHouse.JSON, "{\"refresh_token\":\"" + refreshToken + "\"}");
    }

    /** The same session after a refresh. */
    Somebody refreshed() {
        return of(house, email, refresh());
    }

    /** The user's id, as long as the access token is good. */
    String id() {
        return call("GET", "/users/me").member("id");
    }

    Answer call(String method, String path) {
        return house.as(accessToken, method, path);
    }

    Answer call(String method, String path, String json) {
        return house.as(accessToken, method, path, ServedHouse.JSON, json);
    }

    /** Whether the access token is good for anything. */
    boolean isIn() {
        return call("GET", "/users/me").status() == 200;
    }

    /** Whether neither token is good for anything; asks for the refresh, too, so that it is the last that can be asked. */
    boolean isOut() {
        return call("GET", "/users/me").status() == 401 && refresh().status() == 401;
    }
}

package io.munjigi.http;

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

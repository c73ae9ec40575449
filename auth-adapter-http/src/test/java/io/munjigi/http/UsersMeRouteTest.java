package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.User;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.SomeEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersMeRouteTest {

    private final ServedHouse house = ServedHouse.strict();
    private final User ada = house.house().signUp("ada@example.org");
    private final String token = house.house().logIn("ada@example.org").accessToken();

    @AfterEach
    void close() {
        house.close();
    }

    private static void assertNotAuthenticated(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.member("detail")).isEqualTo("Not authenticated");
    }

    private static void assertInvalidToken(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.member("detail")).isEqualTo("Could not validate credentials");
    }

    @Test
    void a_good_token_reads_its_own_account() {
        Answer answer = house.get("/users/me", "Authorization", "Bearer " + token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.member("id")).isEqualTo(ada.id().toString());
        assertThat(house.get("/users/me", "Authorization", "bearer   " + token).status())
                .isEqualTo(200);
    }

    @Test
    void without_a_bearer_token_nobody_is_authenticated() {
        assertNotAuthenticated(house.get("/users/me"));
        assertNotAuthenticated(house.get("/users/me?access_token=" + token));
        for (String header :
                List.of("Basic eDp5", "Bearer", "Bearer ", "", "Bearer" + token, token, "Token " + token)) {
            assertNotAuthenticated(house.get("/users/me", "Authorization", header));
        }
    }

    @Test
    void a_bad_token_is_refused_whatever_is_wrong_with_it() {
        for (String bad : List.of("x", token + "x", token + " " + token, "null", "x".repeat(5000), "a.b.c")) {
            assertInvalidToken(house.get("/users/me", "Authorization", "Bearer " + bad));
        }
        assertInvalidToken(
                house.get("/users/me", "Authorization", "Bearer " + token, "Authorization", "Bearer " + token));
    }

    @Test
    void an_expired_token_and_that_of_an_account_that_is_gone_or_disabled_are_bad() {
        Users users = house.house().stores().users();
        users.change(ada.id(), new AccountChange.NewState(true), SomeEvents.any());
        assertInvalidToken(house.get("/users/me", "Authorization", "Bearer " + token));
        long version = users.findCredentials(ada.id()).orElseThrow().version();
        users.change(ada.id(), new AccountChange.Removal(version), SomeEvents.any());
        assertInvalidToken(house.get("/users/me", "Authorization", "Bearer " + token));
        house.house().clock().advance(Duration.ofHours(1));
        assertInvalidToken(house.get("/users/me", "Authorization", "Bearer " + token));
    }
}

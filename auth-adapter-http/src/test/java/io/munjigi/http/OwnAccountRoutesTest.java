package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.SomeEvents;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OwnAccountRoutesTest {

    private static final String NEW_PASSWORD = "another staple of mine";

    private static final ServedHouse HOUSE = ServedHouse.strict();

    private final Somebody ada = Somebody.signedUp(HOUSE);

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private Answer change(String body) {
        return ada.call("PUT", "/users/me/password", body);
    }

    private Answer change(String current, String next) {
        return change("{\"current_password\":\"" + current + "\",\"new_password\":\"" + next + "\"}");
    }

    private Answer delete(String body) {
        return ada.call("DELETE", "/users/me", body);
    }

    private static void assertWrongPassword(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.member("code")).isEqualTo("wrong_password");
    }

    @Test
    void another_password_ends_every_other_session_and_keeps_this_one() {
        Somebody elsewhere = ada.elsewhere();
        Somebody eve = Somebody.signedUp(HOUSE);

        assertThat(change(Somebody.PASSWORD, NEW_PASSWORD).status()).isEqualTo(204);

        assertThat(elsewhere.isOut()).isTrue();
        assertThat(ada.isIn()).isTrue();
        assertThat(ada.refresh().status()).isEqualTo(200);
        assertThat(eve.isIn()).isTrue();
        assertThat(HOUSE.logIn(ada.email(), Somebody.PASSWORD).status()).isEqualTo(401);
        assertThat(HOUSE.logIn(ada.email(), NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a_wrong_current_password_changes_nothing() {
        Somebody elsewhere = ada.elsewhere();
        List<Answer> refusals = List.of(
                change("wrong", NEW_PASSWORD),
                change("", NEW_PASSWORD),
                change("\\ud800", NEW_PASSWORD),
                change("x".repeat(3_000), NEW_PASSWORD));

        assertThat(refusals).allSatisfy(OwnAccountRoutesTest::assertWrongPassword);
        assertThat(refusals.stream().map(Answer::textWithoutRequestId).distinct())
                .hasSize(1);
        assertThat(elsewhere.isIn()).isTrue();
        assertThat(HOUSE.logIn(ada.email(), Somebody.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void every_fault_of_a_change_is_listed_at_once_by_pointer() {
        assertThat(change("{}").faults())
                .containsExactlyInAnyOrder("/current_password required", "/new_password required");
        assertThat(change("{\"current_password\":null,\"new_password\":[]}").faults())
                .containsExactlyInAnyOrder("/current_password wrong_type", "/new_password wrong_type");
        assertThat(change("{\"current_password\":7,\"new_password\":\"short\"}").faults())
                .containsExactlyInAnyOrder("/current_password wrong_type", "/new_password password_too_short");
        assertThat(change("wrong", "password").faults()).containsExactly("/new_password password_common");
        assertThat(change(Somebody.PASSWORD, "unpaired \\ud800 half").faults())
                .containsExactly("/new_password password_not_text");
        assertThat(change("null").faults()).containsExactly(" wrong_type");
        assertThat(HOUSE.logIn(ada.email(), Somebody.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void all_that_is_stored_is_exported_but_no_secret() {
        Somebody elsewhere = ada.elsewhere().refreshed();
        Somebody eve = Somebody.signedUp(HOUSE);

        Answer export = ada.call("GET", "/users/me/export");

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.json().path("user"))
                .isEqualTo(ada.call("GET", "/users/me").json());
        assertThat(export.json()
                        .path("sessions")
                        .valueStream()
                        .map(session -> session.path("id").asString()))
                .containsExactlyInAnyOrder(ada.sessionId(), elsewhere.sessionId());
        var stores = HOUSE.house().stores();
        var credentials =
                stores.users().findCredentials(EmailKey.of(ada.email())).orElseThrow();
        assertThat(export.text())
                .doesNotContain(
                        Somebody.PASSWORD,
                        ada.accessToken(),
                        ada.refreshToken(),
                        elsewhere.accessToken(),
                        elsewhere.refreshToken(),
                        eve.sessionId(),
                        "mjr_",
                        Objects.requireNonNull(credentials.passwordHash()).reveal())
                .doesNotContainIgnoringCase("hash", "secret", "digest", "token", "generation");
        stores.sessions()
                .ofUser(credentials.user().id())
                .forEach(session -> assertThat(export.text())
                        .doesNotContainIgnoringCase(
                                HexFormat.of().formatHex(session.secretDigest().toBytes())));
    }

    @Test
    void deleting_the_account_frees_the_address_and_kills_the_tokens() {
        Somebody elsewhere = ada.elsewhere();
        String id = ada.call("GET", "/users/me").member("id");

        assertThat(delete("{\"password\":\"" + Somebody.PASSWORD + "\"}").status())
                .isEqualTo(204);

        assertThat(ada.isOut()).isTrue();
        assertThat(elsewhere.isOut()).isTrue();
        assertThat(HOUSE.logIn(ada.email(), Somebody.PASSWORD).status()).isEqualTo(401);
        assertThat(HOUSE.house().stores().sessions().ofUser(UserId.parse(id).orElseThrow()))
                .isEmpty();
        Answer anew = HOUSE.signUp(ada.email().toUpperCase(Locale.ROOT), NEW_PASSWORD);
        assertThat(anew.status()).isEqualTo(201);
        assertThat(anew.member("id")).isNotEqualTo(id);
        assertThat(ada.isOut()).isTrue();
    }

    @Test
    void a_wrong_password_deletes_nothing() {
        assertWrongPassword(delete("{\"password\":\"wrong\"}"));
        assertWrongPassword(delete("{\"password\":\"\\u0000\"}"));
        assertThat(delete("{}").faults()).containsExactly("/password required");
        assertThat(delete("{\"password\":true}").faults()).containsExactly("/password wrong_type");
        assertThat(ada.call("DELETE", "/users/me").status()).isEqualTo(400);
        assertThat(ada.call("DELETE", "/users/me?password=correct+horse+battery")
                        .status())
                .isEqualTo(400);
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void a_token_of_an_account_that_is_gone_or_disabled_is_bad_for_everything() {
        Users users = HOUSE.house().stores().users();
        UserId id = UserId.parse(ada.call("GET", "/users/me").member("id")).orElseThrow();
        users.change(id, new AccountChange.NewState(true), SomeEvents.any());
        for (Answer answer : List.of(
                change(Somebody.PASSWORD, NEW_PASSWORD),
                ada.call("GET", "/users/me/export"),
                delete("{\"password\":\"" + Somebody.PASSWORD + "\"}"))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.member("code")).isEqualTo("invalid_token");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }
        assertThat(users.find(id)).isPresent();
    }

    @Test
    void too_many_who_wait_for_a_hash_are_told_so_here_too() throws Exception {
        CountDownLatch hashing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Auth slow = HOUSE.house()
                .builder()
                .policy(AuthPolicy.strict()
                        .withHashing(HashingBudget.withThreads(1).withQueue(0)))
                .passwordHasher(new HeldHasher(hashing, release))
                .build();
        try (ServedHouse busy = ServedHouse.of(HOUSE.house(), slow)) {
            CompletableFuture<Answer> held = CompletableFuture.supplyAsync(() -> busy.logIn(ada.email(), "x"));
            hashing.await();
            Answer refused =
                    busy.as(ada.accessToken(), "DELETE", "/users/me", ServedHouse.JSON, "{\"password\":\"x\"}");
            release.countDown();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.member("code")).isEqualTo("too_busy");
            assertThat(refused.header("Retry-After")).matches("[0-9]+");
            assertThat(held.get().status()).isEqualTo(401);
        } finally {
            release.countDown();
        }
    }
}

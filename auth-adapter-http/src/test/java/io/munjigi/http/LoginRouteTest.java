package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.core.testkit.TestAuth;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginRouteTest {

    private static final ServedHouse HOUSE = ServedHouse.strict();

    @BeforeAll
    static void signUp() {
        HOUSE.signUp("ada@example.org", "correct horse battery");
    }

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static Answer form(String body) {
        return HOUSE.post("/auth/login", ServedHouse.FORM, body);
    }

    private static Answer json(String body) {
        return HOUSE.post("/auth/login", ServedHouse.JSON, body);
    }

    @Test
    void a_form_and_json_both_open_a_session() {
        Answer byForm = form(
                "grant_type=password&username=ADA%40example.org&password=correct+horse+battery&scope=&client_id=x");
        Answer byJson = HOUSE.logIn("ada@example.org", "correct horse battery");

        for (Answer answer : List.of(byForm, byJson)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.member("token_type")).isEqualTo("bearer");
            assertThat(answer.json().path("expires_in").asInt()).isEqualTo(900);
            assertThat(answer.member("refresh_token")).startsWith("mjr_");
            assertThat(HOUSE.get("/users/me", "Authorization", "Bearer " + answer.member("access_token"))
                            .member("email"))
                    .isEqualTo("ada@example.org");
        }
    }

    @Test
    void the_media_type_may_name_its_charset() {
        String body = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}";

        assertThat(HOUSE.post("/auth/login", "Application/JSON; charset=\"UTF-8\"", body)
                        .status())
                .isEqualTo(200);
        assertThat(HOUSE.post("/auth/login", "application/json;charset=utf-16", body)
                        .status())
                .isEqualTo(415);
        assertThat(HOUSE.post("/auth/login", "text/json", body).status()).isEqualTo(415);
    }

    @Test
    void basic_credentials_beside_the_form_are_ignored() {
        Answer answer = HOUSE.send(
                "POST",
                "/auth/login",
                request -> request.method(
                                "POST",
                                BodyPublishers.ofString("username=ada%40example.org&password=correct+horse+battery"))
                        .headers("Content-Type", ServedHouse.FORM, "Authorization", "Basic eDp5"));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void every_reason_to_fail_gives_the_same_bytes() {
        User disabled = SomeUsers.withEmail("disabled@example.org");
        HOUSE.house().stores().users().add(disabled, HOUSE.house().hasher().hash(TestAuth.PASSWORD), SomeEvents.any());
        HOUSE.house().stores().users().change(disabled.id(), new AccountChange.NewState(true), SomeEvents.any());
        HOUSE.house()
                .stores()
                .users()
                .add(SomeUsers.withEmail("broken@example.org"), PasswordHash.of("$broken$"), SomeEvents.any());
        HOUSE.house().stores().users().add(SomeUsers.withEmail("none@example.org"), null, SomeEvents.any());

        List<Answer> failures = List.of(
                HOUSE.logIn("ada@example.org", "wrong"),
                HOUSE.logIn("nobody@example.org", "correct horse battery"),
                HOUSE.logIn("no address", "correct horse battery"),
                HOUSE.logIn("", ""),
                HOUSE.logIn("nul\\u0000@example.org", "\\u0000"),
                HOUSE.logIn("\\ud800", "\\udc00"),
                HOUSE.logIn("ada@example.org", "x".repeat(2000)),
                HOUSE.logIn("disabled@example.org", "correct horse battery"),
                HOUSE.logIn("broken@example.org", "correct horse battery"),
                HOUSE.logIn("none@example.org", "correct horse battery"),
                form("username=&password="),
                form("username=%00&password=%F0%9F%98%80"));

        assertThat(failures).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.member("detail")).isEqualTo("Invalid email or password");
            assertThat(answer.member("code")).isEqualTo("invalid_credentials");
        });
        assertThat(failures.stream().map(Answer::textWithoutRequestId).distinct())
                .hasSize(1);
        assertThat(failures.stream().map(Answer::headerNames).distinct()).hasSize(1);
    }

    @Test
    void missing_and_mistyped_members_and_another_grant_are_listed() {
        assertThat(form("grant_type=password").faults())
                .containsExactlyInAnyOrder("/username required", "/password required");
        assertThat(form("grant_type=client_credentials&username=a&password=b").faults())
                .containsExactly("/grant_type unsupported_grant_type");
        assertThat(form("grant_type=&username=a&password=b").faults())
                .containsExactly("/grant_type unsupported_grant_type");
        assertThat(json("{\"email\":true}").faults())
                .containsExactlyInAnyOrder("/email wrong_type", "/password required");
    }

    @Test
    void a_form_that_cannot_be_parsed_is_malformed() {
        for (String body :
                List.of("username=%zz&password=x", "username=%C3%28&password=x", "username=a&username=b&password=x")) {
            assertThat(form(body).status()).as(body).isEqualTo(400);
        }
        assertThat(HOUSE.post("/auth/login", ServedHouse.FORM, new byte[] {'u', '=', (byte) 0xff})
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_user_agent_and_an_address_are_kept_with_the_session() {
        Answer answer = HOUSE.send(
                "POST",
                "/auth/login",
                request -> request.method(
                                "POST",
                                BodyPublishers.ofByteArray("username=ada%40example.org&password=correct+horse+battery"
                                        .getBytes(StandardCharsets.UTF_8)))
                        .headers(
                                "Content-Type",
                                ServedHouse.FORM,
                                "User-Agent",
                                "a test",
                                "X-Forwarded-For",
                                "203.0.113.9"));

        var id = SessionId.parse(answer.member("session_id")).orElseThrow();
        var origin = HOUSE.house().stores().sessions().find(id).orElseThrow().origin();
        assertThat(origin.userAgent()).isEqualTo("a test");
        assertThat(origin.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void too_many_who_wait_for_a_hash_are_refused_at_once_and_others_are_served() throws Exception {
        CountDownLatch hashing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        PasswordHasher slow = new HeldHasher(hashing, release);
        TestAuth house = TestAuth.strict();
        house.signUp("ada@example.org");
        String token = house.logIn("ada@example.org").accessToken();
        Auth slowAuth = house.builder()
                .policy(AuthPolicy.strict()
                        .withHashing(HashingBudget.withThreads(1).withQueue(1)))
                .passwordHasher(slow)
                .build();
        try (ServedHouse busy = ServedHouse.of(house, slowAuth)) {
            List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            waiting.add(CompletableFuture.supplyAsync(
                    () -> busy.logIn("ada@example.org", "x").status()));
            hashing.await();
            CompletableFuture<Answer> refused = new CompletableFuture<>();
            for (int more = 0; more < 2; more++) {
                waiting.add(CompletableFuture.supplyAsync(() -> {
                    Answer answer = busy.logIn("ada@example.org", "x");
                    if (answer.status() == 503) {
                        refused.complete(answer);
                    }
                    return answer.status();
                }));
            }

            Answer refusal = refused.get();
            assertThat(refusal.member("code")).isEqualTo("too_busy");
            assertThat(refusal.header("Retry-After")).matches("[0-9]+");
            assertThat(busy.get("/users/me", "Authorization", "Bearer " + token).status())
                    .isEqualTo(200);
            release.countDown();
            for (CompletableFuture<Integer> answer : waiting) {
                assertThat(answer.get()).isIn(401, 503);
            }
        } finally {
            release.countDown();
        }
    }
}

package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdminKeysRoutesTest {

    private final TestAuth fakes = TestAuth.strict();
    private final SigningKey first = firstKey();
    private final KeyedAccessTokens tokens =
            new KeyedAccessTokens(fakes.stores().signingKeys(), fakes.clock());
    private final ServedHouse house =
            ServedHouse.of(fakes, fakes.builder().accessTokens(tokens).build());
    private final Somebody root = Somebody.with(house, Role.ADMIN);

    private SigningKey firstKey() {
        SigningKey key = new FakeSigningKeyMaker()
                .make(1, fakes.clock().instant(), fakes.clock().instant());
        fakes.stores().signingKeys().append(key, SomeEvents.any());
        return key;
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static List<String> states(Somebody administrator) {
        Answer keys = administrator.call("GET", "/admin/keys");
        assertThat(keys.status()).isEqualTo(200);
        return keys.json()
                .path("items")
                .valueStream()
                .map(key -> key.path("kid").asString() + " " + key.path("state").asString())
                .toList();
    }

    private List<String> keySet() {
        return house.get("/.well-known/jwks.json")
                .json()
                .path("keys")
                .valueStream()
                .map(key -> key.path("kid").asString())
                .toList();
    }

    @Test
    void a_key_is_shown_with_its_state_and_times_and_without_its_private_part() {
        JsonNode key = root.call("GET", "/admin/keys").json().path("items").path(0);

        assertThat(key.propertyNames()).containsExactly("kid", "alg", "state", "created_at", "signs_from");
        assertThat(key.path("kid").asString()).isEqualTo(first.keyId());
        assertThat(key.path("alg").asString()).isEqualTo(first.algorithm());
        assertThat(key.path("state").asString()).isEqualTo("signing");
        assertThat(key.path("created_at").asString())
                .isEqualTo(first.createdAt().toString());
        assertThat(key.path("signs_from").asString())
                .isEqualTo(first.signsFrom().toString());
    }

    @Test
    void a_new_key_is_in_the_key_set_before_it_signs_and_the_old_ones_tokens_stay_good() {
        Answer rotated = root.call("POST", "/admin/keys/rotate");
        String next = rotated.member("kid");

        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.json().propertyNames()).containsExactly("kid", "signs_from");
        assertThat(rotated.member("signs_from")).isEqualTo("2026-11-23T09:25:00.123Z");
        assertThat(keySet()).containsExactlyInAnyOrder(first.keyId(), next);
        assertThat(states(root)).containsExactly(next + " published", first.keyId() + " signing");
        assertThat(tokens.keyOf(root.elsewhere().accessToken())).isEqualTo(first.keyId());

        fakes.clock().advance(Duration.ofMinutes(11));

        assertThat(states(root)).containsExactly(next + " signing", first.keyId() + " retired");
        assertThat(tokens.keyOf(root.elsewhere().accessToken())).isEqualTo(next);
        assertThat(keySet()).contains(first.keyId());
        assertThat(root.isIn()).isTrue();
    }

    @Test
    void as_long_as_the_newest_does_not_sign_no_other_is_made() {
        Answer rotated = root.call("POST", "/admin/keys/rotate");
        Answer again = root.call("POST", "/admin/keys/rotate", "{\"kid\":\"x\"}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(rotated.json());
        assertThat(keySet()).hasSize(2);
    }

    @Test
    void the_tokens_of_a_revoked_key_are_refused_at_once_and_a_new_key_signs() {
        assertThat(root.call("DELETE", "/admin/keys/" + first.keyId()).status()).isEqualTo(204);

        Answer refused = root.call("GET", "/admin/keys");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.member("code")).isEqualTo("invalid_token");
        Somebody anew = root.refreshed();
        assertThat(keySet()).hasSize(1).doesNotContain(first.keyId());
        assertThat(states(anew)).containsExactly(keySet().get(0) + " signing");
        assertThat(tokens.keyOf(anew.accessToken())).isEqualTo(keySet().get(0));
    }

    @Test
    void a_key_that_does_not_sign_goes_alone() {
        String next = root.call("POST", "/admin/keys/rotate").member("kid");

        assertThat(root.call("DELETE", "/admin/keys/" + next).status()).isEqualTo(204);

        assertThat(keySet()).containsExactly(first.keyId());
        assertThat(states(root)).containsExactly(first.keyId() + " signing");
    }

    @Test
    void a_key_that_there_is_not_is_not_found() {
        for (String kid : List.of("x", "1", first.keyId() + "x", "%E2%82%AC")) {
            Answer answer = root.call("DELETE", "/admin/keys/" + kid);
            assertThat(answer.status()).as(kid).isEqualTo(404);
            assertThat(answer.member("code")).isEqualTo("signing_key_not_found");
        }
        String next = root.call("POST", "/admin/keys/rotate").member("kid");
        root.call("DELETE", "/admin/keys/" + next);
        assertThat(root.call("DELETE", "/admin/keys/" + next).status()).isEqualTo(404);
        assertThat(keySet()).containsExactly(first.keyId());
    }

    @Test
    void with_a_shared_secret_there_are_no_keys_to_see_or_change() {
        TestAuth stores = TestAuth.strict();
        Auth shared = Auth.builder()
                .stores(stores.stores())
                .passwordHasher(stores.hasher())
                .passwordBlocklist(password -> false)
                .accessTokens(new FakeAccessTokens(stores.clock()))
                .secretSealer(stores.sealer())
                .clock(stores.clock())
                .withoutBackgroundWork()
                .build();
        try (ServedHouse withSecret = ServedHouse.of(stores, shared)) {
            Somebody administrator = Somebody.with(withSecret, Role.ADMIN);

            assertThat(administrator.call("GET", "/admin/keys").text()).isEqualTo("{\"items\":[]}");
            for (Answer answer : List.of(
                    administrator.call("POST", "/admin/keys/rotate"), administrator.call("DELETE", "/admin/keys/x"))) {
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.member("code")).isEqualTo("no_signing_keys");
            }
        }
    }
}

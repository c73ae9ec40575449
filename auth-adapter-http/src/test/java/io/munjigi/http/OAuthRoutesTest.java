package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OAuthRoutesTest {

    private static final ServedHouse HOUSE = ServedHouse.strict();

    private final Somebody ada = Somebody.signedUp(HOUSE);

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private Answer revoke(String form) {
        return HOUSE.post("/oauth2/revoke", ServedHouse.FORM, form);
    }

    @Test
    void either_kind_of_token_ends_its_whole_session() {
        Somebody byAccess = ada.elsewhere();
        Somebody byRefresh = ada.elsewhere();
        Somebody byOutdated = ada.elsewhere();
        Somebody newest = byOutdated.refreshed().refreshed();

        for (String token : List.of(byAccess.accessToken(), byRefresh.refreshToken(), byOutdated.refreshToken())) {
            Answer answer = revoke("token=" + token);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEmpty();
            assertThat(revoke("token=" + token).status()).isEqualTo(200);
        }

        assertThat(byAccess.isOut()).isTrue();
        assertThat(byRefresh.isOut()).isTrue();
        assertThat(newest.isOut()).isTrue();
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void the_hint_is_ignored() {
        for (String hint : List.of("access_token", "refresh_token", "", "nonsense")) {
            Somebody again = ada.elsewhere();
            revoke("token_type_hint=" + hint + "&token=" + again.refreshToken());
            assertThat(again.isOut()).as(hint).isTrue();
        }
    }

    @Test
    void whatever_the_token_is_the_answer_is_the_same() {
        for (String token : List.of("", "x", "mjr_", "%00", "%F0%9F%98%80", "x".repeat(60_000), "a.b.c")) {
            Answer answer = revoke("token=" + token);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEmpty();
        }
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void without_a_token_in_a_form_there_is_nothing_to_revoke() {
        assertThat(revoke("token_type_hint=access_token").faults()).containsExactly("/token required");
        assertThat(revoke("").status()).isEqualTo(400);
        assertThat(revoke("token=a&token=b").status()).isEqualTo(400);
        assertThat(HOUSE.post("/oauth2/revoke", ServedHouse.JSON, "{\"token\":\"x\"}")
                        .status())
                .isEqualTo(415);
        assertThat(ada.call("POST", "/oauth2/revoke?token=" + ada.refreshToken())
                        .status())
                .isEqualTo(400);
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void the_metadata_is_what_the_contract_says_and_nothing_else() {
        assertThat(HOUSE.get("/.well-known/oauth-authorization-server").text())
                .isEqualTo("{\"issuer\":\"https://example.org/id/\","
                        + "\"jwks_uri\":\"https://example.org/id/.well-known/jwks.json\","
                        + "\"token_endpoint\":\"https://example.org/id/auth/refresh\","
                        + "\"revocation_endpoint\":\"https://example.org/id/oauth2/revoke\","
                        + "\"grant_types_supported\":[\"refresh_token\"],\"response_types_supported\":[]}");
        assertThat(OAuthHandlers.MetadataBody.of("http://127.0.0.1:8000").tokenEndpoint())
                .isEqualTo("http://127.0.0.1:8000/auth/refresh");
    }
}

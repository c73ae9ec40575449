package io.munjigi.crypto;

import static io.munjigi.crypto.SomeTokens.hs256;
import static io.munjigi.crypto.SomeTokens.hs256Parts;
import static io.munjigi.crypto.SomeTokens.json;
import static io.munjigi.crypto.SomeTokens.with;
import static io.munjigi.crypto.SomeTokens.without;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.contract.AccessTokensContract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens under a shared secret, and with it all that does not depend on the kind of key: whoever shares the secret can sign anything, so here
 * every attack has a genuine signature.
 */
class SharedSecretTokensTest implements AccessTokensContract {

    private static final byte[] SECRET = "a shared secret of 32 characters".getBytes(UTF_8);
    private static final TokenProfile PROFILE = new TokenProfile("https://auth.example.org", "munjigi");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SettableClock clock = SettableClock.standing();
    private final NimbusAccessTokens tokens = NimbusAccessTokens.withSharedSecret(PROFILE, Secret.of(SECRET), clock);

    private final long now = clock.instant().getEpochSecond();
    private final Map<String, String> header = header();
    private final Map<String, String> claims = claims();

    @Override
    public AccessTokens accessTokens() {
        return tokens;
    }

    @Override
    public AccessTokens strangersTokens() {
        return NimbusAccessTokens.withSharedSecret(PROFILE, Secret.ofText("another secret of 32 characters!"), clock);
    }

    @Override
    public SettableClock clock() {
        return clock;
    }

    private static Map<String, String> header() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("alg", "\"HS256\"");
        members.put("kid", "\"shared\"");
        members.put("typ", "\"at+jwt\"");
        return members;
    }

    private Map<String, String> claims() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("iss", "\"https://auth.example.org\"");
        members.put("sub", "\"019326e4-5c1b-7d0a-9f43-2b1c7a5e8d10\"");
        members.put("aud", "\"munjigi\"");
        members.put("client_id", "\"munjigi\"");
        members.put("exp", Long.toString(now + 900));
        members.put("iat", Long.toString(now));
        members.put("nbf", Long.toString(now));
        members.put("jti", "\"019326e4-6a30-7b18-a2d4-91c5e07f3b64\"");
        members.put("sid", "\"019326e4-6a2f-7c55-8e11-4d9b03f7a6c2\"");
        members.put("roles", "[\"admin\",\"user\"]");
        return members;
    }

    private boolean isGood(Map<String, String> headerMembers, Map<String, String> claimMembers) {
        return isGood(json(headerMembers), json(claimMembers));
    }

    private boolean isGood(String headerJson, String claimsJson) {
        return tokens.verify(hs256(SECRET, headerJson, claimsJson)).isPresent();
    }

    private boolean isGoodWith(String claim, String value) {
        return isGood(header, with(claims, claim, value));
    }

    @Test
    void a_token_that_a_sharer_of_the_secret_made_is_good() {
        assertThat(tokens.verify(hs256(SECRET, json(header), json(claims))))
                .contains(new AccessClaims(
                        UserId.parse("019326e4-5c1b-7d0a-9f43-2b1c7a5e8d10").orElseThrow(),
                        SessionId.parse("019326e4-6a2f-7c55-8e11-4d9b03f7a6c2").orElseThrow(),
                        new TreeSet<>(List.of(Role.ADMIN, Role.USER)),
                        "019326e4-6a30-7b18-a2d4-91c5e07f3b64",
                        Instant.ofEpochSecond(now),
                        Instant.ofEpochSecond(now + 900)));
        assertThat(isGood(" {\n\"typ\" : \"at+jwt\", \"kid\":\"sh\\u0061red\", \"alg\":\"HS256\"}\t", json(claims)))
                .isTrue();
        assertThat(isGood(header, with(claims, "scope", "{\"other\":[1,2.5,null,true]}")))
                .isTrue();
    }

    @Test
    void an_issued_token_says_exactly_what_rfc_9068_asks_for() throws RefusedTokenException {
        AccessClaims content =
                tokens.verify(hs256(SECRET, json(header), json(claims))).orElseThrow();
        CompactToken issued = CompactToken.parse(tokens.issue(content));

        assertThat(issued.header().size()).isEqualTo(3);
        assertThat(issued.header().text("alg")).isEqualTo("HS256");
        assertThat(issued.header().text("kid")).isEqualTo("shared");
        assertThat(issued.header().text("typ")).isEqualTo("at+jwt");
        StrictJsonObject payload = issued.payload();
        assertThat(payload.size()).isEqualTo(10);
        for (String name : List.of("iss", "sub", "aud", "client_id", "jti", "sid")) {
            assertThat("\"" + payload.text(name) + "\"").isEqualTo(claims.get(name));
        }
        for (String name : List.of("exp", "iat", "nbf")) {
            assertThat(Long.toString(payload.number(name))).isEqualTo(claims.get(name));
        }
        assertThat(payload.texts("roles")).containsExactly("admin", "user");
    }

    @Test
    void no_token_with_one_other_character_is_good() {
        String token = hs256(SECRET, json(header), json(claims));
        assertThat(tokens.verify(token)).isPresent();

        String substitutes = ALPHABET + ".=+/ \n\0!%é\ud800";
        for (int index = 0; index < token.length(); index++) {
            for (String mutant : SomeTokens.substituted(token, index, substitutes)) {
                assertThat(tokens.verify(mutant)).as(mutant).isEmpty();
            }
        }
    }

    @Test
    void no_token_with_a_character_more_or_less_is_good() {
        String token = hs256(SECRET, json(header), json(claims));

        for (int index = 0; index <= token.length(); index++) {
            for (String extra : List.of("A", "_", ".", "=", " ", "\r", "\n", "\0")) {
                assertThat(tokens.verify(token.substring(0, index) + extra + token.substring(index)))
                        .isEmpty();
            }
            if (index < token.length()) {
                assertThat(tokens.verify(token.substring(0, index) + token.substring(index + 1)))
                        .isEmpty();
            }
        }
    }

    /** Header and payload end in a character with stray bits; the signature is over just that spelling. */
    @Test
    void stray_bits_are_refused_even_when_they_are_signed() {
        String good = SomeTokens.encode((json(header) + " ").getBytes(UTF_8));
        assertThat(good.length() % 4).isEqualTo(2);
        String payload = SomeTokens.encode(json(claims).getBytes(UTF_8));
        String stray = good.substring(0, good.length() - 1) + next(good.charAt(good.length() - 1));

        assertThat(tokens.verify(hs256Parts(SECRET, good, payload))).isPresent();
        assertThat(tokens.verify(hs256Parts(SECRET, stray, payload))).isEmpty();
        assertThat(tokens.verify(hs256Parts(SECRET, good + "==", payload))).isEmpty();
        assertThat(tokens.verify(hs256Parts(SECRET, good, payload + "\n"))).isEmpty();
        assertThat(tokens.verify(hs256Parts(SECRET, good, payload + ".")))
                .as("a part too many")
                .isEmpty();
    }

    private static char next(char character) {
        return ALPHABET.charAt(ALPHABET.indexOf(character) + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"at+jwt\"",
                "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
                "{\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"AT+JWT\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"application/at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":null}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":[\"at+jwt\"]}",
                "{\"alg\":\"none\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"hs256\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS384\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS512\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":null,\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"Shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":0,\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"' OR 1=1 --\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"b64\":true}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"zip\":\"DEF\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"cty\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"enc\":\"A128GCM\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"jku\":\"https://evil.example/jwks\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"x5u\":\"https://evil.example/cert\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"x5c\":[]}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"other\":null}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",\"\\u0061lg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}{}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\"} x",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\",}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\"",
                "{'alg':'HS256','kid':'shared','typ':'at+jwt'}",
                "{alg:\"HS256\",kid:\"shared\",typ:\"at+jwt\"}",
                "{\"alg\":\"HS256\",/**/\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "\ufeff{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"shared\",\"typ\":\"at+jwt\\u0000\"}",
                "",
            })
    void a_header_is_exactly_algorithm_key_and_type(String other) {
        assertThat(isGood(json(header), json(claims))).isTrue();
        assertThat(isGood(other, json(claims))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "client_id", "exp", "iat", "jti", "sid", "roles"})
    void a_claim_that_is_missing_or_of_another_type_is_refused(String claim) {
        assertThat(isGood(header, without(claims, claim))).isFalse();
        Set<String> goodAfterAll = Set.of("roles=[]", "iat=0", "jti=\"x\"");
        for (String value :
                List.of("null", "true", "{}", "[]", "\"\"", "[[]]", "[null]", "-1", "1.5", "\"x\"", "[\"X\"]", "0")) {
            assertThat(isGoodWith(claim, value))
                    .as(claim + "=" + value)
                    .isEqualTo(goodAfterAll.contains(claim + "=" + value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat", "nbf"})
    void a_time_is_a_whole_number_in_digits(String claim) {
        String genuine = String.valueOf(claims.get(claim));

        for (String other : List.of(
                "\"" + genuine + "\"",
                genuine + ".0",
                genuine + "e0",
                "1e999999",
                "-1e999999",
                "9".repeat(40),
                "-" + "9".repeat(1500),
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "253402300800",
                "0" + genuine,
                "+" + genuine,
                "0x7fffffff",
                "NaN",
                "Infinity",
                "null",
                "true",
                "[" + genuine + "]",
                "{}")) {
            assertThat(isGoodWith(claim, other)).as(other).isFalse();
        }
    }

    @Test
    void only_nbf_may_be_missing() {
        assertThat(isGood(header, without(claims, "nbf"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 1, true",
        "exp, -1, true",
        "exp, -2, false",
        "iat, 60, true",
        "iat, 61, false",
        "nbf, 60, true",
        "nbf, 61, false"
    })
    void times_are_taken_to_the_second(String claim, long secondsFromNow, boolean good) {
        Map<String, String> changed = with(claims, claim, Long.toString(now + secondsFromNow));
        if (claim.equals("exp")) {
            changed = with(changed, "iat", Long.toString(now - 900));
        }
        assertThat(isGood(header, changed)).isEqualTo(good);
    }

    @Test
    void two_seconds_after_its_expiry_a_token_is_dead() {
        String token = hs256(SECRET, json(header), json(claims));

        clock.set(Instant.ofEpochSecond(now + 902).minusMillis(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.set(Instant.ofEpochSecond(now + 902));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void a_token_expires_after_it_was_issued() {
        Map<String, String> dead = with(with(claims, "iat", Long.toString(now + 10)), "exp", Long.toString(now + 10));

        assertThat(isGood(header, dead)).isFalse();
    }

    @Test
    void it_counts_from_here_and_for_here_only() {
        assertThat(isGoodWith("iss", "\"https://auth.example.org/\"")).isFalse();
        assertThat(isGoodWith("iss", "\"https://AUTH.example.org\"")).isFalse();
        assertThat(isGoodWith("aud", "\"other\"")).isFalse();
        assertThat(isGoodWith("aud", "[\"munjigi\"]")).isFalse();
        assertThat(isGoodWith("aud", "[\"munjigi\",\"other\"]")).isFalse();
        assertThat(isGoodWith("client_id", "\"other\"")).isFalse();
    }

    @Test
    void ids_have_one_spelling() {
        for (String claim : List.of("sub", "sid")) {
            assertThat(isGoodWith(claim, "\"1-1-1-1-1\"")).isFalse();
            assertThat(isGoodWith(claim, "\"019326E4-5C1B-7D0A-9F43-2B1C7A5E8D10\""))
                    .isFalse();
            assertThat(isGoodWith(claim, "\" 019326e4-5c1b-7d0a-9f43-2b1c7a5e8d10\""))
                    .isFalse();
            assertThat(isGoodWith(claim, "\"019326e4-5c1b-7d0a-9f43-2b1c7a5e8d10\\n\""))
                    .isFalse();
        }
        assertThat(isGoodWith("jti", "\"\\ud800\"")).isFalse();
        assertThat(isGoodWith("jti", "\"\\u0000\"")).isFalse();
        assertThat(isGoodWith("jti", "\"\\u\u0131800\"")).isFalse();
        assertThat(isGoodWith("jti", "\"\\\\\\u\u0131800\"")).isFalse();
        assertThat(isGoodWith("other", "\"\\u\u0131800\"")).isFalse();
        assertThat(isGoodWith("other", "\"\\\\u\u0131800\"")).isTrue();
        assertThat(isGoodWith("jti", "\"with blank\"")).isFalse();
        assertThat(isGoodWith("jti", "\"" + "x".repeat(129) + "\"")).isFalse();
        assertThat(isGoodWith("jti", "\"" + "x".repeat(128) + "\"")).isTrue();
    }

    @Test
    void roles_are_names_of_roles_without_repetition() {
        for (String roles : List.of(
                "\"user\"",
                "\"user admin\"",
                "[\"user\",\"user\"]",
                "[\"User\"]",
                "[\"\"]",
                "[\"user\",1]",
                "[[\"user\"]]",
                "[{\"name\":\"user\"}]",
                "{\"0\":\"user\"}")) {
            assertThat(isGoodWith("roles", roles)).as(roles).isFalse();
        }
    }

    @Test
    void nothing_is_said_twice_however_it_is_spelled_and_wherever() {
        String json = json(claims);
        String rest = json.substring(1);

        assertThat(isGood(json(header), "{\"sub\":\"019326e4-5c1b-7d0a-9f43-2b1c7a5e8d11\"," + rest))
                .isFalse();
        assertThat(isGood(json(header), "{\"\\u0073ub\":\"019326e4-5c1b-7d0a-9f43-2b1c7a5e8d11\"," + rest))
                .isFalse();
        assertThat(isGood(json(header), "{\"other\":{\"a\":1,\"a\":1}," + rest)).isFalse();
        assertThat(isGood(json(header), "{\"other\":[{\"a\":1,\"a\":1}]," + rest))
                .isFalse();
        assertThat(isGood(json(header), "{\"other\":{\"a\":1,\"b\":1}," + rest)).isTrue();
    }

    @Test
    void a_payload_nests_sixteen_levels_at_most() {
        for (String brackets : List.of("[]", "{}")) {
            assertThat(isGoodWith("other", nested(brackets, 15))).isTrue();
            assertThat(isGoodWith("other", nested(brackets, 16))).isFalse();
            assertThat(isGoodWith("other", nested(brackets, 400))).isFalse();
        }
        assertThat(isGood(json(header), "[".repeat(2000))).isFalse();
        assertThat(isGood(json(header), "{\"a\":".repeat(400))).isFalse();
    }

    private static String nested(String brackets, int levels) {
        String open = brackets.equals("{}") ? "{\"a\":" : "[";
        return open.repeat(levels - 1) + brackets + brackets.substring(1).repeat(levels - 1);
    }

    @Test
    void a_payload_is_strict_utf_8_and_one_json_object() {
        byte[] genuine = json(claims).getBytes(UTF_8);
        assertThat(isGoodBytes(genuine)).isTrue();

        assertThat(isGoodBytes(("\ufeff" + json(claims)).getBytes(UTF_8))).isFalse();
        assertThat(isGoodBytes(json(claims).getBytes(UTF_16))).isFalse();
        for (String invalid :
                List.of("\u00e9", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00ff")) {
            assertThat(isGoodBytes(
                            json(with(claims, "other", "\"" + invalid + "\"")).getBytes(ISO_8859_1)))
                    .isFalse();
        }
        for (String other : List.of("", " ", "[]", "null", "[" + json(claims) + "]", json(claims) + "null", "{", "}")) {
            assertThat(isGoodBytes(other.getBytes(UTF_8))).as(other).isFalse();
        }
        assertThat(isGoodWith("other", "\"\0\"")).isFalse();
    }

    private boolean isGoodBytes(byte[] payload) {
        return tokens.verify(hs256(SECRET, json(header).getBytes(UTF_8), payload))
                .isPresent();
    }

    @Test
    void a_token_has_4096_characters_at_most() {
        int padding = 3 * (CompactToken.MAX_CHARACTERS / 4) - json(claims).length() - 120;
        String longest = IntStream.range(0, 200)
                .mapToObj(more -> hs256(SECRET, json(header), json(claims) + " ".repeat(padding + more)))
                .filter(token -> token.length() <= CompactToken.MAX_CHARACTERS)
                .reduce((shorter, longer) -> longer)
                .orElseThrow();

        assertThat(longest).hasSizeBetween(CompactToken.MAX_CHARACTERS - 2, CompactToken.MAX_CHARACTERS);
        assertThat(tokens.verify(longest)).isPresent();
        assertThat(isGood(json(header), json(claims) + " ".repeat(padding + 200)))
                .isFalse();
        assertThat(tokens.verify("a".repeat(10_000_000))).isEmpty();
        assertThat(tokens.verify(".".repeat(10_000_000))).isEmpty();
    }

    @Test
    void an_unsigned_token_is_refused() {
        String none = SomeTokens.encode(json(with(header, "alg", "\"none\"")).getBytes(UTF_8));
        String genuine = SomeTokens.encode(json(header).getBytes(UTF_8));
        String payload = SomeTokens.encode(json(claims).getBytes(UTF_8));

        for (String head : List.of(none, genuine)) {
            assertThat(tokens.verify(head + "." + payload + ".")).isEmpty();
            assertThat(tokens.verify(head + "." + payload)).isEmpty();
            assertThat(tokens.verify(head + "." + payload + ".AA")).isEmpty();
            assertThat(tokens.verify(head + ".." + payload)).isEmpty();
        }
    }

    @Test
    void what_nobody_would_take_is_not_issued() {
        AccessClaims claims =
                tokens.verify(hs256(SECRET, json(header), json(this.claims))).orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue(copy(claims, "with blank", claims.roles())));
        TreeSet<Role> many = IntStream.range(0, 200)
                .mapToObj(number -> new Role("role-number-" + number))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue(copy(claims, "id", many)));
    }

    private static AccessClaims copy(AccessClaims claims, String tokenId, SortedSet<Role> roles) {
        return new AccessClaims(
                claims.subject(), claims.sessionId(), roles, tokenId, claims.issuedAt(), claims.expiresAt());
    }

    @Test
    void the_key_set_tells_nobody_the_secret() {
        assertThat(tokens.keySet()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NimbusAccessTokens.withSharedSecret(PROFILE, Secret.of(new byte[31]), clock))
                .withMessageContaining("32");
    }

    @Test
    void the_system_clock_serves_as_well() {
        NimbusAccessTokens live = NimbusAccessTokens.withSharedSecret(PROFILE, Secret.of(SECRET));
        Instant issuedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        AccessClaims claims = new AccessClaims(
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                new TreeSet<>(),
                "id",
                issuedAt,
                issuedAt.plus(Duration.ofMinutes(1)));

        assertThat(live.verify(live.issue(claims))).contains(claims);
    }

    @Test
    void a_blank_or_endless_issuer_or_audience_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenProfile(" ", "munjigi"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenProfile("https://auth.example.org", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenProfile("x".repeat(513), "munjigi"));
    }
}

package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.Fuzzing;
import io.munjigi.core.testkit.HostileWords;
import io.munjigi.core.testkit.Mutations;
import io.munjigi.core.testkit.SettableClock;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tokens that are nearly good. None is taken but those that were issued; and of those that somebody signed with the right key, none that
 * does not say all that it must in the way in which it must be said.
 */
class TokenFuzzingTest {

    private static final byte[] SECRET = "a shared secret of 32 characters".getBytes(UTF_8);
    private static final TokenProfile PROFILE = new TokenProfile("https://auth.example.org", "munjigi");
    private static final String USER = "019326e4-5c1b-7d0a-9f43-2b1c7a5e8d10";
    private static final String SESSION = "019326e4-6a2f-7c55-8e11-4d9b03f7a6c2";
    private static final String TOKEN = "019326e4-6a30-7b18-a2d4-91c5e07f3b64";
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final List<String> TOKEN_WORDS = List.of(
            ".",
            "..",
            "=",
            "+",
            "/",
            "%2E",
            " ",
            "\t",
            "\r\n",
            "\0",
            "A",
            "e30",
            "bnVsbA",
            "eyJhbGciOiJub25lIn0",
            "é",
            "\ufeff");

    private static final List<String> JSON_WORDS = Stream.concat(
                    HostileWords.JSON.stream(),
                    Stream.of(
                            "1e9",
                            ".5",
                            "\"admin\"",
                            "\"user\",",
                            "\"exp\":1,",
                            "\"sub\":\"x\",",
                            "\"aud\":[\"munjigi\"],"))
            .toList();

    private static final List<String> OTHER_NAMES = List.of(
            "crit",
            "b64",
            "zip",
            "cty",
            "enc",
            "jwk",
            "jku",
            "x5u",
            "x5c",
            "x5t",
            "p2c",
            "scope",
            "nbf",
            "admin",
            "role",
            "EXP",
            "su\\u0062",
            "");

    private final SettableClock clock = SettableClock.standing();
    private final long now = clock.instant().getEpochSecond();
    private final List<String> values = values();
    private final NimbusAccessTokens shared = NimbusAccessTokens.withSharedSecret(PROFILE, Secret.of(SECRET), clock);

    /** A member of a JSON object, whose value is JSON already. */
    private record Member(String name, String value) {

        @Override
        public String toString() {
            return "\"" + name + "\":" + value;
        }
    }

    private static List<Member> header() {
        return List.of(
                new Member("alg", "\"HS256\""), new Member("kid", "\"shared\""), new Member("typ", "\"at+jwt\""));
    }

    private List<Member> claims() {
        return List.of(
                new Member("iss", "\"https://auth.example.org\""),
                new Member("sub", "\"" + USER + "\""),
                new Member("aud", "\"munjigi\""),
                new Member("client_id", "\"munjigi\""),
                new Member("exp", Long.toString(now + 900)),
                new Member("iat", Long.toString(now)),
                new Member("nbf", Long.toString(now)),
                new Member("jti", "\"" + TOKEN + "\""),
                new Member("sid", "\"" + SESSION + "\""),
                new Member("roles", "[\"user\"]"));
    }

    /** What a member may be given instead of what it has; most are right for none. */
    private List<String> values() {
        List<String> values = new ArrayList<>(List.of(
                "null",
                "true",
                "0",
                "1",
                "-1",
                "1.5",
                "1e3",
                "1e9",
                "-0",
                "9".repeat(40),
                "253402300799",
                "253402300800",
                "9223372036854775807",
                "{}",
                "{\"a\":1}",
                "[]",
                "[[]]",
                "[null]",
                "[1]",
                "[\"munjigi\"]",
                "[\"admin\"]",
                "[\"admin\",\"user\"]",
                "[\"user\",\"user\"]",
                "[\"User\"]"));
        for (String text : List.of(
                "",
                "x",
                "munjigi",
                "https://auth.example.org",
                USER,
                SESSION,
                USER.replace('e', 'E'),
                "1-1-1-1-1",
                "none",
                "HS256",
                "RS256",
                "shared",
                "at+jwt",
                "../../dev/null",
                "' OR 1=1 --",
                "\\u0000",
                "\\ud800",
                "x".repeat(3_000),
                Long.toString(now + 900))) {
            values.add("\"" + text + "\"");
        }
        for (long seconds : List.of(-901, -3, -2, -1, 0, 1, 60, 61, 901)) {
            values.add(Long.toString(now + seconds));
        }
        values.add(now + ".0");
        return values;
    }

    private AccessClaims content(Role role) {
        return new AccessClaims(
                new UserId(UUID.fromString(USER)),
                new SessionId(UUID.fromString(SESSION)),
                new TreeSet<>(List.of(role)),
                TOKEN,
                Instant.ofEpochSecond(now),
                Instant.ofEpochSecond(now + 900));
    }

    @Test
    void no_token_is_taken_but_those_that_were_issued() {
        fuzzTokens(Fuzzing.of("tokens", 10_000));
    }

    @Test
    @Tag("thorough")
    void no_token_of_very_many_is_taken_but_those_that_were_issued() {
        fuzzTokens(Fuzzing.of("tokens", 300_000));
    }

    private void fuzzTokens(Fuzzing fuzzing) {
        List<String> issued = List.of(shared.issue(content(Role.USER)), shared.issue(content(Role.ADMIN)));

        Map<String, Integer> outcomes = fuzzing.run(mutations -> token(mutations, issued), input -> {
            String token = new String(input, ISO_8859_1);
            assertThat(shared.verify(token).isPresent()).isEqualTo(issued.contains(token));
            return issued.contains(token) ? "taken" : "refused";
        });

        assertThat(outcomes).containsKeys("taken", "refused");
    }

    private static byte[] token(Mutations mutations, List<String> issued) {
        List<String> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            String genuine = mutations.oneOf(issued).split("\\.", -1)[part];
            parts.add(mutations.below(20) == 0 ? withOtherEnd(mutations, genuine) : genuine);
        }
        byte[] put = String.join(".", parts).getBytes(ISO_8859_1);
        return mutations.below(5) == 0 ? put : mutations.of(put, TOKEN_WORDS);
    }

    /** The last character has bits that may not count. */
    private static String withOtherEnd(Mutations mutations, String part) {
        return part.substring(0, part.length() - 1) + ALPHABET.charAt(mutations.below(ALPHABET.length()));
    }

    @Test
    void a_signed_payload_is_taken_only_if_it_says_all_that_it_must() {
        fuzzPayloads(Fuzzing.of("signed payloads", 10_000));
    }

    @Test
    @Tag("thorough")
    void of_very_many_signed_payloads_those_are_taken_that_say_all_that_they_must() {
        fuzzPayloads(Fuzzing.of("signed payloads", 300_000));
    }

    private void fuzzPayloads(Fuzzing fuzzing) {
        String header = object(header());
        Map<String, Integer> outcomes = fuzzing.run(mutations -> object(mutations, claims()), payload -> {
            Optional<AccessClaims> taken = shared.verify(SomeTokens.hs256(SECRET, header.getBytes(UTF_8), payload));
            if (taken.isPresent()) {
                assertSays(payload, taken.get());
            }
            return taken.isPresent() ? "taken" : "refused";
        });

        assertThat(outcomes).containsKeys("taken", "refused");
    }

    /** Holds what was taken against another reading of the same bytes, by one that takes no number beyond all bounds, wherever it stands. */
    private void assertSays(byte[] payload, AccessClaims taken) throws ParseException {
        Map<String, Object> claims = JSONObjectUtils.parse(
                new String(payload, UTF_8).replaceAll("(?i)(?<=\\d)e\\+?\\d{3,}(?=[,}\\]\\s])", ""));
        assertThat(claims)
                .containsEntry("iss", "https://auth.example.org")
                .containsEntry("aud", "munjigi")
                .containsEntry("client_id", "munjigi")
                .containsEntry("sub", taken.subject().toString())
                .containsEntry("sid", taken.sessionId().toString())
                .containsEntry("jti", taken.tokenId())
                .containsEntry("iat", taken.issuedAt().getEpochSecond())
                .containsEntry("exp", taken.expiresAt().getEpochSecond());
        assertThat(claims.get("roles"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(
                        taken.roles().stream().map(Role::name).toList());
        assertThat(taken.subject().toString()).matches(UUID_FORM);
        assertThat(taken.sessionId().toString()).matches(UUID_FORM);
        assertThat(taken.expiresAt().getEpochSecond()).isGreaterThan(now - 2);
        assertThat(taken.issuedAt().getEpochSecond()).isLessThanOrEqualTo(now + 60);
        if (claims.containsKey("nbf")) {
            assertThat(claims.get("nbf")).isInstanceOf(Long.class);
            assertThat((Long) claims.get("nbf")).isBetween(0L, now + 60);
        }
    }

    @Test
    void a_signed_header_is_taken_only_if_it_names_algorithm_key_and_type_and_nothing_else() {
        fuzzHeaders(Fuzzing.of("signed headers", 10_000));
    }

    @Test
    @Tag("thorough")
    void of_very_many_signed_headers_those_are_taken_that_name_algorithm_key_and_type_and_nothing_else() {
        fuzzHeaders(Fuzzing.of("signed headers", 300_000));
    }

    private void fuzzHeaders(Fuzzing fuzzing) {
        String payload = object(claims());
        Map<String, Integer> outcomes = fuzzing.run(mutations -> object(mutations, header()), header -> {
            boolean taken = shared.verify(SomeTokens.hs256(SECRET, header, payload.getBytes(UTF_8)))
                    .isPresent();
            if (taken) {
                assertThat(JSONObjectUtils.parse(new String(header, UTF_8)))
                        .isEqualTo(Map.of("alg", "HS256", "kid", "shared", "typ", "at+jwt"));
            }
            return taken ? "taken" : "refused";
        });

        assertThat(outcomes).containsKeys("taken", "refused");
    }

    private static String object(List<Member> members) {
        return members.stream().map(Member::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /** Half of them with other members, half with other bytes. */
    private byte[] object(Mutations mutations, List<Member> good) {
        if (mutations.below(2) == 0) {
            return mutations.of(object(good).getBytes(UTF_8), JSON_WORDS);
        }
        List<Member> members = new ArrayList<>(good);
        for (int changes = 1 + mutations.below(2); changes > 0; changes--) {
            change(mutations, members);
        }
        return object(members).getBytes(UTF_8);
    }

    private void change(Mutations mutations, List<Member> members) {
        int place = mutations.below(members.size());
        Member member = members.get(place);
        String value = mutations.oneOf(values);
        switch (mutations.below(8)) {
            case 0 -> members.add(members.remove(place));
            case 1 -> members.add(place, new Member(member.name(), value));
            case 2 -> members.set(place, new Member(mutations.oneOf(OTHER_NAMES), value));
            case 3 -> members.add(new Member(mutations.oneOf(OTHER_NAMES), value));
            default -> members.set(place, new Member(member.name(), value));
        }
    }
}

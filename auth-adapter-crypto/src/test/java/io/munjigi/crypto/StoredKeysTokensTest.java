package io.munjigi.crypto;

import static io.munjigi.crypto.SomeKeys.FIRST;
import static io.munjigi.crypto.SomeKeys.SEALER;
import static io.munjigi.crypto.SomeKeys.STRANGERS;
import static io.munjigi.crypto.SomeKeys.moved;
import static io.munjigi.crypto.SomeKeys.storeOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.contract.AccessTokensContract;
import java.math.BigInteger;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StoredKeysTokensTest implements AccessTokensContract {

    private static final TokenProfile PROFILE = new TokenProfile("https://auth.example.org", "munjigi");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SettableClock clock = SettableClock.standing();
    private final NimbusAccessTokens tokens = over(storeOf(FIRST));

    private NimbusAccessTokens over(SigningKeys store) {
        return NimbusAccessTokens.withStoredKeys(PROFILE, store, SEALER, clock);
    }

    @Override
    public AccessTokens accessTokens() {
        return tokens;
    }

    @Override
    public AccessTokens strangersTokens() {
        return over(storeOf(STRANGERS));
    }

    @Override
    public SettableClock clock() {
        return clock;
    }

    private AccessClaims claims() {
        return SomeTokens.claims(clock.instant(), Duration.ofMinutes(15));
    }

    private static String header(String algorithm, String keyId) {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\",\"typ\":\"at+jwt\"}";
    }

    private String payload() {
        return new String(new Base64URL(tokens.issue(claims()).split("\\.", -1)[1]).decode(), UTF_8);
    }

    private static String keyIdOf(String token) throws RefusedTokenException {
        return CompactToken.parse(token).header().text("kid");
    }

    // The key set and the first start

    @Test
    void the_key_set_publishes_what_verifies_and_nothing_more() throws ParseException {
        JWKSet published = JWKSet.parse(tokens.keySet());

        assertThat(published.getKeys()).hasSize(1);
        JWK key = published.getKeys().get(0);
        assertThat(key.toJSONObject()).containsOnlyKeys("kty", "e", "n", "use", "alg", "kid");
        assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(key.getKeyID()).isEqualTo(FIRST.keyId());
        assertThat(key.size()).isEqualTo(3072);
    }

    @Test
    void an_empty_store_gets_one_first_key_though_many_nodes_find_it_empty() {
        SigningKeys store = storeOf();

        List<NimbusAccessTokens> nodes = Race.of(2, number -> over(store));

        assertThat(store.all()).hasSize(1);
        assertThat(store.all().get(0).number()).isEqualTo(1);
        assertThat(nodes.get(0).keySet())
                .isEqualTo(nodes.get(1).keySet())
                .contains(store.all().get(0).keyId());
        AccessClaims claims = claims();
        assertThat(nodes.get(0).verify(nodes.get(1).issue(claims))).contains(claims);
        assertThat(nodes.get(1).verify(nodes.get(0).issue(claims))).contains(claims);
    }

    @Test
    void what_is_stored_shows_no_private_part() throws ParseException {
        assertThat(RSAKey.parse(FIRST.publicKey()).isPrivate()).isFalse();
        String privateExponent = SomeKeys.open(FIRST).getPrivateExponent().toString();
        assertThat(new String(FIRST.sealedPrivateKey().toBytes(), UTF_8)).doesNotContain(privateExponent);
        assertThat(FIRST.toString() + StoredRsaKey.read(FIRST, SEALER)).doesNotContain(privateExponent);
    }

    // Which key signs

    @Test
    void the_newest_key_whose_time_has_come_signs_and_all_verify() throws RefusedTokenException {
        Instant later = clock.instant().plus(Duration.ofMinutes(10));
        NimbusAccessTokens both = over(storeOf(FIRST, moved(STRANGERS, 2, later)));

        String old = both.issue(claims());
        assertThat(keyIdOf(old)).isEqualTo(FIRST.keyId());
        clock.set(later.minusMillis(1));
        assertThat(keyIdOf(both.issue(claims()))).isEqualTo(FIRST.keyId());
        clock.set(later);
        assertThat(keyIdOf(both.issue(claims()))).isEqualTo(STRANGERS.keyId());

        assertThat(both.verify(old)).isPresent();
        assertThat(both.verify(both.issue(claims()))).isPresent();
        assertThat(both.keySet()).contains(FIRST.keyId(), STRANGERS.keyId());
    }

    @Test
    void a_node_whose_clock_is_behind_signs_with_the_first_key() throws RefusedTokenException {
        clock.advance(Duration.ofSeconds(-30));

        assertThat(keyIdOf(tokens.issue(claims()))).isEqualTo(FIRST.keyId());
    }

    // A bad key set stops the start

    @Test
    void two_keys_with_one_id_stop_the_start() {
        assertStopsTheStart(storeOf(FIRST, moved(FIRST, 2, FIRST.signsFrom())), "two signing keys");
    }

    @Test
    void a_key_that_is_not_what_we_make_stops_the_start() throws JOSEException {
        assertStopsTheStart(storeOf(sealed(rsa(2048).keyIDFromThumbprint(true).generate())), "bits");
        RSAKeyGenerator small = new RSAKeyGenerator(1024, true);
        assertStopsTheStart(
                storeOf(sealed(small.keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint(true)
                        .generate())),
                "bits");
        assertStopsTheStart(
                storeOf(sealed(new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint(true)
                        .generate())),
                "no RSA key");
    }

    private static JWKGenerator<RSAKey> rsa(int bits) {
        return new RSAKeyGenerator(bits).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256);
    }

    @Test
    void a_key_for_another_use_stops_the_start() throws ParseException {
        assertPublicPartStopsTheStart(key -> key.keyUse(KeyUse.ENCRYPTION), "not for signatures");
        assertPublicPartStopsTheStart(key -> key.keyUse(null), "not for signatures");
        assertPublicPartStopsTheStart(key -> key.algorithm(JWSAlgorithm.RS512), "not for RS256");
        assertPublicPartStopsTheStart(key -> key.algorithm(JWSAlgorithm.HS256), "not for RS256");
        assertPublicPartStopsTheStart(key -> key.algorithm(null), "not for RS256");
        assertPublicPartStopsTheStart(key -> key.keyOperations(Set.of(KeyOperation.VERIFY)), "restricted");
        assertPublicPartStopsTheStart(key -> key.keyID("other"), "under another id");
    }

    private void assertPublicPartStopsTheStart(UnaryOperator<RSAKey.Builder> change, String complaint)
            throws ParseException {
        RSAKey changed = change.apply(new RSAKey.Builder(RSAKey.parse(FIRST.publicKey())))
                .build();
        assertStopsTheStart(storeOf(withPublicKey(FIRST, changed.toJSONString())), complaint);
    }

    @Test
    void a_tampered_public_part_stops_the_start() throws ParseException {
        assertStopsTheStart(storeOf(withPublicKey(FIRST, SomeKeys.open(FIRST).toJSONString())), "unsealed");
        assertStopsTheStart(storeOf(withPublicKey(FIRST, "{}")), "no RSA key");
        assertStopsTheStart(storeOf(withPublicKey(FIRST, "")), "no RSA key");
        RSAKey strangers = new RSAKey.Builder(RSAKey.parse(STRANGERS.publicKey()))
                .keyID(FIRST.keyId())
                .build();
        assertStopsTheStart(storeOf(withPublicKey(FIRST, strangers.toJSONString())), "not its thumbprint");
        RSAKey weakExponent = new RSAKey.Builder(
                        RSAKey.parse(FIRST.publicKey()).getModulus(), Base64URL.encode(BigInteger.valueOf(3)))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyID(FIRST.keyId())
                .build();
        assertStopsTheStart(storeOf(withPublicKey(FIRST, weakExponent.toJSONString())), "exponent");
    }

    @Test
    void another_algorithm_in_the_store_stops_the_start() {
        SigningKey other = new SigningKey(
                1,
                FIRST.keyId(),
                "HS256",
                FIRST.publicKey(),
                FIRST.sealedPrivateKey(),
                FIRST.createdAt(),
                FIRST.signsFrom());

        assertStopsTheStart(storeOf(other), "not for RS256");
    }

    @Test
    void a_private_part_opens_for_its_own_key_only() {
        SigningKey swapped = new SigningKey(
                1,
                FIRST.keyId(),
                FIRST.algorithm(),
                FIRST.publicKey(),
                STRANGERS.sealedPrivateKey(),
                FIRST.createdAt(),
                FIRST.signsFrom());
        assertThatExceptionOfType(UnsealableException.class).isThrownBy(() -> over(storeOf(swapped)));

        SigningKey resealed = new SigningKey(
                1,
                FIRST.keyId(),
                FIRST.algorithm(),
                FIRST.publicKey(),
                SEALER.seal(Secret.ofText(SomeKeys.open(STRANGERS).toJSONString()), FIRST.sealedFor()),
                FIRST.createdAt(),
                FIRST.signsFrom());
        assertStopsTheStart(storeOf(resealed), "another's private part");
    }

    @Test
    void another_master_secret_stops_the_start() {
        AesGcmSealer other = AesGcmSealer.under(Secret.ofText("another master of 32 characters!"));

        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() -> NimbusAccessTokens.withStoredKeys(PROFILE, storeOf(FIRST), other))
                .withMessageContaining(FIRST.keyId());
    }

    private void assertStopsTheStart(SigningKeys store, String complaint) {
        assertThatIllegalStateException().isThrownBy(() -> over(store)).withMessageContaining(complaint);
    }

    private SigningKey sealed(JWK key) {
        return new SigningKey(
                1,
                key.getKeyID(),
                "RS256",
                key.toPublicJWK().toJSONString(),
                SEALER.seal(Secret.ofText(key.toJSONString()), "signing-key " + key.getKeyID()),
                clock.instant(),
                clock.instant());
    }

    private static SigningKey withPublicKey(SigningKey key, String publicKey) {
        return new SigningKey(
                key.number(),
                key.keyId(),
                key.algorithm(),
                publicKey,
                key.sealedPrivateKey(),
                key.createdAt(),
                key.signsFrom());
    }

    // Attacks

    @Test
    void a_token_made_by_hand_with_the_key_is_good() throws JOSEException {
        assertThat(tokens.verify(byHand(FIRST, header("RS256", FIRST.keyId())))).isPresent();
    }

    private String byHand(SigningKey key, String header) throws JOSEException {
        return SomeTokens.rs256(SomeKeys.open(key).toPrivateKey(), header, payload());
    }

    @Test
    void another_key_or_another_name_for_the_key_is_refused() throws JOSEException {
        assertThat(tokens.verify(byHand(STRANGERS, header("RS256", FIRST.keyId()))))
                .isEmpty();
        assertThat(tokens.verify(byHand(STRANGERS, header("RS256", STRANGERS.keyId()))))
                .isEmpty();
        assertThat(tokens.verify(byHand(FIRST, header("RS256", STRANGERS.keyId()))))
                .isEmpty();
        assertThat(tokens.verify(byHand(FIRST, header("RS256", "shared")))).isEmpty();
        NimbusAccessTokens both = over(storeOf(FIRST, moved(STRANGERS, 2, FIRST.signsFrom())));
        assertThat(both.verify(byHand(FIRST, header("RS256", STRANGERS.keyId()))))
                .isEmpty();
    }

    @Test
    void another_algorithm_is_refused_whatever_it_was_signed_with() throws JOSEException {
        for (String algorithm : List.of("none", "HS256", "RS384", "RS512", "PS256", "ES256", "rs256", "")) {
            assertThat(tokens.verify(byHand(FIRST, header(algorithm, FIRST.keyId()))))
                    .as(algorithm)
                    .isEmpty();
        }
    }

    /** The classic confusion: what is public is used as a shared secret. */
    @Test
    void the_public_key_is_no_shared_secret() throws JOSEException, ParseException {
        RSAKey publicKey = RSAKey.parse(FIRST.publicKey());
        byte[] der = publicKey.toPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(der)
                + "\n-----END PUBLIC KEY-----";

        for (byte[] secret : List.of(
                der,
                pem.getBytes(UTF_8),
                (pem + "\n").getBytes(UTF_8),
                publicKey.getModulus().decode(),
                FIRST.publicKey().getBytes(UTF_8),
                tokens.keySet().getBytes(UTF_8))) {
            for (String algorithm : List.of("HS256", "RS256")) {
                assertThat(tokens.verify(SomeTokens.hs256(secret, header(algorithm, FIRST.keyId()), payload())))
                        .isEmpty();
            }
        }
    }

    @Test
    void a_key_that_the_token_brings_along_is_not_looked_at() throws JOSEException {
        String own = STRANGERS.publicKey();
        for (String injection : List.of(
                "\"jwk\":" + own,
                "\"jku\":\"https://evil.example/jwks\"",
                "\"x5u\":\"https://evil.example/cert\"",
                "\"x5c\":[\"AAAA\"]",
                "\"crit\":[\"jwk\"],\"jwk\":" + own)) {
            for (String keyId : List.of(FIRST.keyId(), STRANGERS.keyId())) {
                String header = header("RS256", keyId).replace("}", "," + injection + "}");
                assertThat(tokens.verify(byHand(STRANGERS, header))).isEmpty();
                assertThat(tokens.verify(byHand(FIRST, header))).isEmpty();
            }
        }
    }

    @Test
    void no_token_with_one_other_character_is_good() {
        String token = tokens.issue(claims());

        for (int index = 0; index < token.length(); index++) {
            char was = token.charAt(index);
            boolean endsAPart = index + 1 == token.length() || token.charAt(index + 1) == '.';
            String substitutes =
                    endsAPart ? ALPHABET + ".=" : ".=A" + ALPHABET.charAt((ALPHABET.indexOf(was) + 1) % 64);
            for (String mutant : SomeTokens.substituted(token, index, substitutes)) {
                assertThat(tokens.verify(mutant)).as(mutant).isEmpty();
            }
        }
    }

    @Test
    void a_signature_has_one_value() throws ParseException {
        String token = tokens.issue(claims());
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
        BigInteger modulus = RSAKey.parse(FIRST.publicKey()).getModulus().decodeToBigInteger();
        byte[] signature = new Base64URL(token.substring(unsigned.length())).decode();
        BigInteger value = new BigInteger(1, signature);

        for (BigInteger twin : List.of(value.add(modulus), modulus.subtract(value), BigInteger.ZERO, BigInteger.ONE)) {
            assertThat(tokens.verify(unsigned + SomeTokens.encode(twin.toByteArray())))
                    .isEmpty();
        }
        byte[] leadingZero = new byte[signature.length + 1];
        System.arraycopy(signature, 0, leadingZero, 1, signature.length);
        assertThat(tokens.verify(unsigned + SomeTokens.encode(leadingZero))).isEmpty();
        assertThat(tokens.verify(unsigned)).isEmpty();
    }
}

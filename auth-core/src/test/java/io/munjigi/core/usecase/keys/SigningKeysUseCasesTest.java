package io.munjigi.core.usecase.keys;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.login.RefreshSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysUseCasesTest {

    private static final RotateSigningKeys.Command AT_ONCE =
            new RotateSigningKeys.Command(Insider.OPERATOR, Duration.ZERO, Origin.UNKNOWN);

    private final TestAuth house = TestAuth.strict();
    private final SigningKeys keys = house.stores().signingKeys();

    @BeforeEach
    void firstKey() {
        Instant now = house.clock().instant();
        keys.append(new FakeSigningKeyMaker().make(1, now, now), SomeEvents.any());
    }

    private SigningKey rotate() {
        return house.auth().rotateSigningKeys().handle(AT_ONCE);
    }

    private void revoke(String keyId) {
        house.auth().revokeSigningKey().handle(new RevokeSigningKey.Command(Insider.OPERATOR, keyId, Origin.UNKNOWN));
    }

    @Test
    void a_new_key_is_published_before_it_signs() {
        SigningKey next = rotate();

        assertThat(next.number()).isEqualTo(2);
        assertThat(Duration.between(house.clock().instant(), next.signsFrom()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(keys.all()).extracting(SigningKey::number).containsExactly(1, 2);
    }

    @Test
    void as_long_as_the_newest_does_not_sign_there_is_no_newer() {
        SigningKey next = rotate();
        house.clock().advance(Duration.ofMinutes(9));

        assertThat(rotate()).isEqualTo(next);
        house.clock().advance(Duration.ofMinutes(2));
        assertThat(rotate().number()).isEqualTo(3);
    }

    @Test
    void nodes_that_rotate_at_once_end_up_with_the_same_key() {
        List<SigningKey> rotated = Race.of(8, number -> rotate());

        assertThat(rotated).containsOnly(keys.all().get(1));
        assertThat(keys.all()).hasSize(2);
    }

    @Test
    void a_young_key_is_left_alone_by_the_schedule() {
        RotateSigningKeys.Command everyNinetyDays =
                new RotateSigningKeys.Command(Insider.OPERATOR, Duration.ofDays(90), Origin.UNKNOWN);
        house.clock().advance(Duration.ofDays(89));
        assertThat(house.auth().rotateSigningKeys().handle(everyNinetyDays).number())
                .isEqualTo(1);

        house.clock().advance(Duration.ofDays(1));
        assertThat(house.auth().rotateSigningKeys().handle(everyNinetyDays).number())
                .isEqualTo(2);
    }

    @Test
    void the_key_that_signs_is_followed_at_once_when_it_is_revoked() {
        SigningKey first = keys.all().get(0);
        SigningKey pending = rotate();

        revoke(first.keyId());

        assertThat(keys.all()).extracting(SigningKey::number).containsExactly(2, 3);
        assertThat(keys.all()).contains(pending);
        assertThat(keys.all().get(1).signsFrom())
                .isBeforeOrEqualTo(house.clock().instant());
    }

    @Test
    void a_key_that_does_not_sign_just_goes() {
        SigningKey first = keys.all().get(0);
        rotate();
        house.clock().advance(Duration.ofMinutes(11));

        revoke(first.keyId());

        assertThat(keys.all()).extracting(SigningKey::number).containsExactly(2);
        assertRefused(AuthError.SIGNING_KEY_NOT_FOUND, () -> revoke(first.keyId()));
    }

    @Test
    void a_shared_secret_has_no_keys() {
        Auth shared = Auth.builder()
                .stores(house.stores())
                .passwordHasher(new FakePasswordHasher())
                .passwordBlocklist(password -> false)
                .accessTokens(new FakeAccessTokens(house.clock()))
                .secretSealer(house.sealer())
                .clock(house.clock())
                .withoutBackgroundWork()
                .build();

        assertRefused(
                AuthError.NO_SIGNING_KEYS, () -> shared.rotateSigningKeys().handle(AT_ONCE));
        assertRefused(
                AuthError.NO_SIGNING_KEYS,
                () -> shared.revokeSigningKey()
                        .handle(new RevokeSigningKey.Command(Insider.OPERATOR, "any", Origin.UNKNOWN)));
    }

    @Test
    void everything_is_sealed_anew_and_nothing_ends() {
        house.signUp("ada@example.org");
        SessionTokens tokens = house.logIn("ada@example.org");
        SecretSealer sealer = house.sealer();
        SigningKeyMaker sealing = (number, createdAt, signsFrom) -> {
            SigningKey key = new FakeSigningKeyMaker().make(number, createdAt, signsFrom);
            return key.sealedAs(sealer.seal(Secret.ofText("private"), key.sealedFor()));
        };
        keys.remove(
                keys.all().get(0).keyId(),
                sealing.make(2, house.clock().instant(), house.clock().instant()),
                SomeEvents.any());
        SealedBytes before = keys.all().get(0).sealedPrivateKey();
        Map<String, SealedBytes> secretsBefore = house.stores().sealedSecrets().all();

        assertThat(house.auth().resealKeys().handle(Insider.OPERATOR)).isEqualTo(1 + secretsBefore.size());
        assertThat(house.stores().events())
                .extracting(AuditEvent::kind, AuditEvent::actor)
                .contains(tuple(AuditEvent.Kind.KEY_RESEALING, "operator"));

        SigningKey resealed = keys.all().get(0);
        assertThat(resealed.sealedPrivateKey()).isNotEqualTo(before);
        assertThat(sealer.open(resealed.sealedPrivateKey(), resealed.sealedFor()))
                .isEqualTo(Secret.ofText("private"));
        assertThat(house.stores().sealedSecrets().all())
                .doesNotContainEntry("refresh-tokens", secretsBefore.getOrDefault("refresh-tokens", before));
        Auth restarted = house.builder().build();
        assertThat(restarted
                        .refreshSession()
                        .handle(new RefreshSession.Command(tokens.refreshToken(), Origin.UNKNOWN))
                        .sessionId())
                .isEqualTo(tokens.sessionId());
    }
}

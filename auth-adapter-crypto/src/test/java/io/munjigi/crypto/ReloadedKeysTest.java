package io.munjigi.crypto;

import static io.munjigi.crypto.SomeKeys.FIRST;
import static io.munjigi.crypto.SomeKeys.SEALER;
import static io.munjigi.crypto.SomeKeys.STRANGERS;
import static io.munjigi.crypto.SomeKeys.moved;
import static io.munjigi.crypto.SomeKeys.storeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that come and go while tokens are issued and verified. */
class ReloadedKeysTest {

    private static final TokenProfile PROFILE = new TokenProfile("https://auth.example.org", "munjigi");
    private static final Duration NOTICE = Duration.ofMinutes(10);

    /** Longer than two rotations here take. */
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final SettableClock clock = SettableClock.standing();
    private final CountingSealer sealer = new CountingSealer();

    private NimbusAccessTokens over(SigningKeys store) {
        return NimbusAccessTokens.withStoredKeys(PROFILE, store, sealer, clock);
    }

    private AccessClaims claims() {
        return SomeTokens.claims(clock.instant(), LIFETIME);
    }

    private static String keyIdOf(String token) {
        try {
            return CompactToken.parse(token).header().text("kid");
        } catch (RefusedTokenException notOurs) {
            throw new AssertionError(notOurs);
        }
    }

    /** Counts what is opened. */
    private static final class CountingSealer implements SecretSealer {

        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public SealedBytes seal(Secret secret, String purpose) {
            return SEALER.seal(secret, purpose);
        }

        @Override
        public Secret open(SealedBytes sealed, String purpose) {
            opened.incrementAndGet();
            return SEALER.open(sealed, purpose);
        }
    }

    /** A store that answers with something else. */
    private static final class Answering implements SigningKeys {

        private final SigningKeys store;
        private volatile Callable<List<SigningKey>> answer;

        Answering(SigningKeys store) {
            this.store = store;
            this.answer = store::all;
        }

        void answer(Callable<List<SigningKey>> other) {
            answer = other;
        }

        @Override
        public List<SigningKey> all() {
            try {
                return answer.call();
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public boolean append(SigningKey key, @Nullable AuditEntry entry) {
            return store.append(key, entry);
        }

        @Override
        public boolean remove(String keyId, @Nullable SigningKey successor, @Nullable AuditEntry entry) {
            return store.remove(keyId, successor, entry);
        }

        @Override
        public boolean reseal(String keyId, SealedBytes expected, SealedBytes replacement) {
            return store.reseal(keyId, expected, replacement);
        }
    }

    // Making keys

    @Test
    void a_made_key_is_one_that_can_be_read_and_says_when_it_signs() {
        SigningKeyMaker maker = NimbusAccessTokens.keyMaker(SEALER);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

        SigningKey made = maker.make(7, now, now.plus(NOTICE));

        assertThat(made.number()).isEqualTo(7);
        assertThat(made.createdAt()).isEqualTo(now);
        assertThat(made.signsFrom()).isEqualTo(now.plus(NOTICE));
        assertThat(StoredRsaKey.read(made, SEALER).tokenKey().keyId()).isEqualTo(made.keyId());
        assertThat(SEALER.open(made.sealedPrivateKey(), made.sealedFor()).length())
                .isPositive();
    }

    @Test
    void the_first_key_signs_at_once() {
        SigningKeys store = storeOf();

        NimbusAccessTokens tokens = over(store);

        SigningKey first = store.all().get(0);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.createdAt()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        assertThat(first.signsFrom()).isEqualTo(first.createdAt());
        assertThat(keyIdOf(tokens.issue(claims()))).isEqualTo(first.keyId());
    }

    // Rotation

    @Test
    void a_new_key_is_published_by_a_reload_and_signs_from_its_moment_on() {
        SigningKeys store = storeOf(FIRST);
        NimbusAccessTokens tokens = over(store);
        Instant signsFrom = clock.instant().plus(NOTICE);

        store.append(moved(STRANGERS, 2, signsFrom), SomeEvents.any());
        assertThat(tokens.keySet()).contains(FIRST.keyId()).doesNotContain(STRANGERS.keyId());
        tokens.reloadKeys();
        assertThat(tokens.keySet()).contains(FIRST.keyId(), STRANGERS.keyId());

        clock.set(signsFrom.minusMillis(1));
        assertThat(keyIdOf(tokens.issue(claims()))).isEqualTo(FIRST.keyId());
        clock.set(signsFrom);
        assertThat(keyIdOf(tokens.issue(claims()))).isEqualTo(STRANGERS.keyId());
    }

    @Test
    void a_token_signed_just_before_a_rotation_is_good_until_it_expires() {
        SigningKeys store = storeOf(FIRST);
        NimbusAccessTokens tokens = over(store);
        Instant signsFrom = clock.instant().plus(NOTICE);
        store.append(moved(STRANGERS, 2, signsFrom), SomeEvents.any());
        tokens.reloadKeys();
        clock.set(signsFrom.minusMillis(1));
        AccessClaims claims = claims();
        String last = tokens.issue(claims);

        clock.set(signsFrom);
        tokens.reloadKeys();
        assertThat(tokens.verify(last)).contains(claims);
        clock.set(claims.expiresAt().minusMillis(1));
        tokens.reloadKeys();

        assertThat(keyIdOf(last)).isEqualTo(FIRST.keyId());
        assertThat(tokens.verify(last)).contains(claims);
    }

    @Test
    @Timeout(60)
    void rotations_in_mid_traffic_cost_no_good_token() {
        SigningKeys store = storeOf(FIRST);
        List<NimbusAccessTokens> nodes = List.of(over(store), over(store));
        AtomicBoolean over = new AtomicBoolean();
        Set<String> signers = ConcurrentHashMap.newKeySet();
        List<Callable<Integer>> runners = new ArrayList<>();
        for (NimbusAccessTokens issuing : nodes) {
            for (NimbusAccessTokens verifying : nodes) {
                runners.add(() -> traffic(issuing, verifying, signers, over));
            }
            runners.add(() -> {
                while (!over.get()) {
                    issuing.reloadKeys();
                }
                return 0;
            });
        }
        runners.add(() -> {
            try {
                awaitSignatureOf(FIRST, signers);
                rotate(store, nodes, moved(STRANGERS, 2, clock.instant().plus(NOTICE)), signers);
                rotate(store, nodes, SomeKeys.third(clock.instant().plus(NOTICE)), signers);
                return 0;
            } finally {
                over.set(true);
            }
        });

        assertThat(Race.of(runners)).allMatch(refused -> refused == 0);
        assertThat(signers).hasSize(3);
    }

    /** Issues and verifies until the others are done. Returns how many good tokens were refused. */
    private int traffic(
            NimbusAccessTokens issuing, NimbusAccessTokens verifying, Set<String> signers, AtomicBoolean over) {
        int refused = 0;
        while (!over.get()) {
            AccessClaims claims = claims();
            String token = issuing.issue(claims);
            if (verifying.verify(token).isEmpty()) {
                refused++;
            }
            signers.add(keyIdOf(token));
        }
        return refused;
    }

    /** As the use case does it: published on every node first, then its time comes; here also the moment when it has come for all. */
    private void rotate(SigningKeys store, List<NimbusAccessTokens> nodes, SigningKey next, Set<String> signers) {
        assertThat(store.append(next, SomeEvents.any())).isTrue();
        nodes.forEach(NimbusAccessTokens::reloadKeys);
        clock.set(next.signsFrom());
        awaitSignatureOf(next, signers);
    }

    private static void awaitSignatureOf(SigningKey key, Set<String> signers) {
        while (!signers.contains(key.keyId())) {
            Thread.onSpinWait();
        }
    }

    // Revocation

    @Test
    void a_removed_key_is_refused_after_the_reload_and_leaves_the_key_set() {
        SigningKeys store = storeOf(FIRST);
        NimbusAccessTokens tokens = over(store);
        String stolen = tokens.issue(claims());

        store.remove(FIRST.keyId(), moved(STRANGERS, 2, clock.instant()), SomeEvents.any());
        tokens.reloadKeys();

        assertThat(tokens.verify(stolen)).isEmpty();
        assertThat(tokens.keySet()).contains(STRANGERS.keyId()).doesNotContain(FIRST.keyId());
        String next = tokens.issue(claims());
        assertThat(keyIdOf(next)).isEqualTo(STRANGERS.keyId());
        assertThat(tokens.verify(next)).isPresent();
    }

    @Test
    void where_all_keys_are_gone_nothing_is_good_nothing_is_issued_and_no_key_is_made() {
        SigningKeys store = storeOf(FIRST);
        NimbusAccessTokens tokens = over(store);
        String was = tokens.issue(claims());
        store.remove(FIRST.keyId(), null, SomeEvents.any());

        tokens.reloadKeys();

        assertThat(store.all()).isEmpty();
        assertThat(tokens.verify(was)).isEmpty();
        assertThat(tokens.keySet()).isEqualTo("{\"keys\":[]}");
        assertUnavailable(() -> tokens.issue(claims()));
        store.append(moved(STRANGERS, 2, clock.instant()), SomeEvents.any());
        tokens.reloadKeys();
        assertThat(tokens.verify(tokens.issue(claims()))).isPresent();
        assertThat(tokens.verify(was)).isEmpty();
    }

    private static void assertUnavailable(Runnable call) {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(call::run)
                .matches(refused -> refused.error() == AuthError.UNAVAILABLE);
    }

    // A reload that fails

    @Test
    void a_reload_that_fails_leaves_the_keys_as_they_were() {
        Answering store = new Answering(storeOf(FIRST));
        NimbusAccessTokens tokens = over(store);
        AccessClaims claims = claims();
        String token = tokens.issue(claims);
        String keySet = tokens.keySet();
        SigningKey second = moved(STRANGERS, 2, clock.instant());

        store.answer(() -> {
            throw new AuthException(AuthError.UNAVAILABLE);
        });
        assertUnavailable(tokens::reloadKeys);
        store.answer(() -> List.of(second, FIRST.sealedAs(STRANGERS.sealedPrivateKey())));
        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(tokens::reloadKeys)
                .withMessageContaining(FIRST.keyId());
        store.answer(() -> List.of(second, moved(STRANGERS, 3, clock.instant())));
        assertThatIllegalStateException().isThrownBy(tokens::reloadKeys).withMessageContaining("two signing keys");

        assertThat(tokens.keySet()).isEqualTo(keySet);
        assertThat(tokens.verify(token)).contains(claims);
        assertThat(keyIdOf(tokens.issue(claims))).isEqualTo(FIRST.keyId());
        store.answer(() -> List.of(FIRST, second));
        tokens.reloadKeys();
        assertThat(keyIdOf(tokens.issue(claims))).isEqualTo(STRANGERS.keyId());
    }

    // What a reload costs, and in which order several count

    @Test
    void a_key_is_unsealed_once_however_often_the_keys_are_read_again() {
        SigningKeys store = storeOf(FIRST);
        NimbusAccessTokens tokens = over(store);
        tokens.reloadKeys();
        assertThat(sealer.opened).hasValue(1);

        store.append(moved(STRANGERS, 2, clock.instant()), SomeEvents.any());
        Race.of(4, number -> {
            tokens.reloadKeys();
            return number;
        });

        assertThat(sealer.opened).hasValue(2);
    }

    @Test
    void a_row_that_has_changed_is_read_as_if_it_were_new() {
        Answering store = new Answering(storeOf(FIRST));
        NimbusAccessTokens tokens = over(store);

        store.answer(() -> List.of(FIRST.sealedAs(
                SEALER.seal(SEALER.open(FIRST.sealedPrivateKey(), FIRST.sealedFor()), FIRST.sealedFor()))));
        tokens.reloadKeys();

        assertThat(sealer.opened).hasValue(2);
        assertThat(tokens.verify(tokens.issue(claims()))).isPresent();
    }

    /** One reads the store, then a key is removed, then another reads it: whoever is slower, the removed key is gone. */
    @Test
    @Timeout(60)
    void of_two_reloads_the_later_reading_counts() throws InterruptedException {
        SigningKey second = moved(STRANGERS, 2, clock.instant());
        Answering store = new Answering(storeOf(FIRST, second));
        NimbusAccessTokens tokens = over(store);
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        store.answer(() -> {
            hasRead.countDown();
            mayReturn.await();
            return List.of(FIRST, second);
        });
        Thread slow = new Thread(tokens::reloadKeys);
        slow.start();
        hasRead.await();
        store.answer(() -> List.of(FIRST));
        Thread quick = new Thread(tokens::reloadKeys);
        quick.start();
        while (quick.isAlive() && quick.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        mayReturn.countDown();
        slow.join();
        quick.join();

        assertThat(tokens.keySet()).doesNotContain(STRANGERS.keyId());
    }
}

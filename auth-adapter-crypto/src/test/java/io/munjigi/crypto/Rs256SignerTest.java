package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Rs256SignerTest {

    private static final JWSHeader RS256 = new JWSHeader(JWSAlgorithm.RS256);
    private static final RSAKey KEY = key();

    /** What the build brings native code for; elsewhere Java signs. */
    private static final Set<String> BROUGHT = Set.of("Linux amd64", "Linux aarch64");

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(3072).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void native_code_signs_where_the_build_brings_some() throws JOSEException {
        assumeThat(BROUGHT).contains(System.getProperty("os.name") + " " + System.getProperty("os.arch"));

        assertThat(NimbusAccessTokens.hasNativeRs256()).isTrue();
        assertThat(new Rs256Signer(KEY).fastest().getJCAContext().getProvider().getName())
                .isEqualTo("AmazonCorrettoCryptoProvider");
    }

    @Test
    void it_is_not_installed_so_that_nothing_else_is_done_by_it() throws JOSEException {
        new Rs256Signer(KEY).sign(RS256, new byte[1]);

        assertThat(Arrays.stream(Security.getProviders()).map(Provider::getName))
                .noneMatch(name -> name.contains("Corretto"));
    }

    @Test
    void it_signs_what_java_signs_and_everybody_verifies() throws JOSEException {
        RSASSASigner java = new RSASSASigner(KEY);
        Rs256Signer signer = new Rs256Signer(KEY);
        for (int length : List.of(0, 1, 63, 64, 300, 4_096, 100_000)) {
            byte[] input = "m".repeat(length).getBytes(US_ASCII);

            Base64URL signature = signer.sign(RS256, input);

            assertThat(signature).isEqualTo(java.sign(RS256, input));
            assertThat(new RSASSAVerifier(KEY.toPublicJWK()).verify(RS256, input, signature))
                    .isTrue();
        }
    }

    @Test
    void many_threads_share_one() throws Exception {
        RSASSASigner java = new RSASSASigner(KEY);
        Rs256Signer signer = new Rs256Signer(KEY);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Base64URL>> signatures = new ArrayList<>();
            for (int number = 0; number < 64; number++) {
                byte[] input = {(byte) number};
                signatures.add(() -> signer.sign(RS256, input));
            }
            List<Future<Base64URL>> signed = threads.invokeAll(signatures);
            for (int number = 0; number < 64; number++) {
                assertThat(signed.get(number).get()).isEqualTo(java.sign(RS256, new byte[] {(byte) number}));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void where_there_is_no_native_code_java_signs() throws JOSEException {
        assertThat(new Rs256Signer(KEY, () -> null).sign(RS256, new byte[9]))
                .isEqualTo(new RSASSASigner(KEY).sign(RS256, new byte[9]));
    }

    @Test
    void without_the_provider_on_the_class_path_java_signs() throws ReflectiveOperationException, JOSEException {
        Constructor<?> alone = Class.forName(Rs256Signer.class.getName(), true, new WithoutAmazons())
                .getDeclaredConstructor(RSAKey.class);
        assertThat(alone.getDeclaringClass()).isNotEqualTo(Rs256Signer.class);
        alone.setAccessible(true);

        assertThat(((JWSSigner) alone.newInstance(KEY)).sign(RS256, new byte[9]))
                .isEqualTo(new RSASSASigner(KEY).sign(RS256, new byte[9]));
    }

    @Test
    void a_provider_that_signs_otherwise_is_not_used() throws JOSEException {
        Planted wrong = new Planted(WrongSignature.class);

        assertThat(new Rs256Signer(KEY, () -> wrong).sign(RS256, new byte[9]))
                .isEqualTo(new RSASSASigner(KEY).sign(RS256, new byte[9]));
        assertThat(WrongSignature.ASKED).hasPositiveValue();
    }

    @Test
    void a_provider_that_cannot_sign_is_not_used() throws JOSEException {
        for (Class<?> signature : List.of(RefusingSignature.class, BrokenSignature.class)) {
            int asked = WrongSignature.ASKED.get();

            assertThat(new Rs256Signer(KEY, () -> new Planted(signature)).sign(RS256, new byte[9]))
                    .isEqualTo(new RSASSASigner(KEY).sign(RS256, new byte[9]));
            assertThat(WrongSignature.ASKED).hasValueGreaterThan(asked);
        }
    }

    @Test
    void a_provider_without_such_signatures_is_not_used() throws JOSEException {
        assertThat(new Rs256Signer(KEY, () -> new Planted(null)).sign(RS256, new byte[9]))
                .isEqualTo(new RSASSASigner(KEY).sign(RS256, new byte[9]));
    }

    @Test
    void it_is_chosen_once_and_not_before_a_signature_is_due() throws JOSEException {
        AtomicInteger asked = new AtomicInteger();
        Rs256Signer signer = new Rs256Signer(KEY, () -> {
            asked.incrementAndGet();
            return null;
        });
        assertThat(asked).hasValue(0);

        signer.sign(RS256, new byte[1]);
        signer.sign(RS256, new byte[1]);

        assertThat(asked).hasValue(1);
    }

    /** Defines our classes anew, and knows nothing of Amazon's. */
    private static final class WithoutAmazons extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.amazon.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.munjigi.crypto.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file =
                    Rs256Signer.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
                byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    /** Has Java's key factory, and signatures of this class, if any. */
    private static final class Planted extends Provider {

        private static final long serialVersionUID = 1L;

        Planted(@Nullable Class<?> signatures) {
            super("planted", "1", "for a test");
            if (signatures != null) {
                put("Signature.SHA256withRSA", signatures.getName());
            }
        }

        @Override
        public @Nullable Service getService(String type, String algorithm) {
            if (!type.equals("KeyFactory")) {
                return super.getService(type, algorithm);
            }
            try {
                return KeyFactory.getInstance(algorithm).getProvider().getService(type, algorithm);
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** A signature of the right length, and of nothing. */
    public static class WrongSignature extends SignatureSpi {

        static final AtomicInteger ASKED = new AtomicInteger();

        @Override
        protected byte[] engineSign() {
            return new byte[384];
        }

        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            ASKED.incrementAndGet();
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }

    /** Takes no key. */
    public static final class RefusingSignature extends WrongSignature {

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            super.engineInitSign(key);
            throw new InvalidKeyException("planted");
        }
    }

    /** Lacks its native code. */
    public static final class BrokenSignature extends WrongSignature {

        @Override
        protected byte[] engineSign() {
            throw new UnsatisfiedLinkError("planted");
        }
    }
}

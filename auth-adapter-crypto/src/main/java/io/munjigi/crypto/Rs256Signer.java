package io.munjigi.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs by RS256: by native code where Amazon's provider for cryptography is on the class path and has some for this machine that passes its
 * trial, and by Java otherwise. The signature is the same, for RSASSA-PKCS1-v1_5 leaves nothing to chance (RFC 8017, 8.2).
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://github.com/corretto/amazon-corretto-crypto-provider">Amazon Corretto Crypto Provider</a>
 */
final class Rs256Signer implements JWSSigner {

    private static final System.Logger LOG = System.getLogger(Rs256Signer.class.getName());

    private static final JWSHeader TRIAL_HEADER = new JWSHeader(JWSAlgorithm.RS256);
    private static final byte[] TRIAL = {'t', 'r', 'y'};

    private final RSASSASigner inJava;
    private final PrivateKey key;
    private final Supplier<@Nullable Provider> nativeCode;

    /** Chosen when the first signature is due: a start need not wait until native code is unpacked and loaded. */
    private volatile @Nullable JWSSigner fastest;

    /** The fastest one here. */
    Rs256Signer(RSAKey key) throws JOSEException {
        this(key, NativeCode::provider);
    }

    /** The fastest of Java and this provider, if there is one. */
    Rs256Signer(RSAKey key, Supplier<@Nullable Provider> nativeCode) throws JOSEException {
        this.inJava = new RSASSASigner(key);
        this.key = key.toPrivateKey();
        this.nativeCode = nativeCode;
    }

    /** Whether there is native code to sign with, if it passes its trial. */
    static boolean hasNativeCode() {
        return NativeCode.provider() != null;
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
        return fastest().sign(header, signingInput);
    }

    /** Of threads that find none chosen each may choose. */
    JWSSigner fastest() {
        JWSSigner chosen = fastest;
        if (chosen == null) {
            chosen = choose();
            fastest = chosen;
        }
        return chosen;
    }

    private JWSSigner choose() {
        Provider provider = nativeCode.get();
        if (provider == null) {
            return inJava;
        }
        try {
            JWSSigner natively = by(provider);
            if (trial(natively).equals(trial(inJava))) {
                return natively;
            }
            LOG.log(Level.WARNING, "{0} signs otherwise than Java; it is not used", provider);
        } catch (Error | GeneralSecurityException | JOSEException | RuntimeException unfit) {
            // An Error too: native code tells by it of what it cannot load, or finds wrong with itself.
            LOG.log(Level.WARNING, "cannot sign by native code; Java does", unfit);
        }
        return inJava;
    }

    private JWSSigner by(Provider provider) throws GeneralSecurityException {
        // A key of the provider's own, or it would be copied there for each signature.
        KeyFactory keys = KeyFactory.getInstance("RSA", provider);
        RSASSASigner signer = new RSASSASigner(keys.generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
        signer.getJCAContext().setProvider(provider);
        return signer;
    }

    private static Base64URL trial(JWSSigner signer) throws JOSEException {
        return signer.sign(TRIAL_HEADER, TRIAL);
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(JWSAlgorithm.RS256);
    }

    @Override
    public JCAContext getJCAContext() {
        return inJava.getJCAContext();
    }

    /** Amazon's provider, which is asked for RS256 alone and never installed: whatever else the JVM does stays Java's. */
    private static final class NativeCode {

        private static final @Nullable Provider PROVIDER = find();

        private NativeCode() {}

        static @Nullable Provider provider() {
            return PROVIDER;
        }

        private static @Nullable Provider find() {
            try {
                Throwable missing = Amazons.loadingError();
                if (missing == null) {
                    return Amazons.provider();
                }
                LOG.log(Level.DEBUG, "Java signs, for Amazon's provider has no native code here", missing);
            } catch (Error | RuntimeException absent) {
                LOG.log(Level.DEBUG, "Java signs, for there is no provider of Amazon's", absent);
            }
            return null;
        }
    }

    /** All that names the provider's class, without which this one cannot even be loaded. */
    private static final class Amazons {

        private Amazons() {}

        static Provider provider() {
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }

        static @Nullable Throwable loadingError() {
            return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        }
    }
}

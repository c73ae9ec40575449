package io.munjigi.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Issuing and checking an RFC 9068 access token; thousand operations per second, on one thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SignatureBenchmark {

    /** From a set of claims to the compact form. */
    @Benchmark
    public String sign(Token token) throws JOSEException {
        return token.issue();
    }

    /** From the compact form to claims that can be trusted. */
    @Benchmark
    public JWTClaimsSet verify(Token token) throws JOSEException, ParseException {
        return token.check();
    }

    /** The bare primitive, without JSON and Base64. */
    @Benchmark
    public byte[] signEd25519(Ed25519 ed25519) throws GeneralSecurityException {
        return ed25519.sign();
    }

    @Benchmark
    public boolean verifyEd25519(Ed25519 ed25519) throws GeneralSecurityException {
        return ed25519.verify();
    }

    /** What differs between the algorithms; {@code ES256_BC} is ES256 computed by Bouncy Castle. */
    public enum Scheme {
        HS256,
        RS256_2048,
        RS256_3072,
        ES256,
        ES256_BC
    }

    @State(Scope.Benchmark)
    public static class Token {

        @Param
        public Scheme scheme;

        private JWSHeader header;
        private JWSSigner signer;
        private JWSVerifier verifier;
        private String compact;

        @Setup
        public void create() throws GeneralSecurityException, JOSEException, ParseException {
            switch (scheme) {
                case HS256 -> useSecret();
                case RS256_2048 -> useRsa(2048);
                case RS256_3072 -> useRsa(3072);
                case ES256 -> useEllipticCurve(Security.getProvider("SunEC"));
                case ES256_BC -> useEllipticCurve(new BouncyCastleProvider());
            }
            compact = issue();
            check();
        }

        String issue() throws JOSEException {
            var jwt = new SignedJWT(header, claims());
            jwt.sign(signer);
            return jwt.serialize();
        }

        JWTClaimsSet check() throws JOSEException, ParseException {
            var jwt = SignedJWT.parse(compact);
            if (!jwt.verify(verifier)) {
                throw new IllegalStateException("The signature does not match");
            }
            return jwt.getJWTClaimsSet();
        }

        private void useSecret() throws JOSEException {
            var secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            use(JWSAlgorithm.HS256, new MACSigner(secret), new MACVerifier(secret));
        }

        private void useRsa(int bits) throws GeneralSecurityException {
            KeyPair pair = Keys.rsa(bits);
            var publicKey = (RSAPublicKey) pair.getPublic();
            use(JWSAlgorithm.RS256, new RSASSASigner(pair.getPrivate()), new RSASSAVerifier(publicKey));
        }

        private void useEllipticCurve(Provider provider) throws GeneralSecurityException, JOSEException {
            KeyPair pair = Keys.p256();
            var privateKey = (ECPrivateKey) pair.getPrivate();
            var publicKey = (ECPublicKey) pair.getPublic();
            use(JWSAlgorithm.ES256, new ECDSASigner(privateKey), new ECDSAVerifier(publicKey));
            signer.getJCAContext().setProvider(provider);
            verifier.getJCAContext().setProvider(provider);
        }

        private void use(JWSAlgorithm algorithm, JWSSigner signer, JWSVerifier verifier) {
            this.header = new JWSHeader.Builder(algorithm)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID("2026-11-a")
                    .build();
            this.signer = signer;
            this.verifier = verifier;
        }
    }

    @State(Scope.Benchmark)
    public static class Ed25519 {

        @Param({"SunEC", "BC"})
        public String provider;

        private Provider jca;
        private KeyPair pair;
        private byte[] message;
        private byte[] signature;

        @Setup
        public void create() throws GeneralSecurityException {
            jca = provider.equals("BC") ? new BouncyCastleProvider() : Security.getProvider(provider);
            pair = Keys.ed25519(jca);
            var header = new JWSHeader.Builder(JWSAlgorithm.Ed25519)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID("2026-11-a")
                    .build();
            message = (header.toBase64URL() + "." + claims().toPayload().toBase64URL()).getBytes(US_ASCII);
            signature = sign();
            if (!verify()) {
                throw new IllegalStateException("The signature does not match");
            }
        }

        byte[] sign() throws GeneralSecurityException {
            var algorithm = Signature.getInstance("Ed25519", jca);
            algorithm.initSign(pair.getPrivate());
            algorithm.update(message);
            return algorithm.sign();
        }

        boolean verify() throws GeneralSecurityException {
            var algorithm = Signature.getInstance("Ed25519", jca);
            algorithm.initVerify(pair.getPublic());
            algorithm.update(message);
            return algorithm.verify(signature);
        }
    }

    private static JWTClaimsSet claims() {
        var issuedAt = Instant.ofEpochSecond(1_800_000_000);
        return new JWTClaimsSet.Builder()
                .issuer("https://accounts.example.com")
                .subject("019326e4-5c1b-7d0a-9f43-2b1c7a5e8d10")
                .audience("https://api.example.com")
                .claim("client_id", "web-frontend")
                .claim("scope", "openid profile email offline_access")
                .claim("roles", List.of("member", "editor"))
                .claim("sid", "019326e4-6a2f-7c55-8e11-4d9b03f7a6c2")
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(issuedAt.plusSeconds(900)))
                .jwtID("019326e4-6a30-7b18-a2d4-91c5e07f3b64")
                .build();
    }
}

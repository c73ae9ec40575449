package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.port.Randomness;
import io.munjigi.core.port.SecretSealer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D) under a key that HKDF-SHA-256 (RFC 5869) derives from the master secret. A seal is a version
 * byte, a random nonce of 12 bytes, and the ciphertext with its tag of 16; version and purpose are authenticated with it. Nonces are random, so
 * one master secret is good for 2<sup>32</sup> seals.
 *
 * <p>So that the master secret can be changed, it can have a previous one beside it, which opens what it sealed and seals nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class AesGcmSealer implements SecretSealer {

    /** The shortest master secret, in bytes. */
    public static final int MIN_MASTER_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = 1 + NONCE_BYTES;
    private static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;

    /** Another use of the same master secret derives another key. */
    private static final byte[] KEY_USE = "munjigi sealing 1".getBytes(UTF_8);

    /** The one that seals first. */
    private final List<SecretKeySpec> keys;

    private final Randomness randomness;

    private AesGcmSealer(List<Secret> masters, Randomness randomness) {
        this.keys = masters.stream().map(AesGcmSealer::derive).toList();
        this.randomness = randomness;
    }

    /**
     * The sealer under a master secret.
     *
     * @throws IllegalArgumentException if the secret is shorter than {@value #MIN_MASTER_BYTES} bytes
     */
    public static AesGcmSealer under(Secret master) {
        return under(master, new SystemRandomness());
    }

    /**
     * The same, with nonces from another source.
     *
     * @throws IllegalArgumentException if the secret is shorter than {@value #MIN_MASTER_BYTES} bytes
     */
    public static AesGcmSealer under(Secret master, Randomness randomness) {
        return new AesGcmSealer(List.of(master), randomness);
    }

    /**
     * The sealer under a master secret that has taken the place of another: it seals under the new one, and opens what was sealed under
     * either.
     *
     * @throws IllegalArgumentException if one of them is shorter than {@value #MIN_MASTER_BYTES} bytes
     */
    public static AesGcmSealer under(Secret master, Secret previous) {
        return under(master, previous, new SystemRandomness());
    }

    /**
     * The same, with nonces from another source.
     *
     * @throws IllegalArgumentException if one of them is shorter than {@value #MIN_MASTER_BYTES} bytes
     */
    public static AesGcmSealer under(Secret master, Secret previous, Randomness randomness) {
        return new AesGcmSealer(List.of(master, previous), randomness);
    }

    private static SecretKeySpec derive(Secret master) {
        if (master.length() < MIN_MASTER_BYTES) {
            throw new IllegalArgumentException("a master secret has at least " + MIN_MASTER_BYTES + " bytes");
        }
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(SHA256Digest.newInstance());
        hkdf.init(new HKDFParameters(master.reveal(), null, KEY_USE));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, KEY_BYTES);
        return new SecretKeySpec(key, "AES");
    }

    @Override
    public SealedBytes seal(Secret secret, String purpose) {
        byte[] nonce = randomness.bytes(NONCE_BYTES);
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, purpose).doFinal(secret.reveal());
            return SealedBytes.of(ByteBuffer.allocate(HEAD_BYTES + ciphertext.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(ciphertext)
                    .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES-GCM", impossible);
        }
    }

    @Override
    public Secret open(SealedBytes sealed, String purpose) {
        byte[] bytes = sealed.toBytes();
        if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] != VERSION) {
            throw new UnsealableException(purpose);
        }
        byte[] nonce = Arrays.copyOfRange(bytes, 1, HEAD_BYTES);
        for (SecretKeySpec key : keys) {
            try {
                return Secret.of(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
                        .doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES));
            } catch (GeneralSecurityException doesNotOpen) {
                // Then perhaps the next key's; GCM takes nobody else's seal for its own.
            }
        }
        throw new UnsealableException(purpose);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(purpose.getBytes(UTF_8));
        return cipher;
    }
}

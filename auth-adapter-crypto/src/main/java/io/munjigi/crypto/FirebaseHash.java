package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.require;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A hash by Firebase's own use of scrypt: what scrypt derives is the key under which the project's signer key is encrypted, with AES-256 in
 * counter mode from zero, and the encrypted signer key is the hash.
 */
final class FirebaseHash implements StoredHash {

    private static final int AES_KEY_BYTES = 32;
    private static final int AES_BLOCK_BYTES = 16;

    private final ScryptHash.Work work;
    private final byte[] salt;
    private final byte[] signerKey;
    private final byte[] encryptedSignerKey;

    /**
     * Takes one.
     *
     * @param salt the account's salt and the project's salt separator, one after the other
     * @throws IllegalArgumentException if the salt is not of 1 to 128 bytes, the signer key not of 16 to 128, or the encrypted one of
     *     another length
     */
    FirebaseHash(ScryptHash.Work work, byte[] salt, byte[] signerKey, byte[] encryptedSignerKey) {
        require(salt.length >= 1 && salt.length <= 128);
        require(signerKey.length >= 16 && signerKey.length <= 128 && signerKey.length == encryptedSignerKey.length);
        this.work = work;
        this.salt = salt;
        this.signerKey = signerKey;
        this.encryptedSignerKey = encryptedSignerKey;
    }

    @Override
    public boolean matches(byte[] password) {
        try {
            Cipher counterMode = Cipher.getInstance("AES/CTR/NoPadding");
            counterMode.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(work.compute(password, salt, AES_KEY_BYTES), "AES"),
                    new IvParameterSpec(new byte[AES_BLOCK_BYTES]));
            return MessageDigest.isEqual(encryptedSignerKey, counterMode.doFinal(signerKey));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public long costMicros() {
        return work.micros();
    }

    @Override
    public boolean isTooCostly() {
        return work.isTooCostly();
    }
}

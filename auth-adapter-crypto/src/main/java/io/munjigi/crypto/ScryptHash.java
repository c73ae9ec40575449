package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.require;

import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.SCrypt;

/** A hash by scrypt (RFC 7914). Computed by Bouncy Castle. */
final class ScryptHash implements StoredHash {

    private final Work work;
    private final byte[] salt;
    private final byte[] key;

    /**
     * Takes one.
     *
     * @throws IllegalArgumentException if the salt is not of 1 to 64 bytes, or the derived key of 32, which is what everybody takes, or 64
     */
    ScryptHash(Work work, byte[] salt, byte[] key) {
        require(salt.length >= 1 && salt.length <= 64 && (key.length == 32 || key.length == 64));
        this.work = work;
        this.salt = salt;
        this.key = key;
    }

    /**
     * How much it is to compute.
     *
     * @param logN the logarithm of the cost N to the base 2
     * @param blockSize the r of RFC 7914
     * @param lanes the p of RFC 7914
     */
    record Work(int logN, long blockSize, long lanes) {

        private static final double MOST_BYTES = 256 << 20;

        /** N times r times p: twice what fills 256 MiB. */
        private static final double MOST_STEPS = 1 << 22;

        /** Nobody takes so much, and with more than 512 Bouncy Castle fails. */
        private static final long MOST_BLOCK_SIZE = 64;

        private static final long MOST_LANES = 64;

        /** Measured with Bouncy Castle 1.87: 36 ms for N of 2^14 and r of 8. With 128 MiB and more it is up to twice as much. */
        private static final double MICROS_PER_STEP = 0.28;

        /** RFC 7914, 2: N is less than 2^(128 * r / 8). */
        Work {
            require(logN >= 1 && blockSize >= 1 && lanes >= 1 && (blockSize > 1 || logN < 16));
        }

        byte[] compute(byte[] password, byte[] salt, int bytes) {
            return SCrypt.generate(password, salt, 1 << logN, (int) blockSize, (int) lanes, bytes);
        }

        long micros() {
            return Math.round(MICROS_PER_STEP * steps());
        }

        boolean isTooCostly() {
            return blockSize > MOST_BLOCK_SIZE
                    || lanes > MOST_LANES
                    || steps() > MOST_STEPS
                    || 128.0 * blockSize * n() > MOST_BYTES;
        }

        private double steps() {
            return n() * blockSize * lanes;
        }

        /** A floating-point number, which no parameters overflow. */
        private double n() {
            return Math.scalb(1.0, logN);
        }
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(key, work.compute(password, salt, key.length));
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

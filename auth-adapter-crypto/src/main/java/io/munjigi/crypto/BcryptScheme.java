package io.munjigi.crypto;

import io.munjigi.core.port.Randomness;
import java.util.Base64;

/** Makes bcrypt hashes as modular crypt strings, {@code $2b$}; what bcrypt is like is told at {@link BcryptHash}. */
final class BcryptScheme implements HashScheme {

    /** OWASP asks for 10 at least; this is the cost of what {@link PasswordHashing#bcrypt()} makes. */
    static final int COST = 12;

    private static final int SALT_BYTES = 16;

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String BCRYPT64 = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final int cost;
    private final Randomness randomness;

    BcryptScheme(int cost, Randomness randomness) {
        this.cost = cost;
        this.randomness = randomness;
    }

    @Override
    public String hash(byte[] password) {
        return BcryptHash.compute(cost, encode(randomness.bytes(SALT_BYTES)), password);
    }

    @Override
    public long costMicros() {
        return BcryptHash.micros(cost);
    }

    @Override
    public int maxPasswordBytes() {
        return BcryptHash.MAX_PASSWORD_BYTES;
    }

    @Override
    public boolean isStrong(String encoded) {
        return BcryptHash.MODULAR_CRYPT
                .read(encoded)
                .filter(hash -> hash.cost() >= cost && !hash.isTooCostly())
                .isPresent();
    }

    /** bcrypt's Base64 is the usual one with another alphabet. */
    private static String encode(byte[] salt) {
        StringBuilder encoded = new StringBuilder();
        Base64.getEncoder()
                .withoutPadding()
                .encodeToString(salt)
                .chars()
                .forEach(character -> encoded.append(BCRYPT64.charAt(BASE64.indexOf(character))));
        return encoded.toString();
    }
}

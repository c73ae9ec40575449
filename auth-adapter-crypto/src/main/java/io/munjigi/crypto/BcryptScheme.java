package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import io.munjigi.core.port.Randomness;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * bcrypt as modular crypt strings, computed by password4j. Makes {@code $2b$}; verifies {@code $2a$}, {@code $2b$} and {@code $2y$}.
 *
 * <p>The three are one algorithm for the passwords that we have: {@code $2b$} and {@code $2y$} differ in name only, and the safety measure
 * of {@code $2a$} (crypt_blowfish 1.1) acts on passwords with a byte 0xFF only, which UTF-8 never has. password4j gets that measure wrong, so
 * every hash is computed as a {@code $2b$}.
 *
 * <p>By its design bcrypt sees 72 bytes, and hears a password with NUL that repeats itself after it, such as {@code "x\0x"}, as the
 * shorter one.
 */
final class BcryptScheme implements HashScheme {

    /** OWASP asks for 10 at least; this is the cost of what {@link PasswordHashing#bcrypt()} makes. */
    static final int COST = 12;

    private static final int MAX_PASSWORD_BYTES = 72;
    private static final int SALT_BYTES = 16;
    private static final int TAG_CHARACTERS = 31;
    private static final int LOWEST_COST = 4;

    /** Takes almost two seconds. Beyond it a stored hash is no hash but an attack on our time. */
    private static final int HIGHEST_COST = 15;

    /** Measured with password4j 1.8.4: 55 ms at cost 10. */
    private static final long MICROS_AT_COST_0 = 54;

    private static final Pattern MODULAR_CRYPT = Pattern.compile(
            "\\$2[aby]\\$(?<cost>[0-9]{2})\\$(?<salt>[./A-Za-z0-9]{22})(?<tag>[./A-Za-z0-9]{" + TAG_CHARACTERS + "})");

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
        return compute(cost, encode(randomness.bytes(SALT_BYTES)), password);
    }

    @Override
    public long costMicros() {
        return MICROS_AT_COST_0 << cost;
    }

    @Override
    public int maxPasswordBytes() {
        return MAX_PASSWORD_BYTES;
    }

    @Override
    public Optional<StoredHash> read(String encoded) {
        Matcher form = MODULAR_CRYPT.matcher(encoded);
        if (!form.matches()) {
            return Optional.empty();
        }
        int storedCost = Integer.parseInt(form.group("cost"));
        return storedCost < LOWEST_COST || storedCost > HIGHEST_COST
                ? Optional.empty()
                : Optional.of(new BcryptHash(storedCost, form.group("salt"), form.group("tag"), storedCost < cost));
    }

    private static String compute(int cost, String salt, byte[] password) {
        String setting = String.format(Locale.ROOT, "$2b$%02d$%s", cost, salt);
        return BcryptFunction.getInstance(Bcrypt.B, cost)
                .hash(password, setting.getBytes(US_ASCII))
                .getResult();
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

    private record BcryptHash(int cost, String salt, String tag, boolean isWeak) implements StoredHash {

        /** Computed for a password that is too long as well, so that a refusal costs what any other does. */
        @Override
        public boolean matches(byte[] password) {
            String computed = compute(cost, salt, password);
            boolean same = MessageDigest.isEqual(
                    tag.getBytes(US_ASCII),
                    computed.substring(computed.length() - TAG_CHARACTERS).getBytes(US_ASCII));
            return same && password.length <= MAX_PASSWORD_BYTES;
        }

        @Override
        public long costMicros() {
            return MICROS_AT_COST_0 << cost;
        }

        @Override
        public String toString() {
            return "BcryptHash[hidden]";
        }
    }
}

package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.require;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Matcher;

/**
 * A hash by bcrypt: {@code $2a$}, {@code $2b$} or {@code $2y$}. Computed by password4j.
 *
 * <p>The three are one algorithm for the passwords that we have: {@code $2b$} and {@code $2y$} differ in name only, and the safety measure
 * of {@code $2a$} (crypt_blowfish 1.1) acts on passwords with a byte 0xFF only, which UTF-8 never has. password4j gets that measure wrong, so
 * every hash is computed as a {@code $2b$}.
 *
 * <p>By its design bcrypt sees 72 bytes, and hears a password with NUL that repeats itself after it, such as {@code "x\0x"}, as the
 * shorter one.
 */
record BcryptHash(int cost, String salt, String tag) implements StoredHash {

    static final int MAX_PASSWORD_BYTES = 72;

    private static final int TAG_CHARACTERS = 31;
    private static final int LOWEST_COST = 4;

    /** Takes almost two seconds. */
    private static final int HIGHEST_COST = 15;

    /** Measured with password4j 1.8.4: 55 ms at cost 10. */
    private static final long MICROS_AT_COST_0 = 54;

    /** As a modular crypt string. */
    static final HashForm<BcryptHash> MODULAR_CRYPT = new HashForm<>(
            "\\$2[aby]\\$(?<cost>[0-9]{2})\\$(?<salt>[./A-Za-z0-9]{22})(?<tag>[./A-Za-z0-9]{" + TAG_CHARACTERS + "})",
            BcryptHash::of);

    private static BcryptHash of(Matcher form) {
        int cost = Integer.parseInt(form.group("cost"));
        require(cost >= LOWEST_COST && cost <= 31);
        return new BcryptHash(cost, form.group("salt"), form.group("tag"));
    }

    static String compute(int cost, String salt, byte[] password) {
        String setting = String.format(Locale.ROOT, "$2b$%02d$%s", cost, salt);
        return BcryptFunction.getInstance(Bcrypt.B, cost)
                .hash(password, setting.getBytes(US_ASCII))
                .getResult();
    }

    static long micros(int cost) {
        return MICROS_AT_COST_0 << cost;
    }

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
        return micros(cost);
    }

    @Override
    public boolean isTooCostly() {
        return cost > HIGHEST_COST;
    }

    @Override
    public String toString() {
        return "BcryptHash[hidden]";
    }
}

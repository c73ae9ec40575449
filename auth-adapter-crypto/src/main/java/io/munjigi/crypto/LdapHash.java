package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.base64;
import static io.munjigi.crypto.HashForm.require;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** One digest over password and salt, as LDAP servers keep it: {@code {SSHA}}, {@code {SSHA256}}, {@code {SSHA384}}, {@code {SSHA512}}. */
final class LdapHash implements StoredHash {

    /** Servers take the name of a scheme in any case. */
    static final HashForm<LdapHash> SALTED =
            new HashForm<>("\\{(?i:SSHA)(?<bits>256|384|512)?}(?<digestAndSalt>[A-Za-z0-9+/]+={0,2})", LdapHash::of);

    private final String algorithm;
    private final byte[] digest;
    private final byte[] salt;

    private LdapHash(String algorithm, byte[] digest, byte[] salt) {
        require(salt.length >= 4 && salt.length <= 64);
        this.algorithm = algorithm;
        this.digest = digest;
        this.salt = salt;
    }

    private static LdapHash of(Matcher form) {
        @Nullable String bits = form.group("bits");
        int digestBytes = bits == null ? 20 : Integer.parseInt(bits) / Byte.SIZE;
        byte[] both = base64(form.group("digestAndSalt"));
        require(both.length > digestBytes);
        return new LdapHash(
                bits == null ? "SHA-1" : "SHA-" + bits,
                Arrays.copyOf(both, digestBytes),
                Arrays.copyOfRange(both, digestBytes, both.length));
    }

    @Override
    public boolean matches(byte[] password) {
        try {
            MessageDigest computing = MessageDigest.getInstance(algorithm);
            computing.update(password);
            return MessageDigest.isEqual(digest, computing.digest(salt));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** A microsecond or a few: next to nothing. */
    @Override
    public long costMicros() {
        return 1;
    }

    @Override
    public boolean isTooCostly() {
        return false;
    }
}

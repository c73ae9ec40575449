package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.base64;

import io.munjigi.crypto.Pbkdf2Hash.Digest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Spring Security spells hashes behind a {@code DelegatingPasswordEncoder}: the encoder's id in braces, then what that encoder writes. The
 * parameters of PBKDF2 are not written but those of the id. Ids of plain text and of quick digests ({@code noop}, {@code MD5}, {@code sha256}
 * and their like) are not known.
 */
final class SpringForms implements HashReader {

    private static final Pattern DELEGATED = Pattern.compile("\\{(?<id>[A-Za-z0-9@_.-]{1,64})}(?<encoded>.*)");

    private static final HashReader PBKDF2_5_5 = pbkdf2(Digest.SHA1, 185_000, 8);
    private static final HashReader PBKDF2_5_8 = pbkdf2(Digest.SHA256, 310_000, 16);

    /** In hexadecimal digits, two each for r and p and the rest for the logarithm of N. */
    private static final HashReader SCRYPT = new HashForm<>(
            "\\$(?<work>[1-9a-f][0-9a-f]{4,5})\\$(?<salt>[A-Za-z0-9+/]+={0,2})\\$(?<key>[A-Za-z0-9+/]+={0,2})",
            SpringForms::scrypt);

    private static final Map<String, HashReader> BY_ID = Map.of(
            "bcrypt",
            BcryptHash.MODULAR_CRYPT,
            "argon2",
            Argon2Hash.PHC,
            "argon2@SpringSecurity_v5_8",
            Argon2Hash.PHC,
            "pbkdf2",
            PBKDF2_5_5,
            "pbkdf2@SpringSecurity_v5_8",
            PBKDF2_5_8,
            "scrypt",
            SCRYPT,
            "scrypt@SpringSecurity_v5_8",
            SCRYPT,
            "ldap",
            LdapHash.SALTED);

    @Override
    public Optional<? extends StoredHash> read(String encoded) {
        Matcher form = DELEGATED.matcher(encoded);
        if (!form.matches()) {
            return Optional.empty();
        }
        HashReader encoder = BY_ID.get(form.group("id"));
        return encoder == null ? Optional.empty() : encoder.read(form.group("encoded"));
    }

    /** Salt and derived key of 32 bytes in hexadecimal, one after the other. */
    private static HashReader pbkdf2(Digest digest, int iterations, int saltBytes) {
        int keyBytes = 32;
        return new HashForm<>("[0-9a-f]{" + 2 * (saltBytes + keyBytes) + "}", form -> {
            byte[] both = HexFormat.of().parseHex(form.group());
            return new Pbkdf2Hash(
                    digest,
                    iterations,
                    Arrays.copyOf(both, saltBytes),
                    Arrays.copyOfRange(both, saltBytes, both.length));
        });
    }

    private static ScryptHash scrypt(Matcher form) {
        int work = Integer.parseInt(form.group("work"), 16);
        return new ScryptHash(
                new ScryptHash.Work(work >> 16, (work >> 8) & 0xff, work & 0xff),
                base64(form.group("salt")),
                base64(form.group("key")));
    }
}

package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.NUMBER;
import static io.munjigi.crypto.HashForm.base64;
import static io.munjigi.crypto.HashForm.number;
import static io.munjigi.crypto.HashForm.require;
import static io.munjigi.crypto.HashForm.unpaddedBase64;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.munjigi.crypto.Pbkdf2Hash.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** All kinds of stored hashes that are verified: our own, and those of the systems that accounts come from. */
final class KnownHashes {

    /** The longest text that is looked at; what an honest tool writes has less than half of it. */
    static final int MOST_CHARACTERS = 4_096;

    private static final String BASE64 = "[A-Za-z0-9+/]+={0,2}";

    /** After the password hashing competition's string format; so do Rust's crates. SHA-1 goes without a name. */
    private static final HashReader PHC_PBKDF2 = new HashForm<>(
            "\\$pbkdf2(?:-(?<digest>sha1|sha256|sha512))?\\$i=(?<iterations>" + NUMBER + ")(?:,l=(?<length>" + NUMBER
                    + "))?\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<key>[A-Za-z0-9+/]+)",
            KnownHashes::phcPbkdf2);

    /** passlib's "adapted Base64" has a full stop for the plus sign. */
    private static final HashReader PASSLIB_PBKDF2 = new HashForm<>(
            "\\$pbkdf2(?:-(?<digest>sha256|sha512))?\\$(?<iterations>" + NUMBER
                    + ")\\$(?<salt>[A-Za-z0-9./]+)\\$(?<key>[A-Za-z0-9./]+)",
            KnownHashes::passlibPbkdf2);

    /** Django salts with the text itself. */
    private static final HashReader DJANGO_PBKDF2 = new HashForm<>(
            "pbkdf2_(?<digest>sha1|sha256)\\$(?<iterations>" + NUMBER + ")\\$(?<salt>[!-#%-~]+)\\$(?<key>" + BASE64
                    + ")",
            KnownHashes::djangoPbkdf2);

    private static final String SCRYPT_WORK = "ln=(?<ln>[1-9][0-9]?),r=(?<r>" + NUMBER + "),p=(?<p>" + NUMBER + ")";

    private static final HashReader PHC_SCRYPT = new HashForm<>(
            "\\$scrypt\\$" + SCRYPT_WORK + "\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<key>[A-Za-z0-9+/]+)",
            form -> new ScryptHash(
                    scryptWork(form), unpaddedBase64(form.group("salt")), unpaddedBase64(form.group("key"))));

    /** A user's salt and hash, then the salt separator and the signer key of the project; the form is Ory Kratos'. */
    private static final HashReader FIREBASE = new HashForm<>(
            "\\$firescrypt\\$" + SCRYPT_WORK + "\\$(?<salt>" + BASE64 + ")\\$(?<hash>" + BASE64 + ")\\$(?<separator>"
                    + BASE64 + ")\\$(?<key>" + BASE64 + ")",
            KnownHashes::firebase);

    private static final List<HashReader> ALL = List.of(
            Argon2Hash.PHC,
            BcryptHash.MODULAR_CRYPT,
            PHC_PBKDF2,
            PASSLIB_PBKDF2,
            DJANGO_PBKDF2,
            PHC_SCRYPT,
            FIREBASE,
            PhpassHash.PORTABLE,
            LdapHash.SALTED,
            new SpringForms(),
            AspNetIdentityForm.BASE64,
            new KeycloakCredential());

    private KnownHashes() {}

    /**
     * Takes a stored hash of any known kind apart, at no cost worth mentioning.
     *
     * @return empty if it is of no known kind or malformed; one that asks too much is read, and {@linkplain StoredHash#isTooCostly() says so}
     */
    static Optional<StoredHash> read(String encoded) {
        return encoded.length() > MOST_CHARACTERS
                ? Optional.empty()
                : ALL.stream()
                        .<StoredHash>flatMap(kind -> kind.read(encoded).stream())
                        .findFirst();
    }

    private static Pbkdf2Hash phcPbkdf2(Matcher form) {
        byte[] key = unpaddedBase64(form.group("key"));
        require(form.group("length") == null || number(form, "length") == key.length);
        return new Pbkdf2Hash(digest(form), number(form, "iterations"), unpaddedBase64(form.group("salt")), key);
    }

    private static Pbkdf2Hash passlibPbkdf2(Matcher form) {
        return wholePbkdf2(form, adaptedBase64(form.group("salt")), adaptedBase64(form.group("key")));
    }

    private static Pbkdf2Hash djangoPbkdf2(Matcher form) {
        return wholePbkdf2(form, form.group("salt").getBytes(US_ASCII), base64(form.group("key")));
    }

    /** These tools derive as many bytes as the digest has. */
    private static Pbkdf2Hash wholePbkdf2(Matcher form, byte[] salt, byte[] key) {
        require(key.length == digest(form).bytes());
        return new Pbkdf2Hash(digest(form), number(form, "iterations"), salt, key);
    }

    private static Digest digest(Matcher form) {
        @Nullable String name = form.group("digest");
        return name == null ? Digest.SHA1 : Digest.named(name);
    }

    private static byte[] adaptedBase64(String text) {
        return unpaddedBase64(text.replace('.', '+'));
    }

    private static ScryptHash.Work scryptWork(Matcher form) {
        return new ScryptHash.Work((int) number(form, "ln"), number(form, "r"), number(form, "p"));
    }

    private static FirebaseHash firebase(Matcher form) {
        byte[] salt = base64(form.group("salt"));
        byte[] separator = base64(form.group("separator"));
        byte[] both = Arrays.copyOf(salt, salt.length + separator.length);
        System.arraycopy(separator, 0, both, salt.length, separator.length);
        return new FirebaseHash(scryptWork(form), both, base64(form.group("key")), base64(form.group("hash")));
    }
}

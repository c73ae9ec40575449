package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Randomness;
import java.util.Optional;

/**
 * Hashes passwords with one algorithm, and verifies the hashes of every algorithm that it knows, each by its own parameters:
 *
 * <ul>
 *   <li>Argon2id, Argon2i and Argon2d as PHC strings, versions 1.3 and 1.0, up to 256 MiB, 10 passes and 16 lanes;
 *   <li>bcrypt as {@code $2a$}, {@code $2b$} and {@code $2y$}, cost 4 to 15;
 *   <li>PBKDF2 with SHA-1, SHA-256 or SHA-512, as PHC strings ({@code i=…,l=…}) and as Django and passlib write it, up to two seconds;
 *   <li>scrypt as PHC strings ({@code ln=…,r=…,p=…}), and Firebase's as {@code $firescrypt$ln=…,r=…,p=…$salt$hash$separator$signer key}, up to
 *       256 MiB and N·r·p of 4,194,304;
 *   <li>portable phpass hashes ({@code $P$}, {@code $H$}) up to 2^20 rounds; {@code {SSHA}} and its kin of LDAP;
 *   <li>credentials of a Keycloak export (PBKDF2 and Argon2), whole, as the JSON that they are;
 *   <li>Spring Security's {@code {bcrypt}}, {@code {argon2}}, {@code {pbkdf2}}, {@code {scrypt}} and {@code {ldap}}, the ids of its version 5.8
 *       included; ASP.NET Identity's, versions 2 and 3.
 * </ul>
 *
 * What is malformed, longer than 4,096 characters, beyond these, plain text or a digest without salt is unreadable. Replaced are hashes of another
 * algorithm than the current one and weaker ones; OWASP's rows of Argon2id count as equally strong. A bcrypt hash matches no password of more
 * than 72 bytes: what bcrypt cuts off must not let anybody in.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP Password Storage</a>
 */
public final class PasswordHashing implements PasswordHasher {

    /** Estimates are not exact, and the equally strong rows lie within this much of each other. */
    private static final double NOTABLY_LESS = 0.9;

    private final HashScheme current;

    /** {@code current} makes the hashes. */
    PasswordHashing(HashScheme current) {
        this.current = current;
    }

    /**
     * Makes Argon2id hashes: 19,456 KiB, 2 passes, 1 lane, salt of 16 bytes, tag of 32. Takes about 25 ms and 19 MiB for each; 20 ms, and
     * none of the heap, with {@linkplain #isArgon2Native() native code}.
     */
    public static PasswordHashing argon2id() {
        return argon2id(new SystemRandomness());
    }

    /** The same, with salts from another source. */
    public static PasswordHashing argon2id(Randomness randomness) {
        return new PasswordHashing(new Argon2Scheme(randomness));
    }

    /** Makes bcrypt hashes: {@code $2b$}, cost 12. Takes about 220 ms for each, and passwords of at most 72 bytes. */
    public static PasswordHashing bcrypt() {
        return bcrypt(new SystemRandomness());
    }

    /** The same, with salts from another source. */
    public static PasswordHashing bcrypt(Randomness randomness) {
        return new PasswordHashing(new BcryptScheme(BcryptScheme.COST, randomness));
    }

    /** Whether Argon2 is computed by the system's {@code libargon2}, through JNA, and not in Java. */
    public static boolean isArgon2Native() {
        return Argon2.fastest() instanceof NativeArgon2;
    }

    @Override
    public PasswordHash hash(Password password) {
        if (!password.isHashable() || password.byteLength() > maxPasswordBytes()) {
            throw new IllegalArgumentException(
                    "a password to hash is Unicode text of at most " + maxPasswordBytes() + " bytes");
        }
        return PasswordHash.of(current.hash(utf8(password)));
    }

    @Override
    public Match verify(Password typed, PasswordHash stored) {
        return readable(stored)
                .map(hash -> matches(typed, hash) ? Match.YES : Match.NO)
                .orElse(Match.UNREADABLE);
    }

    /** Computed for what cannot match as well, so that it takes as long. */
    private static boolean matches(Password typed, StoredHash stored) {
        return stored.matches(utf8(typed)) && typed.isHashable();
    }

    @Override
    public Legibility examine(PasswordHash stored) {
        return KnownHashes.read(stored.reveal())
                .map(hash -> hash.isTooCostly() ? Legibility.TOO_COSTLY : Legibility.READABLE)
                .orElse(Legibility.UNKNOWN);
    }

    @Override
    public boolean needsReplacement(PasswordHash stored) {
        return !current.isStrong(stored.reveal());
    }

    @Override
    public boolean costsLess(PasswordHash stored) {
        return readable(stored)
                .map(hash -> hash.costMicros() < NOTABLY_LESS * current.costMicros())
                .orElse(true);
    }

    @Override
    public int maxPasswordBytes() {
        return Math.min(current.maxPasswordBytes(), Password.MAX_BYTES);
    }

    private static Optional<StoredHash> readable(PasswordHash stored) {
        return KnownHashes.read(stored.reveal()).filter(hash -> !hash.isTooCostly());
    }

    private static byte[] utf8(Password password) {
        return password.reveal().getBytes(UTF_8);
    }
}

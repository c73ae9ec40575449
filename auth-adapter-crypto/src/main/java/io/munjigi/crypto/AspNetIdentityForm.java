package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.base64;
import static io.munjigi.crypto.HashForm.require;

import io.munjigi.crypto.Pbkdf2Hash.Digest;
import java.nio.ByteBuffer;

/**
 * How ASP.NET Identity spells PBKDF2: bytes in Base64, the first of which is the version.
 *
 * <ul>
 *   <li>3: the digest (0, 1 or 2), the iterations and the length of the salt, four bytes each and the highest first; salt; derived key.
 *   <li>2: SHA-1, 1,000 iterations; salt of 16 bytes; derived key of 32.
 * </ul>
 */
final class AspNetIdentityForm {

    static final HashForm<Pbkdf2Hash> BASE64 =
            new HashForm<>("A[A-Za-z0-9+/]{50,250}={0,2}", form -> read(base64(form.group())));

    private static final byte VERSION_2 = 0;
    private static final byte VERSION_3 = 1;
    private static final int HEADER_BYTES = 13;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private AspNetIdentityForm() {}

    private static Pbkdf2Hash read(byte[] stored) {
        return switch (stored[0]) {
            case VERSION_2 -> readVersion2(stored);
            case VERSION_3 -> readVersion3(stored);
            default -> throw new IllegalArgumentException("no such version");
        };
    }

    private static Pbkdf2Hash readVersion2(byte[] stored) {
        require(stored.length == 1 + SALT_BYTES + KEY_BYTES);
        ByteBuffer parts = ByteBuffer.wrap(stored, 1, stored.length - 1);
        return new Pbkdf2Hash(Digest.SHA1, 1_000, take(parts, SALT_BYTES), take(parts, KEY_BYTES));
    }

    private static Pbkdf2Hash readVersion3(byte[] stored) {
        require(stored.length > HEADER_BYTES);
        ByteBuffer parts = ByteBuffer.wrap(stored, 1, stored.length - 1);
        Digest digest = digest(parts.getInt());
        long iterations = Integer.toUnsignedLong(parts.getInt());
        int saltBytes = parts.getInt();
        require(saltBytes >= SALT_BYTES && saltBytes <= parts.remaining());
        byte[] salt = take(parts, saltBytes);
        return new Pbkdf2Hash(digest, iterations, salt, take(parts, parts.remaining()));
    }

    private static Digest digest(int number) {
        return switch (number) {
            case 0 -> Digest.SHA1;
            case 1 -> Digest.SHA256;
            case 2 -> Digest.SHA512;
            default -> throw new IllegalArgumentException("no such digest");
        };
    }

    private static byte[] take(ByteBuffer parts, int bytes) {
        byte[] part = new byte[bytes];
        parts.get(part);
        return part;
    }
}

package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The passwords in a file such as Have I Been Pwned's: lines of a SHA-1 in hexadecimal and, if anything, a colon and how often the password
 * was seen, ordered by hash. Such a file has tens of gigabytes and stays where it is: a password is looked up in it by some thirty reads.
 *
 * <p>The file is opened for each look-up. So a newer one may take its place at any time, if it is moved there; nothing is to be closed; and
 * a thread that is interrupted closes no one else's.
 *
 * <p>Letter case counts. Immutable; safe for use by many threads.
 */
public final class BreachedPasswords implements PasswordBlocklist {

    private final Path file;

    private BreachedPasswords(Path file) {
        this.file = file;
    }

    /**
     * Those in a file, which is looked into here and there.
     *
     * @throws IllegalArgumentException if it cannot be read, is empty or no such file, is not ordered where it was looked into, or ends within
     *     a line; the message says which
     */
    public static BreachedPasswords in(Path file) {
        // A pipe would wait for somebody to write into it.
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no such file: " + file);
        }
        try (HashFile hashes = HashFile.open(file)) {
            hashes.check();
            return new BreachedPasswords(file);
        } catch (HashFile.UnfitException unfit) {
            throw new IllegalArgumentException(unfit.getMessage() + ": " + file, unfit);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the file cannot be read: " + file, unreadable);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws AuthException with {@code UNAVAILABLE} also if the file is found to be damaged or not ordered on the way
     */
    @Override
    public boolean contains(Password password) {
        try (HashFile hashes = HashFile.open(file)) {
            return hashes.contains(sha1(password));
        } catch (IOException unreadable) {
            throw new AuthException(AuthError.UNAVAILABLE, unreadable);
        }
    }

    /** SHA-1 is what the file has. It is a key to look up by and protects nothing: it is not kept, and what is stored is another hash. */
    private static String sha1(Password password) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(password.reveal().getBytes(UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }
}

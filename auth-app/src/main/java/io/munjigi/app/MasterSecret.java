package io.munjigi.app;

import io.munjigi.core.model.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The master secret of a service with an embedded database: made at the first start and kept in the data directory, for its owner only. */
final class MasterSecret {

    private static final String FILE = "secret";
    private static final int BYTES = 32;
    private static final int MIN_LENGTH = 32;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private MasterSecret() {}

    /**
     * The secret kept in this directory; both are made where they are missing.
     *
     * @throws StartException if the file cannot be made or read, is too short, or can be read by others
     */
    static synchronized Secret keptIn(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
            return open(file);
        } catch (IOException unusable) {
            throw new StartException("the master secret cannot be kept in " + file + " ("
                    + unusable.getClass().getSimpleName()
                    + "); set MUNJIGI_DATA_DIR to a directory that can be written");
        }
    }

    /**
     * The secret kept in this directory, or empty where there is none yet. Makes nothing.
     *
     * @throws StartException if the file cannot be read, is too short, or can be read by others
     */
    static Optional<Secret> in(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return Files.exists(file) && Files.size(file) > 0 ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new StartException("the master secret in " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** Under a lock, so that of two processes that start at once one makes it, and on disk before anything is sealed with it. */
    @SuppressWarnings("try") // the lock is only held
    private static Secret open(Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file, "rw-------"));
                FileLock lock = channel.lock()) {
            if (channel.size() == 0) {
                channel.write(ByteBuffer.wrap(newSecret()));
                channel.force(true);
            }
            return read(file);
        }
    }

    private static byte[] newSecret() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Secret read(Path file) throws IOException {
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new StartException("the master secret in " + file + " can be read by others; chmod 600 it");
        }
        String text = Files.readString(file).stripTrailing();
        if (text.length() < MIN_LENGTH) {
            throw new StartException("the master secret in " + file
                    + " is shorter than 32 characters; restore it, or delete it if the database is new");
        }
        return Secret.ofText(text);
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

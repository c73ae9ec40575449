package io.munjigi.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.h2.engine.Constants;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.disk.FilePathDisk;

/**
 * A file system for H2, over another: a database that was not closed in order is recovered before H2 reads it. So nothing that was
 * acknowledged is lost, neither by a {@code kill -9} nor where H2 itself has closed the database upon a fault. Over the system's own files it
 * opens an {@link H2File}, which no interrupt closes.
 *
 * <p>H2 (2.5.252) names in the file's header where the newest chunk is, but when it writes the header together with a chunk it names the
 * one before, and without the header the chunk is not found if it lies elsewhere than was foreseen: up to 20 commits that are in the file
 * are then passed over. Its recovery mode looks at every chunk instead.
 *
 * <p>Public only because H2 makes instances by reflection.
 */
public final class H2RecoveringPath extends FilePathWrapper {

    static final String SCHEME = "munjigi";

    private static final String CLOSED_IN_ORDER = ",clean:1,";
    private static final String NAMES_A_CHUNK = ",chunk:";
    private static final int HEADER_LENGTH = 4096;

    /** For H2. */
    public H2RecoveringPath() {}

    /** Makes the scheme known to H2. */
    static void register() {
        FilePath.register(new H2RecoveringPath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (mode.startsWith("rw")
                && name.endsWith(Constants.SUFFIX_MV_FILE)
                && getBase().exists()) {
            String header = header();
            if (!header.isEmpty() && !header.contains(CLOSED_IN_ORDER)) {
                recover(header.contains(NAMES_A_CHUNK));
            }
        }
        return isOfTheSystem()
                ? new H2File(getBase().toString(), mode)
                : getBase().open(mode);
    }

    private boolean isOfTheSystem() {
        return getBase() instanceof FilePathDisk;
    }

    private String header() throws IOException {
        try (InputStream file = getBase().newInputStream()) {
            return new String(file.readNBytes(HEADER_LENGTH), StandardCharsets.ISO_8859_1);
        }
    }

    /** Under the file's lock; a file that is locked, or damaged beyond recovery, is refused by an exception that H2 passes on. */
    private void recover(boolean hadChunks) {
        MVStore store = new MVStore.Builder()
                .fileName(isOfTheSystem() ? "async:" + getBase() : getBase().toString())
                .recoveryMode()
                .autoCommitDisabled()
                .open();
        if (hadChunks && store.getCurrentVersion() == 0) {
            store.closeImmediately(); // or H2 would go on with an empty database
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "No chunk of the file can be read");
        }
        store.close();
    }
}

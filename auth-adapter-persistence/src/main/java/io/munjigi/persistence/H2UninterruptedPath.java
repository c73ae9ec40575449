package io.munjigi.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;

/**
 * A file system for H2, over that of the disk: an interrupt of a thread that reads or writes does not close the file, as it would a {@link
 * FileChannel} of the JDK's.
 *
 * <p>Only the JDK's asynchronous channel is like that. H2's own {@code async:} has the JDK's threads do the work and waits for them, twice a
 * change of threads for each page; here whoever asks does it.
 *
 * <p>Public only because H2 makes instances by reflection.
 */
public final class H2UninterruptedPath extends FilePathWrapper {

    static final String SCHEME = "uninterrupted";

    /** For H2. */
    public H2UninterruptedPath() {}

    /** Makes the scheme known to H2. */
    static void register() {
        FilePath.register(new H2UninterruptedPath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new UninterruptedFile(getBase().toString(), mode);
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the system needs no lock to read or write at a position
    private static final class UninterruptedFile extends FileBaseDefault {

        /** At most so many bytes go at once: the JDK keeps a buffer outside the heap, as large as the largest piece, for each thread. */
        private static final int PIECE = 256 * 1024;

        private final AsynchronousFileChannel file;

        UninterruptedFile(String name, String mode) throws IOException {
            file = AsynchronousFileChannel.open(
                    Path.of(name), FileUtils.modeToOptions(mode), new InTheirOwnThread(), FileUtils.NO_ATTRIBUTES);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            int limit = target.limit();
            target.limit(Math.min(limit, target.position() + PIECE));
            try {
                return result(file.read(target, position));
            } finally {
                target.limit(limit);
            }
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int limit = source.limit();
            source.limit(Math.min(limit, source.position() + PIECE));
            try {
                return result(file.write(source, position));
            } finally {
                source.limit(limit);
            }
        }

        /** Is there already, except on Windows, where the system reads and writes by itself. */
        private static int result(Future<Integer> future) throws IOException {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return future.get();
                    } catch (InterruptedException meanwhile) {
                        interrupted = true;
                    }
                }
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            file.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        public void implCloseChannel() throws IOException {
            file.close();
        }
    }

    /** Work is done where it is asked for, before asking returns. */
    private static final class InTheirOwnThread extends AbstractExecutorService {

        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public void shutdown() {
            // There is nothing that could be shut down.
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}

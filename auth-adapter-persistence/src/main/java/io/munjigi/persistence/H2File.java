package io.munjigi.persistence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file of H2 that is read and written by the thread that asks. H2's usual one is closed, and the database with it, when a thread is
 * interrupted while it reads or writes; its asynchronous one is not, but has another thread do all the work, at the price of two changes of
 * threads for each page and each commit. Buffers are of the heap, as all of H2's are.
 *
 * <p>Thread-safe; what is read and written goes one after the other, as the place in the file is set first.
 */
final class H2File extends FileBaseDefault {

    private final String name;
    private final RandomAccessFile file;

    /** Opens it, with a mode of {@link RandomAccessFile}. */
    H2File(String name, String mode) throws IOException {
        this.name = name;
        this.file = new RandomAccessFile(name, mode);
    }

    @Override
    public synchronized int read(ByteBuffer into, long position) throws IOException {
        file.seek(position);
        int read = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (read > 0) {
            into.position(into.position() + read);
        }
        return read;
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
        int length = from.remaining();
        file.seek(position);
        file.write(from.array(), from.arrayOffset() + from.position(), length);
        from.position(from.limit());
        return length;
    }

    @Override
    public synchronized long size() throws IOException {
        return file.length();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        if (size < file.length()) {
            file.setLength(size);
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.getChannel().tryLock(position, size, shared);
    }

    /** Never while it is read or written, or that might go to another file, which is opened under the same number. */
    @Override
    protected synchronized void implCloseChannel() throws IOException {
        file.close();
    }

    /** As H2 names it where it cannot read or write. */
    @Override
    public String toString() {
        return name;
    }
}

package io.munjigi.app.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Bytes that know how many of them have been read. */
final class CountedInput extends FilterInputStream {

    private final String name;
    private final long size;
    private long count;

    /** Input of unknown size if its size is not positive. */
    CountedInput(String name, InputStream bytes, long size) {
        super(bytes);
        this.name = name;
        this.size = size;
    }

    /**
     * @throws SourceException if the file is missing or cannot be read
     */
    static CountedInput of(Path file) {
        if (Files.notExists(file)) {
            throw new SourceException("there is no file " + file);
        }
        if (Files.isDirectory(file)) {
            throw new SourceException(file + " is a directory");
        }
        try {
            // A pipe has no size that could be relied upon.
            long size = Files.isRegularFile(file) ? Files.size(file) : 0;
            return new CountedInput(file.toString(), Files.newInputStream(file), size);
        } catch (IOException unreadable) {
            throw new SourceException(file + " cannot be read");
        }
    }

    /** How messages call it. */
    String name() {
        return name;
    }

    OptionalDouble share() {
        return size > 0 ? OptionalDouble.of(Math.min(1, (double) count / size)) : OptionalDouble.empty();
    }

    SourceException unreadable() {
        return new SourceException(name + " cannot be read any further");
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long most) throws IOException {
        long skipped = super.skip(most);
        count += skipped;
        return skipped;
    }

    /** Closes without fail: nothing was written that could be lost. */
    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException ignored) {
            // What was wanted of it has been read.
        }
    }
}

package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Lines of SHA-1 hashes in order, searched where they are. Lines may differ in length and in how they end, so a place in the file is somewhere
 * in a line, and that line is looked for around it. What is read on the way is held against the order. For use by one thread.
 */
final class HashFile implements Closeable {

    /** A hash, a colon, as many digits as a long has, and the end of the line have 62. */
    private static final int LONGEST_LINE = 64;

    private static final int HASH_DIGITS = 40;
    private static final Pattern LINE = Pattern.compile("[0-9A-Fa-f]{40}(:[0-9]{1,19})?\r?");

    /** In a file that is not ordered, as good as surely some are out of order; a disk that turns answers as many within seconds. */
    private static final int SAMPLES = 256;

    private final SeekableByteChannel channel;
    private final long size;

    HashFile(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    static HashFile open(Path file) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            return new HashFile(channel);
        } catch (IOException unreadable) {
            channel.close();
            throw unreadable;
        }
    }

    /** It is not what it should be. The message goes before the file's name. */
    static final class UnfitException extends IOException {

        @Serial
        private static final long serialVersionUID = 1;

        private UnfitException(String message) {
            super(message);
        }
    }

    /** From where to where, with what ends it; the hash in upper case. */
    private record Line(long start, long end, String hash) {}

    /**
     * Looks at the first line, the last one, and some between.
     *
     * @throws UnfitException if the file is empty, has other lines, has them in another order, or ends within one
     */
    void check() throws IOException {
        if (size == 0) {
            throw new UnfitException("the file is empty");
        }
        Line before = lineAt(0, 0);
        for (int sample = 1; sample <= SAMPLES; sample++) {
            Line line = lineAt((size - 1) * sample / SAMPLES, 0);
            requireOrder(before.hash(), line.hash(), line);
            before = line;
        }
    }

    /**
     * Whether a hash is in it.
     *
     * @param hash in hexadecimal, in upper case
     * @throws UnfitException if a line on the way is none, or out of order
     */
    boolean contains(String hash) throws IOException {
        if (size == 0) {
            throw new UnfitException("the file is empty");
        }
        // Both are where lines start, or the end; all lines before low are less, and all from high on are greater.
        long low = 0;
        long high = size;
        String below = "";
        String above = "~";
        while (low < high) {
            Line line = lineAt((low + high) >>> 1, low);
            int order = line.hash().compareTo(hash);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                requireOrder(below, line.hash(), line);
                below = line.hash();
                low = line.end();
            } else {
                requireOrder(line.hash(), above, line);
                above = line.hash();
                high = line.start();
            }
        }
        return false;
    }

    private static void requireOrder(String first, String second, Line at) throws UnfitException {
        if (first.compareTo(second) > 0) {
            throw new UnfitException("the file is not ordered by hash (see byte " + at.start() + ")");
        }
    }

    /**
     * The line that a byte of the file is in.
     *
     * @param from where a line starts that is that one or comes before it
     */
    private Line lineAt(long position, long from) throws IOException {
        long windowStart = Math.max(from, position - LONGEST_LINE);
        byte[] window = read(windowStart, (int) Math.min(2 * LONGEST_LINE, size - windowStart));
        int start = (int) (position - windowStart);
        int end = start;
        while (start > 0 && window[start - 1] != '\n') {
            start--;
        }
        while (end < window.length && window[end] != '\n') {
            end++;
        }
        boolean isWhole = windowStart + end < size;
        String text = new String(window, start, end - start, ISO_8859_1);
        if (!LINE.matcher(text).matches()) {
            String place = " (see byte " + (windowStart + start) + ")";
            throw new UnfitException(
                    isWhole
                            ? "the file has other lines than a SHA-1 in hexadecimal and perhaps a colon and a count"
                                    + place
                            : "the file ends within a line: it was not copied whole, or is of another kind" + place);
        }
        long lineStart = windowStart + start;
        return new Line(
                lineStart,
                isWhole ? windowStart + end + 1 : size,
                text.substring(0, HASH_DIGITS).toUpperCase(Locale.ROOT));
    }

    private byte[] read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

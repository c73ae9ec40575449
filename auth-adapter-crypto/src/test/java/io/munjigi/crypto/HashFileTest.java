package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.junit.jupiter.api.Test;

/** On a file that is larger than any disk here: it is made where it is read. */
class HashFileTest {

    /** About twice as many as Have I Been Pwned has. */
    private static final long LINES = 2_000_000_000L;

    private final MadeUpFile file = new MadeUpFile();

    /** Line n has 2n+1 as the first half of its hash, so that every second one is missing. */
    private static String line(long number) {
        return hex(2 * number + 1) + ":" + String.format("%02d", number % 100) + "\n";
    }

    private static String hex(long first) {
        return String.format("%010X", first) + "5".repeat(30);
    }

    private static class MadeUpFile implements SeekableByteChannel {

        private static final int LINE_LENGTH = line(0).length();

        private long position;
        private int reads;

        @Override
        public int read(ByteBuffer target) {
            reads++;
            int before = target.position();
            while (target.hasRemaining() && position < size()) {
                byte[] line = line(position / LINE_LENGTH).getBytes(US_ASCII);
                int within = (int) (position % LINE_LENGTH);
                int length = Math.min(target.remaining(), LINE_LENGTH - within);
                target.put(line, within, length);
                position += length;
            }
            return target.position() == before ? -1 : target.position() - before;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public long size() {
            return LINES * LINE_LENGTH;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long newSize) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void far_beyond_two_gigabytes_a_look_up_is_a_few_dozen_reads() throws IOException {
        try (HashFile hashes = new HashFile(file)) {
            assertThat(file.size()).isGreaterThan(80_000_000_000L);
            for (long number : new long[] {0, 1, LINES / 3, 48_806_446, LINES - 2, LINES - 1}) {
                file.reads = 0;
                assertThat(hashes.contains(hex(2 * number + 1))).isTrue();
                assertThat(hashes.contains(hex(2 * number))).isFalse();
                assertThat(hashes.contains(hex(2 * number + 2))).isFalse();
                assertThat(file.reads).isLessThanOrEqualTo(3 * 32);
            }
        }
    }

    @Test
    void it_is_looked_at_in_a_few_hundred_reads() throws IOException {
        try (HashFile hashes = new HashFile(file)) {
            hashes.check();
            assertThat(file.reads).isLessThan(300);
        }
    }

    @Test
    void what_becomes_shorter_meanwhile_is_told() throws IOException {
        MadeUpFile shorter = new MadeUpFile() {
            @Override
            public int read(ByteBuffer target) {
                return -1;
            }
        };
        try (HashFile hashes = new HashFile(shorter)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> hashes.contains(hex(1)));
        }
    }
}

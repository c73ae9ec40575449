package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class H2UninterruptedPathTest {

    private final Path path = TestDatabase.freshFolder().resolve("file");

    @BeforeAll
    static void register() {
        H2UninterruptedPath.register();
    }

    private FileChannel open(String mode) throws IOException {
        return FilePath.get("uninterrupted:" + path).open(mode);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(FileChannel file, long position, int length) {
        ByteBuffer target = ByteBuffer.allocate(length);
        DataUtils.readFully(file, position, target);
        return target.array();
    }

    @Test
    void what_is_larger_than_a_piece_is_written_and_read_whole() throws IOException {
        byte[] large = bytes(1_000_003);
        try (FileChannel file = open("rw")) {
            DataUtils.writeFully(file, 5, ByteBuffer.wrap(large));
            file.force(true);
            assertThat(file.size()).isEqualTo(5 + large.length);
            assertThat(read(file, 5, large.length)).isEqualTo(large);
            file.truncate(6);
            assertThat(Files.size(path)).isEqualTo(6);
        }
    }

    @Test
    void a_buffer_is_left_as_a_channel_leaves_it() throws IOException {
        try (FileChannel file = open("rw")) {
            ByteBuffer source = ByteBuffer.wrap(bytes(100)).position(10).limit(30);
            assertThat(file.write(source, 0)).isEqualTo(20);
            assertThat(source).isEqualTo(ByteBuffer.allocate(0));
            assertThat(source.limit()).isEqualTo(30);
            ByteBuffer target = ByteBuffer.allocate(100);
            assertThat(file.read(target, 5)).isEqualTo(15);
            assertThat(target.position()).isEqualTo(15);
            assertThat(target.limit()).isEqualTo(100);
            assertThat(file.read(target, 20)).as("at the end").isEqualTo(-1);
        }
    }

    @Test
    void whoever_is_interrupted_reads_and_writes_and_remains_interrupted() throws IOException {
        byte[] some = bytes(1_000);
        try (FileChannel file = open("rw")) {
            Thread.currentThread().interrupt();
            DataUtils.writeFully(file, 0, ByteBuffer.wrap(some));
            file.force(false);
            assertThat(read(file, 0, some.length)).isEqualTo(some);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.isOpen()).isTrue();
        }
    }

    @Test
    void it_is_locked_for_others_until_it_is_closed() throws IOException {
        try (FileChannel other = open("rw")) {
            try (FileChannel file = open("rw")) {
                assertThat(file.tryLock()).isNotNull();
                assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
            }
            assertThat(other.tryLock()).isNotNull();
        }
    }

    @Test
    void what_is_opened_for_reading_is_there_and_is_not_written() throws IOException {
        assertThatThrownBy(() -> open("r")).isInstanceOf(NoSuchFileException.class);
        Files.write(path, bytes(10));
        try (FileChannel file = open("r")) {
            assertThat(read(file, 0, 10)).isEqualTo(bytes(10));
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), 0))
                    .isInstanceOf(NonWritableChannelException.class);
        }
    }
}

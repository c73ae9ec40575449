package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.persistence.DatabaseUnusableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts the service within a process of their own may try again. */
class RefusedStartTest {

    @TempDir
    private Path directory;

    private final int port = freePort();

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Settings settings(String... more) {
        return Settings.of(SomeSettings.with(
                Map.of("MUNJIGI_DATA_DIR", directory.toString(), "MUNJIGI_HTTP_PORT", Integer.toString(port)), more));
    }

    private void assertFree() throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void a_management_port_that_is_taken_leaves_the_other_free() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings("MUNJIGI_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort()));

            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> Munjigi.start(settings))
                    .withMessageContaining("MUNJIGI_MANAGEMENT_PORT");
        }
        assertFree();
    }

    @Test
    void a_database_that_cannot_be_opened_leaves_the_ports_free() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));
        Settings settings = settings("MUNJIGI_DATABASE_URL", "jdbc:h2:" + file.resolve("munjigi"));

        assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(() -> Munjigi.start(settings));

        assertFree();
    }
}

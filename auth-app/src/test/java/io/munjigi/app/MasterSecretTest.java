package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.Secret;
import io.munjigi.core.testkit.Race;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterSecretTest {

    @TempDir
    private Path parent;

    @Test
    void it_is_made_once_for_its_owner_only() throws IOException {
        Path directory = parent.resolve("new/data");

        Secret made = MasterSecret.keptIn(directory);

        assertThat(made.length()).isEqualTo(43);
        assertThat(MasterSecret.keptIn(directory)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secret"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(MasterSecret.keptIn(parent.resolve("other"))).isNotEqualTo(made);
    }

    @Test
    void all_who_start_at_once_get_the_same() {
        List<Secret> secrets = Race.of(8, number -> MasterSecret.keptIn(parent.resolve("raced")));

        assertThat(secrets).containsOnly(secrets.get(0));
    }

    @Test
    void one_that_others_can_read_is_refused() throws IOException {
        MasterSecret.keptIn(parent);
        Path file = parent.resolve("secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> MasterSecret.keptIn(parent))
                .withMessageContaining("chmod 600");
    }

    @Test
    void one_that_was_cut_is_refused_and_not_repeated() throws IOException {
        MasterSecret.keptIn(parent);
        Files.writeString(parent.resolve("secret"), "short");

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> MasterSecret.keptIn(parent))
                .withMessageContaining("shorter than 32")
                .withMessageNotContaining("short\n");
    }

    @Test
    void a_directory_that_cannot_be_is_named() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> MasterSecret.keptIn(file))
                .withMessageContaining(file.toString());
    }
}

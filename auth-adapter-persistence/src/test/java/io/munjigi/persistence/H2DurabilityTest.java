package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class H2DurabilityTest {

    private final Path folder = TestDatabase.freshFolder();

    @Test
    void what_was_acknowledged_survives_a_kill() throws Exception {
        killAndCount(2, "");
    }

    @Test
    void what_was_acknowledged_survives_twenty_kills() throws Exception {
        killAndCount(20, "");
    }

    @Test
    void an_operators_own_write_delay_loses_nothing_either() throws Exception {
        killAndCount(1, ";WRITE_DELAY=5000");
    }

    private void killAndCount(int kills, String settings) throws Exception {
        String url = "jdbc:h2:" + folder.resolve("munjigi") + settings;
        List<UserId> acknowledged = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            ChildProcess child = ChildProcess.inserting(url);
            int enough = acknowledged.size() + 100 + 37 * kill;
            for (String line = child.awaitFirstLine(); line != null; line = child.nextLine()) {
                UserId.parse(line).ifPresent(acknowledged::add);
                if (acknowledged.size() == enough) {
                    child.killWithoutWaiting();
                }
            }
            child.kill();
            try (Database database = Database.open(url)) {
                assertThat(acknowledged.stream()
                                .filter(id -> database.users().find(id).isEmpty()))
                        .as("acknowledged and lost")
                        .isEmpty();
            }
        }
    }

    @Test
    void a_thread_that_is_interrupted_does_not_close_the_database() {
        try (Database database = Database.open("jdbc:h2:" + folder.resolve("munjigi"))) {
            User user = SomeUsers.anyone();
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                try {
                    database.users().add(SomeUsers.anyone(), null, SomeEvents.any());
                } catch (AuthException refused) {
                    // It may be refused for want of a connection; others must not suffer.
                }
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(database.users().add(user, null, SomeEvents.any())).isTrue();
            assertThat(database.users().find(user.id())).contains(user);
        }
    }

    /** With a shorter retention than usual: within it the file grows with the rate of commits, which is this machine's affair. */
    @Test
    void the_file_does_not_grow_with_the_number_of_commits() throws IOException {
        try (Database database = Database.open("jdbc:h2:" + folder.resolve("munjigi") + ";RETENTION_TIME=500")) {
            long start = System.nanoTime();
            for (int i = 1; i <= 20_000; i++) {
                signUpAndLogIn(database);
                if (i % 4_000 == 0) {
                    System.out.println("h2 file after " + i + ": " + (Files.size(folder.resolve("munjigi.mv.db")) >> 20)
                            + " MiB, " + (System.nanoTime() - start) / 1_000_000 + " ms");
                }
            }
            assertThat(Files.size(folder.resolve("munjigi.mv.db"))).isLessThan(400L << 20);
        }
    }

    private static void signUpAndLogIn(Database database) {
        User user = SomeUsers.anyone();
        database.users()
                .add(user, PasswordHash.of("$argon2id$v=19$m=19456,t=2,p=1$" + "x".repeat(66)), SomeEvents.any());
        database.sessions()
                .open(
                        new NewSession(
                                new SessionId(UUID.randomUUID()),
                                user.id(),
                                0,
                                SecretDigest.of(Secret.ofText("secret")),
                                Duration.ofDays(14),
                                Duration.ofDays(90),
                                Instant.parse("2026-11-23T09:30:00Z"),
                                new Origin("127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64)", null)),
                        SomeEvents.any());
    }
}

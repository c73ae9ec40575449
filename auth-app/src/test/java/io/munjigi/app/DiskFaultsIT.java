package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.OwnPostgres;
import io.munjigi.persistence.testkit.RealPostgres.Place;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk: what cannot be kept is not acknowledged, what was acknowledged is kept, and nobody has to start anything again. */
@Tag("thorough")
class DiskFaultsIT {

    private static final int MOST_SIGN_UPS = 200;

    @TempDir
    private Path directory;

    /** Signs up until it is refused, which must be for want of room; all who were taken. */
    private static List<String> signUpUntilFull(Client client, String name) {
        List<String> acknowledged = new ArrayList<>();
        for (int number = 0; number < MOST_SIGN_UPS; number++) {
            String email = name + number + "@example.org";
            HttpResponse<String> answer = client.signUp(email);
            if (answer.statusCode() != 201) {
                expect(503, answer);
                assertThat(answer.body()).doesNotContain("Exception", "file", "disk");
                return acknowledged;
            }
            acknowledged.add(email);
        }
        throw new AssertionError("the disk is never full");
    }

    private static void assertKept(Client client, List<String> acknowledged) {
        assertThat(acknowledged).allSatisfy(email -> expect(409, client.signUp(email)));
    }

    /** All who were taken. */
    private static List<String> assertFullAndForgiven(RunningJar service, Runnable makeRoom) {
        Client client = new Client(service.url());
        List<String> acknowledged = new ArrayList<>(signUpUntilFull(client, "early"));
        expect(200, client.get("/health/live"));
        assertThat(service.log()).anyMatch(line -> line.contains("WARNING") && line.contains("munjigi.mv.db failed"));

        makeRoom.run();
        acknowledged.add(firstWhoIsBack(client));
        client.await(200, () -> client.get("/health/ready"));
        assertKept(client, acknowledged);
        return acknowledged;
    }

    /** Another one each time: who was refused may be there all the same. */
    private static String firstWhoIsBack(Client client) {
        AtomicInteger tries = new AtomicInteger();
        client.await(201, () -> client.signUp("back" + tries.incrementAndGet() + "@example.org"));
        return "back" + tries + "@example.org";
    }

    @Test
    void an_embedded_database_that_cannot_grow_refuses_for_a_while_and_loses_nothing() throws IOException {
        if (!Machine.canLimit("--fsize=100000:", "--fsize=unlimited:")) {
            Machine.leaveOut("a full disk under the embedded database", "prlimit cannot fake it here");
        }
        Map<String, String> settings = SomeSettings.embedded(directory);
        HttpResponse<String> tokens;
        List<String> acknowledged;
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            expect(201, client.signUp("ada@example.org"));
            tokens = client.refresh(refresh(client.logIn("ada@example.org")));
            service.limit("--fsize=" + Files.size(directory.resolve("munjigi.mv.db")) + ":");
            acknowledged = assertFullAndForgiven(service, () -> service.limit("--fsize=unlimited:"));
            expect(200, client.me(access(tokens)));
            service.kill();
        }
        try (RunningJar again = RunningJar.start(settings)) {
            Client client = new Client(again.url());
            assertKept(client, acknowledged);
            expect(200, client.refresh(refresh(tokens)));
        }
    }

    @Test
    void an_embedded_database_on_a_full_disk_refuses_for_a_while_and_loses_nothing() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        mountedOn(disk, 2);
        try (RunningJar service = RunningJar.start(SomeSettings.embedded(disk.resolve("data")))) {
            expect(200, new Client(service.url()).get("/health/ready"));
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            assertFullAndForgiven(service, () -> delete(ballast));
        } finally {
            Machine.run("umount", "--lazy", disk.toString());
        }
    }

    @Test
    void a_postgresql_whose_disk_is_full_is_answered_for_and_forgiven() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        mountedOn(disk, 16);
        try (OwnPostgres postgres = OwnPostgres.started(directory.resolve("postgres"));
                RunningJar service = RunningJar.start(SomeSettings.on(databaseOn(disk, postgres.place())))) {
            Client client = new Client(service.url());
            expect(201, client.signUp("ada@example.org"));
            HttpResponse<String> tokens = client.logIn("ada@example.org");
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            List<String> acknowledged = signUpUntilFull(client, "early");
            expect(200, client.me(access(tokens)));

            delete(ballast);
            firstWhoIsBack(client);
            assertKept(client, acknowledged);
            expect(200, client.refresh(refresh(tokens)));
        } finally {
            Machine.run("umount", "--lazy", disk.toString());
        }
    }

    /** What the server writes ahead goes elsewhere, or it would stop altogether. */
    private static Place databaseOn(Path disk, Place server) throws IOException, SQLException {
        Path folder = Files.createDirectory(disk.resolve("tablespace"));
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLESPACE small LOCATION '" + folder + "'");
            statement.execute("CREATE DATABASE small TABLESPACE small");
        }
        return new Place(server.url().replaceFirst("/postgres$", "/small"), server.user(), server.password());
    }

    /** A disk of its own, of so many mebibytes, in memory. */
    private static void mountedOn(Path place, int mebibytes) {
        if (!Machine.runs(
                "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=0700", "tmpfs", place.toString())) {
            Machine.leaveOut("a real disk that is full", "only root may mount one");
        }
    }

    private static void fill(Path ballast) {
        assertThat(Machine.runs("dd", "if=/dev/zero", "of=" + ballast, "bs=4096"))
                .as("it ends for want of room")
                .isFalse();
    }

    private static void delete(Path file) {
        Machine.run("rm", file.toString());
    }
}

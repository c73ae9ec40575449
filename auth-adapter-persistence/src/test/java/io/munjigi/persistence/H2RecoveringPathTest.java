package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a {@code kill -9} leaves behind is the file as it is: so it is copied between commits, while nothing is written, and the copy is
 * opened.
 */
class H2RecoveringPathTest {

    private static final int COMMITS = 200;
    private static final int COMMITS_BETWEEN_COPIES = 3;

    private final Path folder = TestDatabase.freshFolder();
    private final Path live = folder.resolve("live.mv.db");
    private final Path left = folder.resolve("left.mv.db");

    @BeforeAll
    static void register() {
        H2RecoveringPath.register();
    }

    @Test
    void whenever_the_process_is_killed_what_was_committed_is_found() throws Exception {
        assertThat(commitsPassedOver(name -> "munjigi:" + name)).isZero();
    }

    @Test
    void without_it_h2_passes_commits_over() throws Exception {
        assertThat(commitsPassedOver(name -> name))
                .as("if H2 no longer does, this class can go")
                .isPositive();
    }

    /** How many commits of a process are missed in what it would leave behind, over all the moments looked at. */
    private int commitsPassedOver(UnaryOperator<String> reader) throws SQLException, IOException {
        int passedOver = 0;
        // Chunks of differing lengths that may be overwritten at once lie scattered before long.
        try (Connection writer = open("munjigi:nio:" + nameOf(live) + ";RETENTION_TIME=0;WRITE_DELAY=0");
                Statement table = writer.createStatement()) {
            table.execute("CREATE TABLE numbers(n INT PRIMARY KEY, filler VARCHAR)");
            try (PreparedStatement insert = writer.prepareStatement("INSERT INTO numbers VALUES (?, ?)")) {
                for (int commit = 1; commit <= COMMITS; commit++) {
                    insert.setInt(1, commit);
                    insert.setString(2, "x".repeat(commit * 7919 % 10_000));
                    insert.executeUpdate();
                    if (commit % COMMITS_BETWEEN_COPIES == 0) {
                        Files.copy(live, left, StandardCopyOption.REPLACE_EXISTING);
                        passedOver += commit - rowsFound(reader.apply("nio:" + nameOf(left)));
                    }
                }
            }
        }
        return passedOver;
    }

    @Test
    void what_was_closed_in_order_is_not_searched() throws Exception {
        try (Connection writer = open("munjigi:nio:" + nameOf(live));
                Statement table = writer.createStatement()) {
            table.execute("CREATE TABLE numbers(n INT PRIMARY KEY)");
        }
        byte[] before = Files.readAllBytes(live);
        assertThat(rowsFound("munjigi:nio:" + nameOf(live) + ";ACCESS_MODE_DATA=r"))
                .isZero();
        assertThat(Files.readAllBytes(live)).isEqualTo(before);
    }

    @Test
    void a_file_that_is_in_use_is_refused_as_such() throws Exception {
        try (Connection user = open("munjigi:" + nameOf(live));
                Statement table = user.createStatement()) {
            table.execute("CREATE TABLE numbers(n INT PRIMARY KEY)");
            // By another name, or H2 would join the database that is open in this process.
            assertThatThrownBy(() -> open("munjigi:async:" + nameOf(live)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getErrorCode()).isEqualTo(ErrorCode.DATABASE_ALREADY_OPEN_1));
        }
    }

    @Test
    void a_file_that_is_damaged_beyond_recovery_is_refused_and_left_as_it_is() throws Exception {
        try (Connection writer = open("munjigi:nio:" + nameOf(live) + ";RETENTION_TIME=0;WRITE_DELAY=0");
                Statement table = writer.createStatement()) {
            table.execute("CREATE TABLE numbers(n INT PRIMARY KEY)");
            for (int commit = 1; commit <= 50; commit++) {
                table.execute("INSERT INTO numbers VALUES (" + commit + ")");
            }
            Files.copy(live, left);
        }
        try (RandomAccessFile file = new RandomAccessFile(left.toFile(), "rw")) {
            file.seek(2 * 4096);
            file.write(new byte[(int) file.length() - 2 * 4096]);
        }
        byte[] before = Files.readAllBytes(left);
        assertThatThrownBy(() -> open("munjigi:nio:" + nameOf(left)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(ErrorCode.FILE_CORRUPTED_1));
        assertThat(Files.readAllBytes(left)).isEqualTo(before);
    }

    private static String nameOf(Path file) {
        return file.toString().replace(".mv.db", "");
    }

    private static int rowsFound(String name) throws SQLException {
        try (Connection reader = open(name);
                Statement query = reader.createStatement();
                ResultSet count = query.executeQuery("SELECT count(*) FROM numbers")) {
            assertThat(count.next()).isTrue();
            return count.getInt(1);
        }
    }

    private static Connection open(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + name, "sa", "");
    }
}

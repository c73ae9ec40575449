package io.munjigi.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.contract.PasswordBlocklistContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreachedPasswordsTest implements PasswordBlocklistContract {

    private static final List<String> COMMON =
            List.of("password", "12345678", "qwertyuiop", "iloveyou", "sunshine", "비밀번호", "caf\u00e9");

    @TempDir
    private Path directory;

    @Override
    public PasswordBlocklist blocklist() {
        return BreachedPasswords.in(written(lines(hashes(COMMON), "\r\n")));
    }

    private static String hash(String password) {
        try {
            byte[] text = password.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> hashes(List<String> passwords) {
        return passwords.stream().map(BreachedPasswordsTest::hash).sorted().toList();
    }

    private static Stream<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(number -> "password " + number);
    }

    /** With counts of all lengths, as such files have them. */
    private static String lines(List<String> hashes, String ending) {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        hashes.forEach(hash -> lines.append(hash)
                .append(':')
                .append((long) Math.pow(10, random.nextInt(9)) + random.nextInt(9))
                .append(ending));
        return lines.toString();
    }

    private Path written(String text) {
        try {
            return Files.writeString(directory.resolve("breached.txt"), text, StandardCharsets.ISO_8859_1);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static boolean isIn(PasswordBlocklist blocklist, String password) {
        return blocklist.contains(Password.of(password));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1_000})
    void every_password_is_found_wherever_it_stands_and_nothing_between(int count) {
        List<String> passwords = numbered(count).toList();
        List<String> hashes = hashes(passwords);
        for (String text : List.of(
                lines(hashes, "\r\n"),
                lines(hashes, "\n"),
                lines(hashes, "\n").stripTrailing(),
                lines(hashes, "\n").toLowerCase(Locale.ROOT),
                String.join("\n", hashes),
                String.join("\r\n", hashes) + "\r\n")) {
            PasswordBlocklist breached = BreachedPasswords.in(written(text));

            assertThat(passwords).allMatch(password -> isIn(breached, password));
            assertThat(passwords).noneMatch(password -> isIn(breached, password + "x"));
        }
    }

    @Test
    void letter_case_counts_and_other_ways_to_type_the_same_do_not() {
        assertThat(isIn(blocklist(), "Password")).isFalse();
        assertThat(isIn(blocklist(), "cafe\u0301")).isTrue();
        assertThat(isIn(blocklist(), "비밀번호")).isTrue();
    }

    private void assertUnfit(String text, String message) {
        Path file = written(text);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BreachedPasswords.in(file))
                .withMessageStartingWith(message)
                .withMessageEndingWith(": " + file);
    }

    @Test
    void what_is_no_such_file_is_refused_at_once() {
        String sorted = lines(hashes(COMMON), "\n");
        String first = hashes(COMMON).get(0);

        assertUnfit("", "the file is empty");
        assertUnfit("password\n123456\n", "the file has other lines");
        assertUnfit("\u00ef\u00bb\u00bf" + sorted, "the file has other lines");
        assertUnfit("\n" + sorted, "the file has other lines");
        assertUnfit(sorted + "\n", "the file has other lines");
        assertUnfit(sorted + "\n" + sorted, "the file has other lines");
        assertUnfit(sorted.replaceAll("[0-9A-F]{8}:", ":"), "the file has other lines");
        assertUnfit(sorted.replace(':', ' '), "the file has other lines");
        assertUnfit("0".repeat(1_000), "the file has other lines");
        assertUnfit("\0".repeat(1_000), "the file has other lines");
        assertUnfit("0".repeat(39), "the file ends within a line");
        assertUnfit(sorted + first.substring(0, 39), "the file ends within a line");
        assertUnfit(sorted + "F".repeat(40) + ":", "the file ends within a line");
    }

    @Test
    void what_is_not_ordered_is_refused_at_once() {
        List<String> shuffled = new ArrayList<>(hashes(numbered(20_000).toList()));
        Collections.shuffle(shuffled, new Random(7));
        assertUnfit(lines(shuffled, "\n"), "the file is not ordered by hash");

        List<String> swapped = new ArrayList<>(hashes(COMMON));
        Collections.swap(swapped, 2, 3);
        assertUnfit(lines(swapped, "\n"), "the file is not ordered by hash");
    }

    @Test
    void what_cannot_be_read_is_refused_at_once() {
        for (Path none : List.of(directory, directory.resolve("none"))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> BreachedPasswords.in(none))
                    .withMessage("there is no such file: " + none);
        }
    }

    private static void assertUnavailable(PasswordBlocklist breached, String password) {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> isIn(breached, password))
                .returns(AuthError.UNAVAILABLE, AuthException::error);
    }

    @Test
    void a_file_that_is_lost_or_damaged_later_takes_no_password() throws IOException {
        PasswordBlocklist breached = blocklist();
        Path file = directory.resolve("breached.txt");
        String sorted = Files.readString(file);

        for (String damaged : List.of("", "password\n".repeat(100), sorted.replace(':', ' '), "\0".repeat(500))) {
            written(damaged);
            assertUnavailable(breached, "correct horse battery");
        }
        Files.delete(file);
        assertUnavailable(breached, "correct horse battery");
        written(sorted);
        assertThat(isIn(breached, "correct horse battery")).isFalse();
    }

    @Test
    void a_file_in_which_the_order_is_found_broken_takes_no_password() {
        List<String> hashes = new ArrayList<>(hashes(numbered(1_000).toList()));
        PasswordBlocklist breached = BreachedPasswords.in(written(lines(hashes, "\n")));
        Collections.reverse(hashes);
        written(lines(hashes, "\n"));

        assertThat(numbered(1_000)).noneMatch(password -> isTaken(breached, password));
    }

    private static boolean isTaken(PasswordBlocklist breached, String password) {
        try {
            return !isIn(breached, password);
        } catch (AuthException unavailable) {
            return false;
        }
    }

    @Test
    void a_newer_file_takes_the_place_of_the_old_one() throws IOException {
        PasswordBlocklist breached = blocklist();
        Path newer = Files.writeString(directory.resolve("newer"), lines(hashes(List.of("correct horse")), "\n"));

        Files.move(newer, directory.resolve("breached.txt"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(isIn(breached, "correct horse")).isTrue();
        assertThat(isIn(breached, "password")).isFalse();
    }

    @Test
    void many_may_ask_at_once_and_one_who_is_interrupted_disturbs_nobody() {
        List<String> passwords = numbered(500).toList();
        PasswordBlocklist breached = BreachedPasswords.in(written(lines(hashes(passwords), "\n")));

        List<Boolean> right = Race.of(8, number -> {
            if (number == 0) {
                for (int times = 0; times < 200; times++) {
                    Thread.currentThread().interrupt();
                    assertUnavailable(breached, "password 1");
                    assertThat(Thread.interrupted()).isTrue();
                }
                return true;
            }
            return passwords.stream()
                    .allMatch(password -> isIn(breached, password) && !isIn(breached, password + " " + number));
        });

        assertThat(right).containsOnly(true);
    }
}

package io.munjigi.app.command;

import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditHead.Mark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the service has written in its log about the audit trail: where the chain was, batch by batch. */
final class ServiceLog {

    private static final Pattern SEALED =
            Pattern.compile("audit sealed batch=([0-9]{1,18}) events=([0-9]{1,18}) head=([0-9a-f]{64})");

    private ServiceLog() {}

    /**
     * The places that these logs name.
     *
     * @throws CommandException if one is not there, or names none
     */
    static List<Mark> marks(List<Path> logs) {
        Set<Mark> marks = new LinkedHashSet<>();
        for (Path log : logs) {
            int before = marks.size();
            read(log, marks);
            if (marks.size() == before) {
                throw CommandException.mistaken(log + " holds no line of the audit trail; is it a log of the service?");
            }
        }
        return List.copyOf(marks);
    }

    /** Bytes that are no UTF-8 are replaced: whatever else stands in a log is of no interest. */
    private static void read(Path log, Set<Mark> marks) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher sealed = SEALED.matcher(line);
                if (sealed.find()) {
                    marks.add(new Mark(
                            Long.parseLong(sealed.group(1)),
                            Long.parseLong(sealed.group(2)),
                            AuditDigest.of(HexFormat.of().parseHex(sealed.group(3)))));
                }
            }
        } catch (NoSuchFileException missing) {
            throw CommandException.mistaken("there is no log file " + log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

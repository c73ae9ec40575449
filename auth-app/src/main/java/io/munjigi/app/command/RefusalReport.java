package io.munjigi.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows that were not taken, counted by reason, and one by one in a file if there is to be one. Holds nothing of a row but its place. */
final class RefusalReport implements AutoCloseable {

    private final OutputStream lines;
    private final Map<String, Count> counts = new TreeMap<>();
    private long total;

    private record Count(long rows, long firstPosition) {}

    private RefusalReport(OutputStream lines) {
        this.lines = lines;
    }

    /** A report to a file, which is made anew, or to none. */
    static RefusalReport to(@Nullable Path file) {
        if (file == null) {
            return new RefusalReport(OutputStream.nullOutputStream());
        }
        try {
            Files.deleteIfExists(file);
            return new RefusalReport(new BufferedOutputStream(PrivateFile.create(file)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    void add(long position, String reason) {
        total++;
        counts.merge(
                reason, new Count(1, position), (known, one) -> new Count(known.rows() + 1, known.firstPosition()));
        JsonObject line = new JsonObject().with("position", position).with("reason", reason);
        try {
            lines.write((JsonText.of(line.members()) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    long total() {
        return total;
    }

    /** What there is for each reason. */
    List<JsonObject> byReason() {
        List<JsonObject> reasons = new ArrayList<>();
        counts.forEach((reason, count) -> reasons.add(new JsonObject()
                .with("reason", reason)
                .with("rows", count.rows())
                .with("first_position", count.firstPosition())));
        return reasons;
    }

    /** The same in words. */
    String inWords(String unit) {
        StringBuilder words = new StringBuilder();
        counts.forEach((reason, count) -> words.append("; ")
                .append(count.rows())
                .append(" refused: ")
                .append(reason)
                .append(", first in ")
                .append(unit)
                .append(' ')
                .append(count.firstPosition()));
        return words.toString();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

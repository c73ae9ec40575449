package io.munjigi.app.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.munjigi.app.transfer.LineReader.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file. The library takes them apart; what lines they consist of is found out before, because the library stops at the
 * first fault. A faulty record costs its first line alone: reading goes on with the next one, so that a quote that nobody closed does not
 * swallow what follows. Blank lines are passed over.
 */
final class CsvRecords {

    /** An account takes one, or a few; it bounds how often a line is read again. */
    private static final int MOST_LINES = 64;

    private static final CsvReader.CsvReaderBuilder CSV = CsvReader.builder();

    private final LineReader lines;
    private final Deque<Line> givenBack = new ArrayDeque<>();

    CsvRecords(LineReader lines) {
        this.lines = lines;
    }

    /**
     * One record.
     *
     * @param line the number of its first line
     * @param cells null if they cannot be told
     * @param fault why they cannot; empty if they can
     */
    record CsvRow(long line, @Nullable List<String> cells, String fault) {}

    /**
     * The next record, or empty at the end.
     *
     * @throws SourceException if reading fails
     */
    Optional<CsvRow> next() {
        for (Line line = nextLine(); line != null; line = nextLine()) {
            if (line.text() == null) {
                return Optional.of(new CsvRow(line.number(), null, line.fault()));
            } else if (!line.text().isBlank()) {
                return Optional.of(recordFrom(line.number(), line.text()));
            }
        }
        return Optional.empty();
    }

    private CsvRow recordFrom(long number, String first) {
        StringBuilder text = new StringBuilder(first);
        List<Line> others = new ArrayList<>();
        CsvQuotes quotes = new CsvQuotes();
        quotes.show(first);
        while (quotes.areOpen()) {
            Line line = others.size() < MOST_LINES ? nextLine() : null;
            if (line != null) {
                others.add(line);
            }
            if (line == null
                    || line.text() == null
                    || text.length() + line.text().length() > LineReader.LONGEST) {
                return faulty(number, others, "opens a quote that is not closed");
            }
            text.append('\n').append(line.text());
            quotes.show(line.text());
        }
        List<String> cells = cells(text.toString());
        return cells == null ? faulty(number, others, "is not well-formed CSV") : new CsvRow(number, cells, "");
    }

    /** The cells of a record, or null where the library does not find one record. A lone CR is an end of line to it, but not to us. */
    private static @Nullable List<String> cells(String text) {
        try {
            List<CsvRecord> records = CSV.ofCsvRecord(text).stream().toList();
            return records.size() == 1 ? records.get(0).getFields() : null;
        } catch (CsvParseException malformed) {
            return null;
        }
    }

    private CsvRow faulty(long number, List<Line> others, String fault) {
        for (int index = others.size() - 1; index >= 0; index--) {
            givenBack.push(others.get(index));
        }
        return new CsvRow(number, null, fault);
    }

    private @Nullable Line nextLine() {
        return givenBack.isEmpty() ? lines.next().orElse(null) : givenBack.pop();
    }

    OptionalDouble share() {
        return lines.share();
    }

    void close() {
        lines.close();
    }
}

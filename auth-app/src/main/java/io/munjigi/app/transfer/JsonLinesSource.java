package io.munjigi.app.transfer;

import io.munjigi.app.transfer.LineReader.Line;
import java.util.Optional;
import java.util.OptionalDouble;

/** One JSON object a line; blank lines are passed over. */
final class JsonLinesSource implements AccountSource {

    private final LineReader lines;

    JsonLinesSource(CountedInput input) {
        lines = new LineReader(input);
    }

    @Override
    public Optional<SourceRow> next() {
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = line.get().text();
            if (text == null || !text.isBlank()) {
                return Optional.of(row(line.get()));
            }
        }
        return Optional.empty();
    }

    private static SourceRow row(Line line) {
        if (line.text() == null) {
            return new UnreadableRow(line.number(), line.fault());
        }
        try {
            return JsonLine.read(line.number(), line.text());
        } catch (MalformedRowException malformed) {
            return malformed.at(line.number());
        }
    }

    @Override
    public OptionalDouble share() {
        return lines.share();
    }

    @Override
    public String unit() {
        return "line";
    }

    @Override
    public void close() {
        lines.close();
    }
}

package io.munjigi.app.transfer;

import io.munjigi.app.transfer.CsvRecords.CsvRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One account a record, below a record that names the columns. */
final class CsvSource implements AccountSource {

    private final CsvRecords records;
    private final Columns columns;
    private final int width;

    /**
     * @throws SourceException if there is no first line that names a column email
     */
    CsvSource(CountedInput input) {
        records = new CsvRecords(new LineReader(input));
        List<String> labels = records.next().map(CsvRow::cells).orElse(null);
        if (labels == null) {
            throw new SourceException(input.name() + " has no first line that names its columns");
        }
        columns = new Columns(labels, input.name());
        width = labels.size();
    }

    @Override
    public Optional<SourceRow> next() {
        return records.next().map(this::row);
    }

    private SourceRow row(CsvRow csv) {
        List<String> cells = csv.cells();
        if (cells == null) {
            return new UnreadableRow(csv.line(), csv.fault());
        }
        if (cells.size() != width) {
            return new UnreadableRow(csv.line(), "has " + cells.size() + " cells below " + width + " columns");
        }
        try {
            return columns.row(csv.line(), cells::get);
        } catch (MalformedRowException malformed) {
            return malformed.at(csv.line());
        }
    }

    @Override
    public OptionalDouble share() {
        return records.share();
    }

    @Override
    public String unit() {
        return "line";
    }

    @Override
    public void close() {
        records.close();
    }
}

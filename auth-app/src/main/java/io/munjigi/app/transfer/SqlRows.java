package io.munjigi.app.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a query, fetched as they are asked for. */
final class SqlRows implements AccountSource {

    private final OpenQuery query;
    private final Columns columns;
    private long position;

    SqlRows(OpenQuery query, Columns columns) {
        this.query = query;
        this.columns = columns;
    }

    @Override
    public Optional<SourceRow> next() {
        try {
            return query.rows().next() ? Optional.of(row(++position)) : Optional.empty();
        } catch (SQLException failed) {
            throw query.explained("cannot be read any further", failed);
        }
    }

    private SourceRow row(long number) {
        try {
            return columns.row(number, this::text);
        } catch (MalformedRowException malformed) {
            return malformed.at(number);
        }
    }

    private @Nullable String text(int place) throws MalformedRowException {
        String text;
        try {
            text = text(query.rows(), place + 1);
        } catch (SQLException | CharacterCodingException unreadable) {
            throw new MalformedRowException("a column cannot be read as text");
        }
        if (text != null && text.length() > LineReader.LONGEST) {
            throw new MalformedRowException("a column is longer than " + LineReader.LONGEST / 1024 + " KiB");
        }
        return text;
    }

    /** Some applications keep the bytes of a hash rather than its text, and PostgreSQL has arrays for roles. */
    private static @Nullable String text(ResultSet rows, int column) throws SQLException, CharacterCodingException {
        Object value = rows.getObject(column);
        if (value instanceof byte[] bytes) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } else if (value instanceof Array array && array.getArray() instanceof Object[] elements) {
            return Arrays.stream(elements)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        }
        return value == null ? null : rows.getString(column);
    }

    /** Counting the rows first would take as long as reading them. */
    @Override
    public OptionalDouble share() {
        return OptionalDouble.empty();
    }

    @Override
    public String unit() {
        return "row";
    }

    @Override
    public void close() {
        query.close();
    }
}

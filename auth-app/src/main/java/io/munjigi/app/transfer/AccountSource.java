package io.munjigi.app.transfer;

import java.util.Optional;
import java.util.OptionalDouble;

/** Rows, one after another, of which no more than one is held. For use by one thread; to be closed. */
public interface AccountSource extends AutoCloseable {

    /**
     * The next row, or empty at the end. A row that is no account is an {@link UnreadableRow}, and the next call goes on behind it.
     *
     * @throws SourceException if nothing more can be read; no further row can be asked for
     */
    Optional<SourceRow> next();

    /** How much of it has been read, from 0 to 1; empty where its size is not known. Runs ahead of the rows by at most a buffer. */
    OptionalDouble share();

    /** What {@link SourceRow#position()} counts: {@code line}, {@code row} or {@code user}. */
    String unit();

    /** Lets go of the file or the connection. Never fails. */
    @Override
    void close();
}

package io.munjigi.app.transfer;

/** What a source gives: an account, or the place where one should have been. */
public sealed interface SourceRow permits AccountRow, UnreadableRow {

    /**
     * Where in its source it is, counted from 1: the line in a file of lines (the first, if it takes several), else the row of a query or the
     * place in an export's list of users. {@link AccountSource#unit()} says which.
     */
    long position();
}

package io.munjigi.app.transfer;

/**
 * A row that is no account; those around it are not affected.
 *
 * @param position where in its source it is
 * @param reason what is wrong, to be read after the position ({@code line 7: email is missing}); repeats nothing that the row holds
 */
public record UnreadableRow(long position, String reason) implements SourceRow {}

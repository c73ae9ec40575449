/**
 * Accounts on their way in and out. {@code AccountSources} opens what a {@code SourceDescription} names (a file of JSON lines, a CSV file, an
 * export of Firebase or Keycloak, a SQLite file, a query) as an {@code AccountSource}, which gives one {@code SourceRow} after another;
 * {@code AccountWriter} writes JSON lines. Both hold one row at a time, however many there are. {@code ProgressBar} shows how far it is.
 *
 * <p>Nothing is decided here: whether an address is one, a hash can be verified or an account exists already is for who takes the rows.
 */
@NullMarked
package io.munjigi.app.transfer;

import org.jspecify.annotations.NullMarked;

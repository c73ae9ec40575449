package io.munjigi.architecture.planted.only_transfers_read_files_of_others.a_store_in_sqlite.persistence;

import org.sqlite.SQLiteConfig;

/** A store that keeps its accounts where others are only read. */
interface Database {

    SQLiteConfig config();
}

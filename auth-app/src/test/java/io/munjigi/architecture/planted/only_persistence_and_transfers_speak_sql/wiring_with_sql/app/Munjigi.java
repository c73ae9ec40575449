package io.munjigi.architecture.planted.only_persistence_and_transfers_speak_sql.wiring_with_sql.app;

import javax.sql.DataSource;

/** Wiring that could ask the database by itself. */
interface Munjigi {

    DataSource database();
}

package io.munjigi.architecture.planted.only_persistence_and_transfers_speak_sql.a_driver_in_the_wiring.app;

import java.sql.Connection;

/** Wiring that could look into a database by itself. */
interface Munjigi {

    Connection database();
}

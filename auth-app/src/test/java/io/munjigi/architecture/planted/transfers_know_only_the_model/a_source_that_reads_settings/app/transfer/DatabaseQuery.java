package io.munjigi.architecture.planted.transfers_know_only_the_model.a_source_that_reads_settings.app.transfer;

import io.munjigi.architecture.planted.transfers_know_only_the_model.a_source_that_reads_settings.app.Settings;

/** A source that asks the service for its database. */
interface DatabaseQuery {

    Settings settings();
}

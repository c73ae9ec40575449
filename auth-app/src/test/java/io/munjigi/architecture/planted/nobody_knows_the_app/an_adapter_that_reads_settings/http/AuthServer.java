package io.munjigi.architecture.planted.nobody_knows_the_app.an_adapter_that_reads_settings.http;

import io.munjigi.architecture.planted.nobody_knows_the_app.an_adapter_that_reads_settings.app.Settings;

/** An adapter that knows who runs it. */
interface AuthServer {

    Settings settings();
}

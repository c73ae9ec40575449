package io.munjigi.architecture.planted.nobody_knows_the_app.an_adapter_that_reads_settings.app;

public interface Settings {}

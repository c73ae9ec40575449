package io.munjigi.architecture.planted.transfers_know_only_the_model.a_source_that_reads_settings.app;

public interface Settings {}

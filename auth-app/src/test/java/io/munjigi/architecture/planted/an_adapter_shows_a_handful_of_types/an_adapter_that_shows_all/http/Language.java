package io.munjigi.architecture.planted.an_adapter_shows_a_handful_of_types.an_adapter_that_shows_all.http;

public interface Language {}

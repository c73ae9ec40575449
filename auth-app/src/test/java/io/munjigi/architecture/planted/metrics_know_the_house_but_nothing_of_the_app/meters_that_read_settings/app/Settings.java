package io.munjigi.architecture.planted.metrics_know_the_house_but_nothing_of_the_app.meters_that_read_settings.app;

public interface Settings {}

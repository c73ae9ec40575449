package io.munjigi.architecture.planted.metrics_know_the_house_but_nothing_of_the_app.meters_that_read_settings.app.metrics;

import io.munjigi.architecture.planted.metrics_know_the_house_but_nothing_of_the_app.meters_that_read_settings.app.Settings;

/** Meters that decide themselves whether they are wanted. */
interface HouseMeters {

    Settings settings();
}

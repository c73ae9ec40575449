package io.munjigi.architecture.planted.only_the_app_prints.a_route_that_prints_its_failure.http;

/** To standard error. */
interface Exchange {

    default void close(RuntimeException failure) {
        failure.printStackTrace();
    }
}

package io.munjigi.architecture.planted.only_the_app_prints.a_route_that_prints.http;

/** To standard output. */
interface Exchange {

    default void close() {
        System.out.flush();
    }
}

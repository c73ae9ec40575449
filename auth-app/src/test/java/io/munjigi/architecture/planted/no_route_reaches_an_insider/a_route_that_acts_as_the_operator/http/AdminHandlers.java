package io.munjigi.architecture.planted.no_route_reaches_an_insider.a_route_that_acts_as_the_operator.http;

import io.munjigi.architecture.planted.no_route_reaches_an_insider.a_route_that_acts_as_the_operator.core.model.Insider;

/** A route that may do everything. */
final class AdminHandlers {

    void actAs(Insider insider) {}
}

package io.munjigi.architecture.planted.only_http_knows_web_servers.wiring_with_javalin.app;

import io.javalin.Javalin;

/** Wiring that knows the server library. */
interface Munjigi {

    Javalin server();
}

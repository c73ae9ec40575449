package io.munjigi.architecture.planted.the_internals_of_libraries_are_left_alone.a_connection_of_the_servers_own.http;

import org.eclipse.jetty.server.internal.HttpConnection;

/** Connections by a class that the server keeps to itself. */
interface SerialHttpConnectionFactory {

    HttpConnection connection();
}

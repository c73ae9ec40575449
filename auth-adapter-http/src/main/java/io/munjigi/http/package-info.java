/**
 * The HTTP contract on Javalin. {@link io.munjigi.http.AuthRoutes} is the table of routes and mounts on anybody's Javalin; {@link
 * io.munjigi.http.AuthServer} is a server of our own that serves them and nothing else.
 *
 * <p>A request's way: the route's {@code Endpoint} makes an {@code Exchange} (request id, headers), a handler class named for its
 * feature reads the {@code RequestBody} and calls one use case, and every refusal becomes a {@code Problem}.
 */
@NullMarked
package io.munjigi.http;

import org.jspecify.annotations.NullMarked;

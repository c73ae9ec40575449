package io.munjigi.http;

import io.javalin.http.HandlerType;

/**
 * A row of the contract.
 *
 * @param method the HTTP method
 * @param path the path, as Javalin and OpenAPI both write it
 * @param action what it does
 */
record Route(HandlerType method, String path, Endpoint.Action action) {

    static Route get(String path, Endpoint.Action action) {
        return new Route(HandlerType.GET, path, action);
    }

    static Route post(String path, Endpoint.Action action) {
        return new Route(HandlerType.POST, path, action);
    }

    /** Whether it changes nothing (RFC 9110, 9.2.1). */
    boolean isRead() {
        return method.equals(HandlerType.GET);
    }
}

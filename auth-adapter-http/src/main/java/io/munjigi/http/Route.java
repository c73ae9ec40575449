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

    private static final String NO_PATH = "-";

    static Route get(String path, Endpoint.Action action) {
        return new Route(HandlerType.GET, path, action);
    }

    static Route post(String path, Endpoint.Action action) {
        return new Route(HandlerType.POST, path, action);
    }

    static Route patch(String path, Endpoint.Action action) {
        return new Route(HandlerType.PATCH, path, action);
    }

    static Route put(String path, Endpoint.Action action) {
        return new Route(HandlerType.PUT, path, action);
    }

    static Route delete(String path, Endpoint.Action action) {
        return new Route(HandlerType.DELETE, path, action);
    }

    /** What stands for a request that has no route. */
    static Route none(HandlerType method, Endpoint.Action action) {
        return new Route(method, NO_PATH, action);
    }

    boolean isUnrouted() {
        return path.equals(NO_PATH);
    }

    /** Whether it changes nothing (RFC 9110, 9.2.1). */
    boolean isRead() {
        return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD);
    }
}

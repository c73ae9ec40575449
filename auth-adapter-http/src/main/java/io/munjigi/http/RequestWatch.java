package io.munjigi.http;

/**
 * Is told of requests that were answered, by the route that took them: never by their path, which may hold anything.
 *
 * <p>Used by many threads.
 */
@FunctionalInterface
public interface RequestWatch {

    /** Nobody is told. */
    RequestWatch NONE = (method, route) -> (status, nanos) -> {};

    /** Hears of the answers to one route. */
    @FunctionalInterface
    interface Answers {

        /**
         * Hears of one. Returns at once and throws nothing.
         *
         * @param status the HTTP status
         * @param nanos how long it took
         */
        void heard(int status, long nanos);
    }

    /**
     * Who is to hear of a route's answers; asked once for each when they are mounted.
     *
     * @param method the HTTP method, or {@code -} for those that the route does not know
     * @param route the path as OpenAPI writes it, or {@code -} for all that no route takes
     */
    Answers of(String method, String route);
}

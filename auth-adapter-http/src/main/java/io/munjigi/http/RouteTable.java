package io.munjigi.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Routes, and what is said of all others. Immutable; safe for use by many threads. */
final class RouteTable {

    /** What stands for a method, or a path, that is not ours. */
    private static final String OTHERS = "-";

    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z_]+}");

    private final List<Route> rows;
    private final Transport transport;
    private final RequestWatch watch;
    private final RequestWatch.Answers unroutedAnswers;
    private final Map<String, SortedSet<String>> methodsByPath;

    RouteTable(List<Route> rows, Transport transport, RequestWatch watch) {
        this.rows = List.copyOf(rows);
        this.transport = transport;
        this.watch = watch;
        this.unroutedAnswers = watch.of(OTHERS, OTHERS);
        this.methodsByPath = rows.stream()
                .collect(Collectors.groupingBy(
                        Route::path,
                        LinkedHashMap::new,
                        Collectors.flatMapping(RouteTable::methods, Collectors.toCollection(TreeSet::new))));
    }

    private static Stream<String> methods(Route route) {
        return route.isRead()
                ? Stream.of("GET", "HEAD", "OPTIONS")
                : Stream.of(route.method().name(), "OPTIONS");
    }

    /** Adds the routes, path by path. */
    void mountOn(JavalinConfig config) {
        for (String path : methodsByPath.keySet()) {
            rows.stream().filter(route -> route.path().equals(path)).forEach(route -> mount(route, config));
            add(config, new Route(HandlerType.OPTIONS, path, exchange -> tellAllowed(exchange, path)));
            RequestWatch.Answers refusals = watch.of(OTHERS, path);
            HandlerType.commonHttp().stream()
                    .filter(method -> !isAllowed(method, path))
                    .map(method -> new Route(method, path, exchange -> refuse(exchange, path)))
                    .forEach(route -> config.routes.addHttpHandler(
                            route.method(), path, new Endpoint(route, transport, refusals)));
        }
    }

    private void mount(Route route, JavalinConfig config) {
        add(config, route);
        if (route.isRead()) {
            add(config, new Route(HandlerType.HEAD, route.path(), route.action()));
        }
    }

    private void add(JavalinConfig config, Route route) {
        config.routes.addHttpHandler(route.method(), route.path(), endpoint(route));
    }

    /** A route with all that every route has. */
    Endpoint endpoint(Route route) {
        return new Endpoint(route, transport, watch.of(route.method().name(), route.path()));
    }

    private boolean isAllowed(HandlerType method, String path) {
        return methodsByPath.getOrDefault(path, Collections.emptySortedSet()).contains(method.name());
    }

    private void tellAllowed(Exchange exchange, String path) {
        exchange.header("Allow", allowed(path));
        transport.crossOrigin().tellBeforehand(exchange);
        exchange.answer(204);
    }

    /** Refuses what is asked of a path: a method that it does not know if it is ours, and anything if it is not. */
    private void refuse(Exchange exchange, String path) {
        String known = methodsByPath.keySet().stream()
                .filter(template -> isOf(template, path))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemKind.NOT_FOUND));
        exchange.header("Allow", allowed(known));
        throw ProblemException.of(ProblemKind.METHOD_NOT_ALLOWED);
    }

    private static boolean isOf(String template, String path) {
        return path.matches("\\Q" + PARAMETER.matcher(template).replaceAll("\\\\E[^/]+\\\\Q") + "\\E");
    }

    private String allowed(String path) {
        return String.join(", ", methodsByPath.getOrDefault(path, Collections.emptySortedSet()));
    }

    /** For requests that no route answers. */
    Endpoint unrouted(HandlerType method, String path) {
        return new Endpoint(Route.none(method, exchange -> refuse(exchange, path)), transport, unroutedAnswers);
    }

    /** Hears of what is refused before a route could take it. */
    RequestWatch.Answers unroutedAnswers() {
        return unroutedAnswers;
    }

    List<Route> rows() {
        return rows;
    }
}

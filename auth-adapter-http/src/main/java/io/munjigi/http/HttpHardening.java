package io.munjigi.http;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** How our server takes HTTP: what Jetty or Javalin would make too much of is refused or left out before they see it. */
final class HttpHardening {

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private HttpHardening() {}

    static void apply(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // An access token has no room in what a connection remembers of its headers: all would be forgotten at each
        // request.
        http.setHeaderCacheSize(0);
        http.addCustomizer((request, answer) -> withoutWebSocket(whole(request)));
    }

    /** Jetty does not look into what follows a semicolon, which Javalin would decode with the path, and fail. */
    private static Request whole(Request request) {
        String path = request.getHttpURI().getPath();
        if (path != null
                && path.indexOf('%') >= 0
                && BROKEN_ESCAPE.matcher(path).find()) {
            throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, "a broken escape in the path");
        }
        return request;
    }

    /** Javalin would take whoever names a version of WebSocket for one: look for no route, and keep a session in memory for ever. */
    private static Request withoutWebSocket(Request request) {
        if (!request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_VERSION)) {
            return request;
        }
        HttpFields others = HttpFields.build(request.getHeaders()).remove(HttpHeader.SEC_WEBSOCKET_VERSION);
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return others;
            }
        };
    }
}

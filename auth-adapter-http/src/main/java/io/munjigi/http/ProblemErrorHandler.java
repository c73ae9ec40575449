package io.munjigi.http;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server finds wrong before any route is reached (malformed HTTP, bodies too large) in the form that routes answer in. */
final class ProblemErrorHandler extends ErrorHandler {

    /** After these the server ends the connection, since it does not know where the next request begins; a client that keeps it is told so. */
    private static final Set<ProblemKind> ENDING_THE_CONNECTION =
            EnumSet.of(ProblemKind.MALFORMED_REQUEST, ProblemKind.URI_TOO_LONG, ProblemKind.HEADERS_TOO_LARGE);

    private static final System.Logger LOG = System.getLogger("io.munjigi.http");

    private final RequestWatch.Answers answers;

    /**
     * @param answers hears of each, without the time it took, which nobody has measured
     */
    ProblemErrorHandler(RequestWatch.Answers answers) {
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ProblemKind kind = ProblemKind.ofStatus(response.getStatus());
        Problem problem = ProblemException.of(kind)
                .problem(Exchange.requestId(request.getHeaders().get("X-Request-Id")));
        LOG.log(
                System.Logger.Level.INFO,
                () -> "request refused status=" + response.getStatus() + " code=" + kind.code() + " "
                        + Exchange.names(
                                problem.requestId(), request.getHeaders().getValuesList(TraceParent.HEADER)));
        answers.heard(kind.status(), 0);
        response.setStatus(kind.status());
        ResponseHeaders.API.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("X-Request-Id", problem.requestId());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (ENDING_THE_CONNECTION.contains(kind)) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        String retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter);
        }
        response.write(true, ByteBuffer.wrap(Json.write(problem)), callback);
        return true;
    }
}

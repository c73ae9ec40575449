package io.munjigi.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.UserId;
import java.io.IOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request and its answer. For use by one thread. */
final class Exchange {

    /** The longest body that is taken, in bytes. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern GOOD_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String BEARER = "Bearer ";
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([^\"]*+)\"?");
    private static final int LONGEST_MEDIA_TYPE = 256;

    private final Context context;
    private final Transport transport;
    private final String requestId;
    private String actor = "-";
    private boolean bearerTaken;

    Exchange(Context context, Transport transport) {
        this.context = context;
        this.transport = transport;
        this.requestId = requestId(context.header(REQUEST_ID));
        context.header(REQUEST_ID, requestId);
        ResponseHeaders.API.forEach(context::header);
        transport.prepare(this);
    }

    /** The id given, if it is a good one, or a new one; it is a name for the log and no secret. */
    static String requestId(@Nullable String given) {
        return given != null && GOOD_REQUEST_ID.matcher(given).matches()
                ? given
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    String requestId() {
        return requestId;
    }

    /** By what the log names the request: its id, and the trace that it belongs to if there is one. */
    String names() {
        return names(requestId, requestHeaders(TraceParent.HEADER));
    }

    static String names(String requestId, List<String> traceParents) {
        String traceId = TraceParent.traceId(traceParents);
        return "request_id=" + requestId + (traceId == null ? "" : " trace_id=" + traceId);
    }

    /** The method that was really asked for: Javalin's own takes a header for it. */
    String method() {
        return context.req().getMethod();
    }

    /** Says who is behind the request, once that is known; for the log. */
    void actor(UserId userId) {
        actor = userId.toString();
    }

    /** Who is behind the request, as far as is known. */
    String actor() {
        return actor;
    }

    /** An address without the brackets around one of IPv6. */
    static String bare(String address) {
        return address.replaceAll("[\\[\\]]", "");
    }

    /** Where the request came from: whom the connection is with, or for whom it is if that is a trusted proxy. */
    Origin origin() {
        String peer = context.req().getRemoteAddr();
        String address =
                peer == null ? null : transport.proxies().client(bare(peer), requestHeaders("X-Forwarded-For"));
        return new Origin(address, context.userAgent(), requestId);
    }

    /**
     * The bearer token (RFC 6750, section 2.1).
     *
     * @throws AuthException with {@code NOT_AUTHENTICATED} if there is none, {@code INVALID_TOKEN} if there is more than one
     */
    String bearerToken() {
        String token = bearerTokenIfAny();
        if (token == null) {
            throw new AuthException(AuthError.NOT_AUTHENTICATED);
        }
        return token;
    }

    /**
     * The bearer token, or null where there is none.
     *
     * @throws AuthException with {@code INVALID_TOKEN} if there is more than one
     */
    @Nullable
    String bearerTokenIfAny() {
        List<String> headers = Collections.list(context.req().getHeaders(Header.AUTHORIZATION));
        if (headers.size() > 1) {
            bearerTaken = true;
            throw new AuthException(AuthError.INVALID_TOKEN);
        }
        String header = headers.isEmpty() ? "" : headers.get(0);
        // By hand, because this is on the way of every signed-in request and a token is long.
        String token = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).stripLeading()
                : "";
        bearerTaken = !token.isEmpty();
        return bearerTaken ? token : null;
    }

    /** A header of the request, or null where there is none; of several, the first. */
    @Nullable
    String requestHeader(String name) {
        return context.req().getHeader(name);
    }

    private List<String> requestHeaders(String name) {
        return Collections.list(context.req().getHeaders(name));
    }

    /** A cookie of the request, or null where there is none. */
    @Nullable
    String cookie(String name) {
        return Cookies.find(name, requestHeaders("Cookie")).orElse(null);
    }

    /** Has the client keep a cookie, beside others. */
    void addCookie(String cookie) {
        context.res().addHeader("Set-Cookie", cookie);
    }

    /** What stands in the path for a name in the route's. */
    String pathParameter(String name) {
        return context.pathParam(name);
    }

    /**
     * A parameter of the query, or null where it is not given.
     *
     * @throws ProblemException with {@code MALFORMED_REQUEST} if the query cannot be parsed or has a parameter twice
     */
    @Nullable
    String queryParameter(String name) {
        String query = context.req().getQueryString();
        return query == null
                ? null
                : FormCoding.decode(query, ProblemKind.MALFORMED_REQUEST).get(name);
    }

    /**
     * The media type of the body without its parameters, in lower case; null if none is given.
     *
     * @throws ProblemException with {@code UNSUPPORTED_MEDIA_TYPE} if the body is encoded or in another charset than UTF-8
     */
    @Nullable
    String mediaType() {
        String header = context.header(Header.CONTENT_TYPE);
        if (context.header(Header.CONTENT_ENCODING) != null) {
            throw ProblemException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
        if (header == null) {
            return null;
        }
        if (header.length() > LONGEST_MEDIA_TYPE) {
            throw ProblemException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
        String[] parts = header.split(";", -1);
        for (String parameter : parts) {
            Matcher charset = CHARSET.matcher(parameter.strip());
            if (charset.matches() && !charset.group(1).equalsIgnoreCase("utf-8")) {
                throw ProblemException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
            }
        }
        return parts[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The whole body.
     *
     * @throws ProblemException with {@code BODY_TOO_LARGE}; {@code MALFORMED_BODY} if it breaks off
     */
    byte[] body() {
        try {
            byte[] body = context.req().getInputStream().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw ProblemException.of(ProblemKind.BODY_TOO_LARGE);
            }
            return body;
        } catch (IOException brokenOff) {
            throw ProblemException.of(ProblemKind.MALFORMED_BODY);
        }
    }

    void header(String name, String value) {
        context.header(name, value);
    }

    /** Answers without a body, and so without the media type that Javalin gives everything at first. */
    void answer(int status) {
        context.status(status);
        context.res().setContentType(null);
    }

    void answerJson(int status, Object value) {
        answer(status, "application/json", Json.write(value));
    }

    void answer(int status, String mediaType, byte[] body) {
        context.status(status).contentType(mediaType).result(body);
    }

    /** Answers with what was refused, and its reasons in the language that the client likes best. */
    void refuse(ProblemException refused) {
        Language language = Language.preferred(requestHeaders("Accept-Language"));
        Problem problem = refused.problem(requestId, language);
        if (problem.kind() == ProblemKind.INVALID_INPUT) {
            context.header(Header.CONTENT_LANGUAGE, language.tag());
            // Beside what is said of origins.
            context.res().addHeader(Header.VARY, Header.ACCEPT_LANGUAGE);
        }
        answer(problem);
    }

    private void answer(Problem problem) {
        String challenge = problem.challenge(bearerTaken);
        if (challenge != null) {
            context.header(Header.WWW_AUTHENTICATE, challenge);
        }
        String retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            context.header(Header.RETRY_AFTER, retryAfter);
        }
        answer(problem.status(), Problem.MEDIA_TYPE, Json.write(problem));
    }
}

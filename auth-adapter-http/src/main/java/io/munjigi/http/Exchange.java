package io.munjigi.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request and its answer. For use by one thread. */
final class Exchange {

    /** The longest body that is taken, in bytes. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern GOOD_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S.*)", Pattern.DOTALL);
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "\\s*([^\\s;]+)\\s*(?:;\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?\\s*)?;?\\s*", Pattern.CASE_INSENSITIVE);

    private final Context context;
    private final String requestId;

    Exchange(Context context) {
        this.context = context;
        this.requestId = requestId(context.header(REQUEST_ID));
        context.header(REQUEST_ID, requestId);
        ResponseHeaders.API.forEach(context::header);
    }

    /** The id given, if it is a good one, or a new one; it is a name for the log and no secret. */
    static String requestId(@Nullable String given) {
        return given != null && GOOD_REQUEST_ID.matcher(given).matches()
                ? given
                : String.format(
                        Locale.ROOT, "%016x", ThreadLocalRandom.current().nextLong());
    }

    String requestId() {
        return requestId;
    }

    /** Where the request came from: the socket's address, since no proxy is trusted. */
    Origin origin() {
        String address = context.req().getRemoteAddr();
        return new Origin(address == null ? null : address.replaceAll("[\\[\\]]", ""), context.userAgent(), requestId);
    }

    /**
     * The bearer token (RFC 6750, section 2.1).
     *
     * @throws AuthException with {@code NOT_AUTHENTICATED} if there is none, {@code INVALID_TOKEN} if there is more than one
     */
    String bearerToken() {
        List<String> headers = Collections.list(context.req().getHeaders(Header.AUTHORIZATION));
        if (headers.size() > 1) {
            throw new AuthException(AuthError.INVALID_TOKEN);
        }
        var bearer = BEARER.matcher(headers.isEmpty() ? "" : headers.get(0));
        if (!bearer.matches()) {
            throw new AuthException(AuthError.NOT_AUTHENTICATED);
        }
        return bearer.group(1);
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
        var mediaType = MEDIA_TYPE.matcher(header);
        if (!mediaType.matches()
                || (mediaType.group(2) != null && !mediaType.group(2).equalsIgnoreCase("utf-8"))) {
            throw ProblemException.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
        return mediaType.group(1).toLowerCase(Locale.ROOT);
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

    void answer(int status) {
        context.status(status);
    }

    void answerJson(int status, Object value) {
        answer(status, "application/json", Json.write(value));
    }

    void answer(int status, String mediaType, byte[] body) {
        context.status(status).contentType(mediaType).result(body);
    }

    void answer(Problem problem) {
        String challenge = problem.challenge();
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

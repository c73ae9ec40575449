package io.munjigi.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body without a thread before anything else sees the request, so that no worker ever waits for a client that is slow
 * to send one. Copies what arrives, since to retain the connection's buffers would let one byte at a time hold eight thousand.
 *
 * <p>A body that is too large is read on and thrown away for a while, because a client that is still sending would otherwise meet a broken
 * connection instead of the answer.
 */
final class WholeBodyHandler extends Handler.Wrapper {

    private static final long MOST_THROWN_AWAY = 16L * 1024 * 1024;

    private final int maxBytes;

    WholeBodyHandler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (request.getLength() <= 0 && !chunked) {
            return super.handle(request, response, callback);
        }
        boolean waitsToSend = request.getHeaders().contains(HttpHeader.EXPECT);
        if (request.getLength() > (waitsToSend ? maxBytes : MOST_THROWN_AWAY)) {
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
            return true;
        }
        new Collector(request, response, callback).readOn();
        return true;
    }

    private final class Collector {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private long received;

        Collector(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        void readOn() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::readOn);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    refuse();
                    return;
                }
                take(chunk);
                if (chunk.isLast() && isCutOff()) {
                    refuse();
                    return;
                }
                if (chunk.isLast() || received > MOST_THROWN_AWAY) {
                    finish();
                    return;
                }
            }
        }

        /** Jetty (12.1.14) gives out a body that ends within the line end of a chunk as if it were whole, and says only then that it is not. */
        private boolean isCutOff() {
            return Content.Chunk.isFailure(request.read());
        }

        private void refuse() {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        }

        private void take(Content.Chunk chunk) {
            received += chunk.remaining();
            if (received <= maxBytes) {
                collected.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            }
            chunk.release();
        }

        private void finish() {
            if (received > maxBytes) {
                Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
                return;
            }
            try {
                Request whole = new WholeRequest(request, collected.toByteArray());
                if (!WholeBodyHandler.super.handle(whole, response, callback)) {
                    Response.writeError(whole, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Throwable failed) {
                Response.writeError(request, response, callback, failed);
            }
        }
    }

    /** A request whose body is there. */
    private static final class WholeRequest extends Request.Wrapper {

        private Content.@Nullable Chunk body;

        WholeRequest(Request request, byte[] body) {
            super(request);
            this.body = Content.Chunk.from(ByteBuffer.wrap(body), true);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk next = body == null ? Content.Chunk.EOF : body;
            body = null;
            return next;
        }

        @Override
        public void demand(Runnable demandCallback) {
            demandCallback.run();
        }
    }
}

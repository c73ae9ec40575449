package io.munjigi.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An end point whose connection is read from by one thread at a time: by those who find something to read, and by the {@link Workers}. All
 * else is up to the end point within.
 */
final class SerialEndPoint implements EndPoint, EndPoint.Wrapper {

    private final EndPoint within;
    private final Object reading = new Object();

    SerialEndPoint(EndPoint within) {
        this.within = within;
    }

    /** When there is something to read, whoever finds it waits for the thread that is still at the last. */
    @Override
    public void fillInterested(Callback callback) {
        within.fillInterested(new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                read(super::succeeded);
            }
        });
    }

    /**
     * Waits for moments only, though a request may be answered within: while it is, nobody is interested in further requests, and whoever ends
     * the answer leaves it to this thread to read on.
     */
    void read(Runnable job) {
        synchronized (reading) {
            job.run();
        }
    }

    @Override
    public EndPoint unwrap() {
        return within;
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return within.getLocalSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return within.getRemoteSocketAddress();
    }

    @Override
    public boolean isOpen() {
        return within.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return within.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        within.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return within.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return within.isInputShutdown();
    }

    @Override
    public void close() {
        within.close();
    }

    @Override
    public void close(@Nullable Throwable cause) {
        within.close(cause);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return within.fill(buffer);
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer buffer) throws IOException {
        return within.receive(buffer);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return within.flush(buffers);
    }

    @Override
    public boolean send(SocketAddress address, ByteBuffer... buffers) throws IOException {
        return within.send(address, buffers);
    }

    @Override
    public @Nullable Object getTransport() {
        return within.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return within.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long milliseconds) {
        within.setIdleTimeout(milliseconds);
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        return within.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        return within.isFillInterested();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        within.write(callback, buffers);
    }

    @Override
    public void write(Callback callback, SocketAddress address, ByteBuffer... buffers) {
        within.write(callback, address, buffers);
    }

    @Override
    public void write(boolean last, ByteBuffer buffer, Callback callback) {
        within.write(last, buffer, callback);
    }

    @Override
    public @Nullable Callback cancelWrite(Throwable cause) {
        return within.cancelWrite(cause);
    }

    @Override
    public @Nullable Connection getConnection() {
        return within.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        within.setConnection(connection);
    }

    @Override
    public void onOpen() {
        within.onOpen();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        within.onClose(cause);
    }

    @Override
    public void upgrade(Connection connection) {
        within.upgrade(connection);
    }

    @Override
    public @Nullable SslSessionData getSslSessionData() {
        return within.getSslSessionData();
    }

    @Override
    public boolean isSecure() {
        return within.isSecure();
    }

    @Override
    public String toString() {
        return within.toString();
    }
}

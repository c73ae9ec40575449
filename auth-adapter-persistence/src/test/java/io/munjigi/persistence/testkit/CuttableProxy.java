package io.munjigi.persistence.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a server that can be cut, as a crash does, go silent, as a lost network does, or be slow. */
public final class CuttableProxy implements Closeable {

    private enum State {
        CONNECTED,
        CUT,
        SILENT
    }

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile State state = State.CONNECTED;
    private volatile Duration delay = Duration.ZERO;

    /** In front of what listens on this port of the loopback address. */
    public CuttableProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Ends all connections, and takes no more. */
    public void cut() {
        state = State.CUT;
        sockets.forEach(CuttableProxy::closeQuietly);
    }

    /** Lets nothing through from now on. */
    public void silence() {
        state = State.SILENT;
    }

    /** Holds back, for so long, whatever comes from either side from now on. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Lets everything through again. */
    public void restore() {
        sockets.forEach(CuttableProxy::closeQuietly);
        state = State.CONNECTED;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                if (state == State.CUT) {
                    client.close();
                } else {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(server);
                    start(() -> copy(client, server));
                    start(() -> copy(server, client));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Thread.sleep(delay.toMillis());
                if (state == State.CONNECTED) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException closed) {
            // One end has gone; so has the other now.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cuttable-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}

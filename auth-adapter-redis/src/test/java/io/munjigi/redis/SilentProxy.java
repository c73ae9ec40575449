package io.munjigi.redis;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A wire to a server that can go silent, as a lost network does: what is sent is swallowed, and nobody is told. Connections that were there
 * then stay silent for ever; only new ones find a wire that was mended.
 */
final class SilentProxy implements Closeable {

    private final ServerSocket listening;
    private final int target;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    SilentProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String url() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    void goSilent() {
        silent = true;
        wires.forEach(wire -> wire.dead = true);
    }

    void mend() {
        silent = false;
    }

    private void accept() {
        try {
            while (true) {
                Wire wire = new Wire(listening.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                wires.add(wire);
                wire.dead = silent;
                start(() -> wire.copy(wire.client, wire.server));
                start(() -> wire.copy(wire.server, wire.client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "silent-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Wire wire : wires) {
            wire.client.close();
            wire.server.close();
        }
    }

    private static final class Wire {

        private final Socket client;
        private final Socket server;
        private volatile boolean dead;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void copy(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[8192];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, count);
                    }
                }
                if (!dead) {
                    to.close();
                }
            } catch (IOException closed) {
                // One end has gone; a dead wire does not tell the other.
            }
        }
    }
}

package io.munjigi.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** The ports that the service listens on. */
final class Listening {

    private Listening() {}

    /**
     * @param hostSetting what sets the host
     * @param portSetting what sets the port
     * @throws StartException if there is no such address, or the port is taken or not allowed
     */
    static ServerSocketChannel on(String host, int port, Setting hostSetting, Setting portSetting) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartException(hostSetting.variable() + ": there is no host " + host);
        }
        try {
            return ServerSocketChannel.open().bind(address);
        } catch (IOException refused) {
            throw new StartException("cannot listen on " + host + " port " + port + ": " + refused.getMessage()
                    + "; set " + portSetting.variable() + " to another, or 0 for any");
        }
    }

    /** Gives a port back. */
    static void end(ServerSocketChannel listening) {
        try {
            listening.close();
        } catch (IOException gone) {
            // Then it is given back.
        }
    }

    /** The URL at which it can be reached from here. */
    static String url(String scheme, String host, ServerSocketChannel listening) {
        try {
            InetSocketAddress bound = (InetSocketAddress) listening.getLocalAddress();
            InetAddress address = bound.getAddress();
            String name = address.isAnyLocalAddress() ? "127.0.0.1" : host;
            return scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + bound.getPort();
        } catch (IOException closed) {
            throw new StartException("the port was closed");
        }
    }
}

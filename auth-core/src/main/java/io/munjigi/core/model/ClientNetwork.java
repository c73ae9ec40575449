package io.munjigi.core.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a client's network address belongs to, as far as an address tells: one IPv4 address, or the /64 of an IPv6 one, which is the least that
 * anybody is given.
 *
 * @param value the address, or the first of the network
 */
public record ClientNetwork(String value) {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** Enough to keep the platform from asking a name server. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;
    private static final int BLOCK_BYTES = 6;

    /** The network of an address; of what is no address, there is none. Asks nobody. */
    public static Optional<ClientNetwork> of(String address) {
        return bytes(address).map(ClientNetwork::of);
    }

    private static ClientNetwork of(byte[] address) {
        return address.length == IPV6_BYTES ? beginning(address, NETWORK_BYTES) : beginning(address, address.length);
    }

    /** The /48 that an IPv6 network is of, which is the most that anybody is given for one place; empty for IPv4. */
    public Optional<ClientNetwork> block() {
        return bytes(value).filter(bytes -> bytes.length == IPV6_BYTES).map(bytes -> beginning(bytes, BLOCK_BYTES));
    }

    private static ClientNetwork beginning(byte[] address, int bytes) {
        try {
            return new ClientNetwork(
                    InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(address, bytes), address.length))
                            .getHostAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }

    /**
     * An address as bytes: 4, also of an IPv4 address in the form of an IPv6 one, or 16. A zone ({@code %eth0}) does not count.
     *
     * @return empty for what is no address; asks nobody
     */
    public static Optional<byte[]> bytes(String address) {
        String plain = address.indexOf(':') >= 0 && address.indexOf('%') > 0
                ? address.substring(0, address.indexOf('%'))
                : address;
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain).getAddress());
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}

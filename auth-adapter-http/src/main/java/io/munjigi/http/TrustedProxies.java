package io.munjigi.http;

import io.munjigi.core.model.ClientNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reverse proxies that are believed when they say whom they forward a request for ({@code X-Forwarded-For}). Everybody else's word counts
 * for nothing. Immutable.
 */
public final class TrustedProxies {

    /** None: the client is who the connection comes from. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** Some proxies write the port too. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](:[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * A network of IP addresses.
     *
     * @param address its first address, as bytes
     * @param bits how many of their bits all its addresses begin with
     */
    private record Network(List<Byte> address, int bits) {

        static Network parse(String text) {
            String[] parts = text.split("/", -1);
            byte[] bytes = ClientNetwork.bytes(parts[0]).orElseThrow(() -> malformed());
            int bits = parts.length == 1 ? bytes.length * Byte.SIZE : length(parts, bytes.length * Byte.SIZE);
            Network network = new Network(boxed(bytes), bits);
            for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
                if (bit(bytes[bit / Byte.SIZE], bit) != 0) {
                    throw malformed();
                }
            }
            return network;
        }

        private static int length(String[] parts, int most) {
            if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > most) {
                throw malformed();
            }
            return Integer.parseInt(parts[1]);
        }

        private static IllegalArgumentException malformed() {
            return new IllegalArgumentException("is no list of networks such as 10.0.0.0/8,2001:db8::/32");
        }

        private static List<Byte> boxed(byte[] bytes) {
            List<Byte> all = new ArrayList<>(bytes.length);
            for (byte each : bytes) {
                all.add(each);
            }
            return all;
        }

        boolean contains(byte[] other) {
            if (other.length != address.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (bit(other[bit / Byte.SIZE], bit) != bit(address.get(bit / Byte.SIZE), bit)) {
                    return false;
                }
            }
            return true;
        }

        private static int bit(byte octet, int number) {
            return octet >> (Byte.SIZE - 1 - number % Byte.SIZE) & 1;
        }
    }

    /**
     * Networks such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}, and single addresses, separated by commas.
     *
     * @throws IllegalArgumentException if one is malformed, or has bits beyond its length
     */
    public static TrustedProxies parse(String text) {
        return new TrustedProxies(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Network::parse)
                .toList());
    }

    /**
     * Whose request it is: read from the right, the first who is no trusted proxy. Where a proxy says something that is no address, it is the
     * proxy's own.
     *
     * @param peer whom the connection is with
     * @param forwardedFor every {@code X-Forwarded-For} of the request, in order
     */
    String client(String peer, List<String> forwardedFor) {
        if (networks.isEmpty() || forwardedFor.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        List<String> hops = new ArrayList<>(forwardedFor.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .toList());
        Collections.reverse(hops);
        String client = peer;
        for (String hop : hops) {
            Optional<String> address = address(hop.strip());
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!isTrusted(client)) {
                return client;
            }
        }
        return client;
    }

    private static Optional<String> address(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        String plain = !matcher.matches() ? hop : matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
        return ClientNetwork.bytes(plain).map(bytes -> plain);
    }

    private boolean isTrusted(String address) {
        return ClientNetwork.bytes(address)
                .filter(bytes -> networks.stream().anyMatch(network -> network.contains(bytes)))
                .isPresent();
    }
}

package io.munjigi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0",
        "2001:DB8:1:2::, 2001:db8:1:2:0:0:0:0",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:0"
    })
    void an_ipv4_address_stands_for_itself_and_an_ipv6_one_for_its_64(String address, String network) {
        assertThat(ClientNetwork.of(address)).contains(new ClientNetwork(network));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "256.1.1.1",
                "1.2.3.4.5",
                "1.2.3.4 ",
                "dead",
                "g::1",
                ":",
                "::1::",
                "1.2.3.4%eth0",
                "unknown",
                "_hidden"
            })
    void what_is_no_address_has_no_network_and_no_name_server_is_asked(String text) {
        assertThat(ClientNetwork.of(text)).isEmpty();
    }
}

package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, 2001:db8::/32,192.0.2.7");

    @Test
    void without_a_trusted_proxy_nobodys_word_counts() {
        assertThat(TrustedProxies.NONE.client("192.0.2.1", List.of("203.0.113.1")))
                .isEqualTo("192.0.2.1");
        assertThat(proxies.client("192.0.2.1", List.of("203.0.113.1"))).isEqualTo("192.0.2.1");
        assertThat(proxies.client("192.0.2.8", List.of("203.0.113.1"))).isEqualTo("192.0.2.8");
        assertThat(proxies.client("11.0.0.1", List.of("203.0.113.1"))).isEqualTo("11.0.0.1");
    }

    @Test
    void a_trusted_proxys_word_counts_and_what_the_client_told_it_does_not() {
        assertThat(proxies.client("10.1.2.3", List.of("203.0.113.1"))).isEqualTo("203.0.113.1");
        assertThat(proxies.client("192.0.2.7", List.of("198.51.100.9, 203.0.113.1")))
                .isEqualTo("203.0.113.1");
        assertThat(proxies.client("2001:db8:ffff::1", List.of("198.51.100.9", "2001:db9::1")))
                .isEqualTo("2001:db9::1");
        assertThat(proxies.client("::ffff:10.1.2.3", List.of("203.0.113.1"))).isEqualTo("203.0.113.1");
    }

    @Test
    void a_chain_of_trusted_proxies_is_followed_from_the_right() {
        assertThat(proxies.client("10.0.0.1", List.of("198.51.100.9, 203.0.113.1, 10.0.0.3", "10.0.0.2")))
                .isEqualTo("203.0.113.1");
        assertThat(proxies.client("10.0.0.1", List.of("10.0.0.3,10.0.0.2"))).isEqualTo("10.0.0.3");
    }

    @Test
    void a_proxy_may_write_the_port_too() {
        assertThat(proxies.client("10.0.0.1", List.of("203.0.113.1:4711"))).isEqualTo("203.0.113.1");
        assertThat(proxies.client("10.0.0.1", List.of("[2001:db9::1]:4711"))).isEqualTo("2001:db9::1");
        assertThat(proxies.client("10.0.0.1", List.of("[2001:db9::1]"))).isEqualTo("2001:db9::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "example.org",
                "203.0.113.1, ",
                "1.2.3",
                "[::1",
                ":4711",
                "203.0.113.1:port"
            })
    void where_it_says_no_address_it_is_the_proxys_own(String forwardedFor) {
        assertThat(proxies.client("10.0.0.1", List.of(forwardedFor))).isEqualTo("10.0.0.1");
        assertThat(proxies.client("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "2001:db8::/129",
                "example.org",
                "*",
                "10.0.0.0/8,,192.0.2.7",
                "10.0.0.0/8 192.0.2.7"
            })
    void what_is_no_list_of_networks_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.parse(text));
    }

    @Test
    void all_of_ipv4_does_not_mean_ipv6() {
        TrustedProxies all = TrustedProxies.parse("0.0.0.0/0");

        assertThat(all.client("198.51.100.1", List.of("2001:db9::1"))).isEqualTo("2001:db9::1");
        assertThat(all.client("2001:db9::2", List.of("2001:db9::1"))).isEqualTo("2001:db9::2");
    }
}

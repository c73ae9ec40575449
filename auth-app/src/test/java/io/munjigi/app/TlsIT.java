package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by a key store. */
class TlsIT {

    private static final String PASSWORD = "of the key store";

    /** It takes a minute at most, on a machine that has nothing else to do. */
    private static final Duration LONGEST_UNTIL_TAKEN = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private Path keyStore(String name) throws Exception {
        Path file = directory.resolve(name);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "munjigi",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return file;
    }

    private static HttpClient trusting(Path keyStore, String... protocols) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificate = KeyStore.getInstance("PKCS12");
        certificate.load(null, null);
        certificate.setCertificateEntry("munjigi", trusted.getCertificate("munjigi"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificate);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient.Builder client = HttpClient.newBuilder().sslContext(context);
        if (protocols.length > 0) {
            client.sslParameters(new SSLParameters(null, protocols));
        }
        return client.build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private Map<String, String> settings(Path keyStore, String password) {
        return Map.of(
                "MUNJIGI_DATA_DIR", directory.toString(),
                "MUNJIGI_TLS_KEYSTORE", keyStore.toString(),
                "MUNJIGI_TLS_KEYSTORE_PASSWORD", password);
    }

    @Test
    void it_serves_https_of_both_good_versions_and_tells_browsers_to_stay_with_it() throws Exception {
        Path keyStore = keyStore("keys.p12");
        try (RunningJar service = RunningJar.start(settings(keyStore, PASSWORD))) {
            assertThat(service.url()).startsWith("https://127.0.0.1:");
            for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
                HttpResponse<String> answer =
                        get(trusting(keyStore, protocol), service.url() + "/.well-known/oauth-authorization-server");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .contains("max-age=63072000");
                assertThat(answer.body()).contains("\"issuer\":\"" + service.url() + "\"");
            }
        }
    }

    @Test
    @Tag("thorough")
    void a_renewed_key_store_is_taken_without_a_restart() throws Exception {
        Path keyStore = keyStore("keys.p12");
        Path renewed = keyStore("renewed.p12");
        try (RunningJar service = RunningJar.start(settings(keyStore, PASSWORD))) {
            String url = service.url() + "/health/live";
            assertThat(get(trusting(keyStore), url).statusCode()).isEqualTo(200);
            assertThat(serves(renewed, url)).isFalse();

            Files.copy(renewed, keyStore, StandardCopyOption.REPLACE_EXISTING);

            Instant end = Instant.now().plus(LONGEST_UNTIL_TAKEN);
            while (!serves(renewed, url) && Instant.now().isBefore(end)) {
                Thread.sleep(200);
            }
            assertThat(serves(renewed, url)).isTrue();
        }
    }

    private static boolean serves(Path certificate, String url) throws Exception {
        try {
            return get(trusting(certificate), url).statusCode() == 200;
        } catch (SSLHandshakeException another) {
            return false;
        }
    }

    @Test
    void keys_that_cannot_be_used_stop_the_start_with_a_line_that_says_so() throws Exception {
        Path keyStore = keyStore("keys.p12");
        Path garbage = Files.writeString(directory.resolve("garbage.p12"), "no key store");
        for (Map<String, String> wrong : List.of(
                settings(keyStore, "another password"),
                settings(garbage, PASSWORD),
                settings(directory.resolve("none"), PASSWORD))) {
            try (RunningJar service = RunningJar.start(wrong)) {
                assertThat(service.awaitExit()).isNotZero();
                assertThat(service.log())
                        .filteredOn(line -> line.contains("MUNJIGI_TLS_KEYSTORE"))
                        .hasSize(1)
                        .noneMatch(line -> line.contains("another password"));
            }
        }
    }
}

package io.munjigi.http;

import io.munjigi.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What a server proves with over TLS who it is. Says of itself only where.
 *
 * @param keyStore a PKCS #12 file with a key and its certificates; read again within a minute when it has changed
 * @param password its password
 */
public record TlsKeys(Path keyStore, Secret password) {

    /** A file is taken at the second look at which it is the same, since it may be in the middle of being written: that is within a minute. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    /** Loads nothing yet. TLS 1.2 and 1.3, with what the platform thinks is good. */
    SslContextFactory.Server contextFactory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStorePath(keyStore.toAbsolutePath().toString());
        factory.setKeyStoreType("PKCS12");
        factory.setKeyStorePassword(new String(password.reveal(), StandardCharsets.UTF_8));
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return factory;
    }

    /** Looks whether the file has changed. */
    static KeyStoreScanner scanner(SslContextFactory factory) {
        KeyStoreScanner scanner = new KeyStoreScanner(factory);
        scanner.setScanInterval((int) BETWEEN_LOOKS.toSeconds());
        return scanner;
    }

    /** A client may know the server by another name than its certificate does; whether that is well is for the client to judge. */
    static SecureRequestCustomizer customizer() {
        SecureRequestCustomizer customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(false);
        return customizer;
    }

    @Override
    public String toString() {
        return "TlsKeys[" + keyStore + "]";
    }
}

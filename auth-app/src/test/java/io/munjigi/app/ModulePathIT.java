package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Secret;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.http.AuthRoutes;
import io.munjigi.http.AuthServer;
import io.munjigi.persistence.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library, and what the app has beside it, where jars are modules and what they do not export is closed; in a JVM of its own. */
class ModulePathIT {

    @Test
    void the_library_serves_on_the_module_path() throws Exception {
        assertThat(Machine.complaints(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        Files.readString(Path.of(System.getProperty("munjigi.libraries"))),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "--class-path",
                        Path.of(ModulePathIT.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Program.class.getName()))
                .contains("io.munjigi.http: signed up 201, logged in 200, docs 200");
    }

    /** What signs somebody up over HTTP and logs them in. */
    static final class Program {

        private static final String ISSUER = "https://shop.example";

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            AesGcmSealer sealer = AesGcmSealer.under(Secret.ofText("0123456789abcdef0123456789abcdef"));
            try (Database database = Database.open("jdbc:h2:mem:modules");
                    Auth auth = auth(database, sealer);
                    ServerSocketChannel listening = ServerSocketChannel.open();
                    AuthServer server = AuthServer.start(
                            new AuthRoutes(auth, ISSUER, List.of()),
                            AuthServer.Limits.withWaiting(1),
                            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
                Client client = new Client("http://127.0.0.1:" + server.port());
                HttpResponse<String> signedUp = client.signUp("ada@example.org");
                HttpResponse<String> loggedIn = client.logIn("ada@example.org");
                HttpResponse<String> docs = client.get("/docs/swagger-ui.css");
                System.out.printf(
                        "%s: signed up %d, logged in %d, docs %d%n",
                        AuthServer.class.getModule().getName(),
                        signedUp.statusCode(),
                        loggedIn.statusCode(),
                        docs.statusCode());
            }
        }

        private static Auth auth(Database database, AesGcmSealer sealer) {
            return Auth.builder()
                    .stores(database)
                    .secretSealer(sealer)
                    .passwordHasher(PasswordHashing.argon2id())
                    .passwordBlocklist(new CommonPasswords())
                    .accessTokens(NimbusAccessTokens.withStoredKeys(
                            new TokenProfile(ISSUER, "shop"), database.signingKeys(), sealer))
                    .signingKeyMaker(NimbusAccessTokens.keyMaker(sealer))
                    .build();
        }
    }
}

package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.persistence.testkit.RealPostgres;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever steals the database and the log has nothing that opens anything: after all that a service does, no password, token or key of it is
 * found there, in any spelling.
 */
@Tag("thorough")
class StolenDatabaseIT {

    private static final String MASTER = "a master secret of the drill, 0123456789";
    private static final String WRONG = "typed by mistake: Tr0ub4dor&3";
    private static final String TYPED_AS_NAME = "my-password-in-the-name-field";
    private static final String NEXT = "a quite different staple";

    private static final Pattern PRIVATE_EXPONENT = Pattern.compile("\"d\":\"([A-Za-z0-9_-]+)\"");

    @TempDir
    private Path directory;

    private final Map<String, byte[]> secrets = new LinkedHashMap<>();

    private void secret(String name, String text) {
        secrets.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole token, and each of its parts that is no public statement. */
    private void token(String name, String token) {
        secret(name, token);
        boolean ours = token.startsWith("mj");
        String last = token.substring(ours ? token.indexOf('_') + 1 : token.lastIndexOf('.') + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(last);
        if (name.contains("refresh")) {
            secrets.put(name + ", its secret", Arrays.copyOfRange(bytes, 16, 32));
            secrets.put(name + ", its MAC", Arrays.copyOfRange(bytes, 36, 68));
        } else {
            secrets.put(name + ", its end", Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length));
        }
    }

    private record Place(String url, String user, String password) {

        static Place inPostgres() {
            RealPostgres.Place place = RealPostgres.newDatabase();
            return new Place(place.url(), place.user(), place.password());
        }

        static Place inFile(Path directory) {
            return new Place("jdbc:h2:file:" + directory.resolve("stolen"), "sa", "hunter2hunter2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_secret_is_found_in_the_database_or_the_log(boolean embedded) throws Exception {
        Place place = embedded ? Place.inFile(directory) : Place.inPostgres();
        Map<String, String> settings = new HashMap<>(Map.of(
                "MUNJIGI_DATABASE_URL",
                place.url(),
                "MUNJIGI_DATABASE_USER",
                place.user(),
                "MUNJIGI_DATABASE_PASSWORD",
                place.password(),
                "MUNJIGI_DATA_DIR",
                directory.toString(),
                "MUNJIGI_LOG_LEVEL",
                "trace",
                "MUNJIGI_SECRET",
                MASTER,
                "MUNJIGI_ADMIN_EMAIL",
                "root@example.org",
                "MUNJIGI_ADMIN_PASSWORD",
                Client.PASSWORD,
                "MUNJIGI_ISSUER",
                "https://auth.example.org"));
        List<String> log = new ArrayList<>();
        try (RunningJar service = RunningJar.start(settings)) {
            live(new Client(service.url()));
            service.terminate();
            service.awaitExit();
            log.addAll(service.log());
        }
        secret("the password", Client.PASSWORD);
        secret("the next password", NEXT);
        secret("a wrong password", WRONG);
        secret("a password typed as a name", TYPED_AS_NAME);
        secret("the master secret", MASTER);
        List<byte[]> stolen = new ArrayList<>(dump(place));
        assertThat(stolen).hasSizeGreaterThan(100);
        if (embedded) {
            secret("the database's password", place.password());
            stolen.add(Files.readAllBytes(directory.resolve("stolen.mv.db")));
        }
        log.forEach(line -> stolen.add(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(log).hasSizeGreaterThan(15);

        assertThat(stolen)
                .as("what is no secret, or the drill would prove nothing")
                .anyMatch(piece -> contains(piece, "ada@example.org".getBytes(StandardCharsets.UTF_8)));
        secrets.forEach((name, secret) -> spellings(secret)
                .forEach((spelling, bytes) ->
                        assertThat(stolen).as("%s in %s", name, spelling).noneMatch(piece -> contains(piece, bytes))));
        System.out.println("stolen database drill: " + secrets.size() + " secrets in "
                + spellings(new byte[16]).size() + " spellings, " + stolen.size() + " values and lines");
    }

    /** All that a service does. */
    private void live(Client client) {
        String email = "ada@example.org";
        client.signUp(email);
        client.signUp(email);
        client.logIn(email, WRONG);
        client.logIn(TYPED_AS_NAME, WRONG);
        HttpResponse<String> tokens = client.logIn(email);
        token("an access token " + email, Client.member(tokens, "access_token"));
        token("a refresh token " + email, Client.member(tokens, "refresh_token"));
        token(
                "a device token " + email,
                tokens.headers().firstValue("Device-Token").orElseThrow());
        HttpResponse<String> next = client.refresh(Client.member(tokens, "refresh_token"));
        token("the next access token " + email, Client.member(next, "access_token"));
        token("the next refresh token " + email, Client.member(next, "refresh_token"));
        String access = Client.member(next, "access_token");
        client.me(access);
        client.me(access + "x");
        client.refresh(Client.member(next, "refresh_token") + "x");
        client.changePassword(access, WRONG, NEXT);
        client.changePassword(access, Client.PASSWORD, NEXT);
        client.get("/users/me?access_token=" + access);
        client.as(access, "GET", "/users/me/export");
        String root = Client.member(client.logIn("root@example.org"), "access_token");
        token("an administrator's token " + email, root);
        client.admin(root);
        client.as(root, "POST", "/admin/keys/rotate");
        client.as(root, "GET", "/admin/audit");
        HttpResponse<String> last = client.logIn(email, NEXT);
        client.logOut(Client.member(last, "access_token"));
    }

    /** Every value of every table; and what is sealed there is opened, so that it can be looked for. */
    private List<byte[]> dump(Place place) throws SQLException {
        List<byte[]> values = new ArrayList<>();
        AesGcmSealer sealer = AesGcmSealer.under(Secret.ofText(MASTER));
        try (Connection connection = DriverManager.getConnection(place.url(), place.user(), place.password());
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE LOWER(table_schema) = 'public'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            assertThat(tables)
                    .map(table -> table.toLowerCase(Locale.ROOT))
                    .contains("users", "sessions", "sealed_secrets", "signing_keys", "password_attempts");
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            Object value = rows.getObject(column);
                            if (value instanceof byte[] bytes) {
                                values.add(bytes);
                            } else if (value != null) {
                                values.add(value.toString().getBytes(StandardCharsets.UTF_8));
                            }
                        }
                    }
                }
            }
            try (ResultSet sealed = statement.executeQuery("SELECT purpose, sealed FROM sealed_secrets")) {
                while (sealed.next()) {
                    String purpose = sealed.getString(1);
                    secrets.put(
                            "the key for " + purpose,
                            sealer.open(SealedBytes.of(sealed.getBytes(2)), purpose)
                                    .reveal());
                }
            }
            try (ResultSet keys = statement.executeQuery("SELECT key_id, sealed_private_key FROM signing_keys")) {
                while (keys.next()) {
                    Secret key = sealer.open(SealedBytes.of(keys.getBytes(2)), "signing-key " + keys.getString(1));
                    Matcher exponent = PRIVATE_EXPONENT.matcher(new String(key.reveal(), StandardCharsets.UTF_8));
                    assertThat(exponent.find()).isTrue();
                    secrets.put(
                            "the private key " + keys.getString(1),
                            Base64.getUrlDecoder().decode(exponent.group(1)));
                }
            }
        }
        return values;
    }

    private static Map<String, byte[]> spellings(byte[] secret) {
        String text = new String(secret, StandardCharsets.UTF_8);
        Map<String, String> spelled = new LinkedHashMap<>();
        spelled.put("base64", Base64.getEncoder().withoutPadding().encodeToString(secret));
        spelled.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        spelled.put("hex", HexFormat.of().formatHex(secret));
        spelled.put("HEX", HexFormat.of().withUpperCase().formatHex(secret));
        spelled.put("a URL", URLEncoder.encode(text, StandardCharsets.UTF_8));
        spelled.put(
                "a URL with %20",
                URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
        spelled.put("an array", Arrays.toString(secret));
        spelled.put("lower case", text.toLowerCase(Locale.ROOT));
        spelled.put("reverse", new StringBuilder(text).reverse().toString());
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("plain", secret);
        all.put("UTF-16", text.getBytes(StandardCharsets.UTF_16BE));
        spelled.forEach((name, value) -> all.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private static boolean contains(byte[] whole, byte[] part) {
        for (int at = 0; at + part.length <= whole.length; at++) {
            if (whole[at] == part[0] && Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}

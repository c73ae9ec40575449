import io.munjigi.core.guard.MacTokens;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;
import io.munjigi.persistence.DatabaseSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes a file of calls of each kind to a service on a database that {@code fill} has filled, each call for another user, picked from the
 * whole table, at random or the same each time: path, access token and body on each line, apart by tabs. By the service's settings, among them MUNJIGI_JWT_SECRET.
 *
 * <p>Arguments: a folder, how many users there are, how many calls, and {@code same} if they are to be for the same users each time.
 */
class Calls {

    private static final int BODY_BYTES = 36;

    public static void main(String[] args) throws SQLException, IOException {
        String url = System.getenv("MUNJIGI_DATABASE_URL");
        try (Database database = Database.openUnchanged(DatabaseSettings.of(url).withPoolSize(1));
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            AesGcmSealer sealer = AesGcmSealer.under(secret("MUNJIGI_SECRET"));
            PurposeKeys keys = new PurposeKeys(database.sealedSecrets(), sealer, byte[]::new);
            MacTokens refreshTokens = new MacTokens("mjr_", BODY_BYTES, keys.key(PurposeKeys.REFRESH_TOKENS));
            NimbusAccessTokens accessTokens = NimbusAccessTokens.withSharedSecret(
                    new TokenProfile(System.getenv("MUNJIGI_ISSUER"), "munjigi"), secret("MUNJIGI_JWT_SECRET"));
            ResultSet admin = statement.executeQuery(
                    "SELECT users.id, sessions.id FROM users JOIN sessions ON user_id = users.id WHERE email_key = 'admin@example.org'");
            admin.next();
            String adminsToken = accessTokens.issue(claims(admin, Role.ADMIN));
            Map<String, PrintWriter> files = new LinkedHashMap<>();
            for (String kind : List.of("login", "refresh", "me", "first", "deep", "role", "address", "beginning", "audit")) {
                files.put(kind, new PrintWriter(Files.newBufferedWriter(Path.of(args[0], kind))));
            }
            // The whole table is read, through a few pages of the cache: what is picked is as cold afterwards as the rest.
            double part = Math.min(1, 1.2 * Integer.parseInt(args[2]) / Integer.parseInt(args[1]));
            boolean same = args.length > 3;
            ResultSet picked = statement.executeQuery("SELECT user_id, sessions.id, email, generation FROM sessions "
                    + (same ? "" : "TABLESAMPLE BERNOULLI (" + 100 * part + ")")
                    + " JOIN users ON users.id = user_id WHERE sessions.secret_digest = sha256(uuid_send(sessions.id))"
                    + (same ? " AND right(user_id::text, 6) <= '" + String.format("%06x", (int) (part * 0xffffff)) + "'" : "")
                    + " ORDER BY " + (same ? "md5(user_id::text)" : "random()") + " LIMIT " + args[2]);
            while (picked.next()) {
                String user = picked.getString(1);
                String email = picked.getString(3);
                String refreshToken = refreshTokens.mint(ByteBuffer.allocate(BODY_BYTES)
                        .put(bytes(picked.getString(2)))
                        .put(bytes(picked.getString(2)))
                        .putInt(picked.getInt(4))
                        .array());
                String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(user));
                write(files, "login", "/auth/login", "", "username=" + email + "&password=correct+horse+battery");
                write(files, "refresh", "/auth/refresh", "", "refresh_token=" + refreshToken);
                write(files, "me", "/users/me", accessTokens.issue(claims(picked, Role.USER)), "");
                write(files, "first", "/admin/users", adminsToken, "");
                write(files, "deep", "/admin/users?cursor=" + cursor, adminsToken, "");
                write(files, "role", "/admin/users?role=user&cursor=" + cursor, adminsToken, "");
                write(files, "address", "/admin/users?email=" + email, adminsToken, "");
                write(files, "beginning", "/admin/users?email=" + email.charAt(0) + "&cursor=" + cursor, adminsToken, "");
                write(files, "audit", "/admin/audit?user=" + user, adminsToken, "");
            }
            files.values().forEach(PrintWriter::close);
        }
    }

    private static Secret secret(String variable) {
        return Secret.ofText(System.getenv(variable));
    }

    private static AccessClaims claims(ResultSet row, Role role) throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new AccessClaims(
                new UserId(UUID.fromString(row.getString(1))),
                new SessionId(UUID.fromString(row.getString(2))),
                new TreeSet<>(List.of(role)),
                UUID.randomUUID().toString(),
                now,
                now.plus(1, ChronoUnit.HOURS));
    }

    private static byte[] bytes(String id) {
        UUID uuid = UUID.fromString(id);
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static void write(Map<String, PrintWriter> files, String kind, String path, String token, String body) {
        files.get(kind).println(path + "\t" + token + "\t" + body);
    }
}

package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.RealPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that are not what was written: whoever depends on one is refused, the operator is told, and nobody is let in. */
@Tag("thorough")
class CorruptRowsIT {

    private final RealPostgres.Place place = RealPostgres.newDatabase();
    private final Map<String, String> settings = SomeSettings.with(
            SomeSettings.on(place),
            "MUNJIGI_ADMIN_EMAIL",
            "root@example.org",
            "MUNJIGI_ADMIN_PASSWORD",
            Client.PASSWORD);

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(place.url(), place.user(), place.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    private static String idOf(Client client, HttpResponse<String> tokens) {
        return Client.member(expect(200, client.me(access(tokens))), "id");
    }

    private static HttpResponse<String> signedUp(Client client, String email) {
        expect(201, client.signUp(email));
        return client.logIn(email);
    }

    @Test
    void a_broken_hash_or_session_refuses_its_owner_and_nobody_else() throws SQLException {
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            HttpResponse<String> ada = signedUp(client, "ada@example.org");
            HttpResponse<String> bob = signedUp(client, "bob@example.org");
            HttpResponse<String> eve = signedUp(client, "eve@example.org");
            String idOfAda = idOf(client, ada);

            sql("UPDATE users SET password_hash = 'canary$' || password_hash WHERE email = 'ada@example.org'");
            expect(401, client.logIn("ada@example.org"));
            assertThat(service.log())
                    .anyMatch(line -> line.contains("WARNING") && line.contains(idOfAda))
                    .noneMatch(line -> line.contains("canary"));

            String ofBob = " WHERE id = '" + Client.member(bob, "session_id") + "'";
            sql("UPDATE sessions SET secret_digest = sha256(secret_digest)" + ofBob);
            expect(401, client.refresh(refresh(bob)));
            sql("UPDATE sessions SET generation = 7, last_used_at = 'infinity', user_agent = repeat(chr(7), 9999)"
                    + " WHERE id = '" + Client.member(eve, "session_id") + "'");
            expect(401, client.refresh(refresh(eve)));

            expect(200, client.logIn("bob@example.org"));
        }
    }

    @Test
    void a_revocation_that_cannot_be_read_lets_nobody_in() throws SQLException {
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            String token = access(signedUp(client, "ada@example.org"));
            expect(200, client.me(token));

            sql(
                    "INSERT INTO revocations (kind, id, recorded_at, until) SELECT 'CANARY', id, now(), now() + INTERVAL '1 day'"
                            + " FROM users WHERE email = 'ada@example.org'");
            client.await(503, () -> client.me(token));
            client.await(503, () -> client.get("/health/ready"));
            assertThat(client.me(token).body()).doesNotContain("CANARY", "Exception");
            assertThat(service.log()).anyMatch(line -> line.contains("revocations cannot be read"));

            sql("DELETE FROM revocations WHERE kind = 'CANARY'");
            client.await(200, () -> client.me(token));
        }
    }

    @Test
    void an_event_that_cannot_be_read_is_passed_over_in_the_audit_trail() throws SQLException {
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            String root = access(client.logIn("root@example.org"));
            signedUp(client, "ada@example.org");

            sql("UPDATE audit_events SET kind = 'CANARY', outcome = 'CANARY' WHERE subject IS NOT NULL");
            HttpResponse<String> trail = expect(200, client.as(root, "GET", "/admin/audit"));
            assertThat(trail.body()).doesNotContain("CANARY");
        }
    }

    @Test
    void a_broken_key_or_sealed_secret_stops_the_start_with_a_line() throws SQLException {
        try (RunningJar service = RunningJar.start(settings)) {
            String token = access(signedUp(new Client(service.url()), "ada@example.org"));
            sql("UPDATE signing_keys SET public_key = '{\"kty\":\"CANARY\"}'");
            sql("UPDATE sealed_secrets SET sealed = sealed || sealed");
            expect(200, new Client(service.url()).me(token));
        }
        assertThat(refusal()).contains("signing key 1");

        sql("DELETE FROM signing_keys");
        assertThat(refusal()).contains("MUNJIGI_SECRET");
    }

    /** It ends, and says one line about it that repeats nothing. */
    private String refusal() {
        try (RunningJar service = RunningJar.start(settings)) {
            assertThat(service.awaitExit()).as(service.log().toString()).isEqualTo(1);
            assertThat(service.log()).singleElement().asString().doesNotContain("CANARY", "\tat ", "Exception");
            return service.log().get(0);
        }
    }
}

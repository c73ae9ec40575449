package io.munjigi.benchmarks.rival;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Who signs up, logs in, and asks who they are: one query for each call, as in Munjigi. */
@RestController
class Accounts {

    private static final long LIFETIME_SECONDS = 900;

    private final JdbcClient database;
    private final PasswordEncoder passwords;
    private final JwtEncoder tokens;

    Accounts(JdbcClient database, PasswordEncoder passwords, JwtEncoder tokens) {
        this.database = database;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    record Credentials(String email, String password) {}

    record Account(
            UUID id, String email, boolean emailVerified, List<String> roles, boolean disabled, Instant createdAt) {}

    record Known(Account account, String passwordHash) {}

    record Token(String accessToken, String tokenType, long expiresIn) {}

    @PostMapping("/auth/signup")
    @ResponseStatus(HttpStatus.CREATED)
    Account signUp(@RequestBody Credentials given) {
        UUID id = UUID.randomUUID();
        database.sql("INSERT INTO account VALUES (?, ?, FALSE, 'user', FALSE, CURRENT_TIMESTAMP, ?)")
                .params(id, given.email(), passwords.encode(given.password()))
                .update();
        return known("id", id).account();
    }

    @PostMapping("/auth/login")
    Token logIn(@RequestParam String username, @RequestParam String password) {
        Known known = known("email", username);
        if (!passwords.matches(password, known.passwordHash())) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
        }
        Instant now = Instant.now();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer("http://127.0.0.1")
                .subject(known.account().id().toString())
                .audience(List.of("rival"))
                .claim("roles", known.account().roles())
                .id(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plusSeconds(LIFETIME_SECONDS))
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        String token = tokens.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new Token(token, "bearer", LIFETIME_SECONDS);
    }

    @GetMapping("/users/me")
    Account me(@AuthenticationPrincipal Jwt token) {
        return known("id", UUID.fromString(token.getSubject())).account();
    }

    private Known known(String column, Object value) {
        return database.sql("SELECT * FROM account WHERE " + column + " = ?")
                .param(value)
                .query(Accounts::known)
                .optional()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        Account account = new Account(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getBoolean("email_verified"),
                List.of(row.getString("roles").split(" ")),
                row.getBoolean("disabled"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        return new Known(account, row.getString("password_hash"));
    }
}

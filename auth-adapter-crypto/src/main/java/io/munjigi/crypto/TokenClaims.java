package io.munjigi.crypto;

import com.nimbusds.jwt.JWTClaimsSet;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What access tokens say, as the claims of RFC 9068: {@code iss sub aud client_id exp iat nbf jti}, and our {@code sid} and {@code roles}.
 * All are required but {@code nbf}, each has one type and one form, and others are ignored. {@code aud} is a string, as we issue it, and
 * no array.
 */
final class TokenClaims {

    /** For nodes whose clocks differ. */
    private static final Duration START_LEEWAY = Duration.ofSeconds(60);

    /** The last second of the year 9999. */
    private static final long LATEST_TIME = 253_402_300_799L;

    private static final Pattern TOKEN_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private final TokenProfile profile;

    TokenClaims(TokenProfile profile) {
        this.profile = profile;
    }

    /**
     * The claims to sign.
     *
     * @throws IllegalArgumentException if the token's id is not of a form that {@link #read} takes
     */
    JWTClaimsSet write(AccessClaims claims) {
        if (!TOKEN_ID.matcher(claims.tokenId()).matches()) {
            throw new IllegalArgumentException("a token's id is 1 to 128 visible ASCII characters");
        }
        Date issuedAt = Date.from(claims.issuedAt());
        return new JWTClaimsSet.Builder()
                .issuer(profile.issuer())
                .subject(claims.subject().toString())
                .audience(profile.audience())
                .claim("client_id", profile.audience())
                .expirationTime(Date.from(claims.expiresAt()))
                .issueTime(issuedAt)
                .notBeforeTime(issuedAt)
                .jwtID(claims.tokenId())
                .claim("sid", claims.sessionId().toString())
                .claim("roles", claims.roles().stream().map(Role::name).toList())
                .build();
    }

    /** What a payload says, if it was issued here and for here and is within its time. */
    AccessClaims read(StrictJsonObject payload, Instant now) throws RefusedTokenException {
        require(payload.text("iss").equals(profile.issuer()));
        require(payload.text("aud").equals(profile.audience()));
        require(payload.text("client_id").equals(profile.audience()));
        Instant issuedAt = time(payload, "iat");
        Instant expiresAt = time(payload, "exp");
        Instant startsAt = payload.has("nbf") ? time(payload, "nbf") : issuedAt;
        require(!issuedAt.isAfter(now.plus(START_LEEWAY)));
        require(!startsAt.isAfter(now.plus(START_LEEWAY)));
        require(expiresAt.isAfter(issuedAt));
        String tokenId = payload.text("jti");
        require(TOKEN_ID.matcher(tokenId).matches());
        AccessClaims claims = new AccessClaims(
                known(UserId.parse(payload.text("sub"))),
                known(SessionId.parse(payload.text("sid"))),
                roles(payload.texts("roles")),
                tokenId,
                issuedAt,
                expiresAt);
        require(claims.isWithinTime(now));
        return claims;
    }

    private static Instant time(StrictJsonObject payload, String name) throws RefusedTokenException {
        long seconds = payload.number(name);
        require(seconds >= 0 && seconds <= LATEST_TIME);
        return Instant.ofEpochSecond(seconds);
    }

    private static SortedSet<Role> roles(List<String> names) throws RefusedTokenException {
        SortedSet<Role> roles = new TreeSet<>();
        try {
            names.forEach(name -> roles.add(new Role(name)));
        } catch (IllegalArgumentException notARole) {
            throw new RefusedTokenException();
        }
        require(roles.size() == names.size());
        return roles;
    }

    private static <T> T known(Optional<T> parsed) throws RefusedTokenException {
        return parsed.orElseThrow(RefusedTokenException::new);
    }

    private static void require(boolean holds) throws RefusedTokenException {
        if (!holds) {
            throw new RefusedTokenException();
        }
    }
}

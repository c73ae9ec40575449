package io.munjigi.examples.javalin;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;
import java.util.Map;
import java.util.Set;

/** The accounts of the shop, on a database that is opened and closed with them; clerks may read invoices. */
record Accounts(Auth auth, Database database) implements AutoCloseable {

    static final String ISSUER = "https://shop.example";
    static final Permission READ_INVOICES = new Permission("invoices:read");

    private static final RoleRules ROLES = new RoleRules(Map.of(new Role("clerk"), Set.of(READ_INVOICES)));

    /**
     * Opens them.
     *
     * @param url a JDBC URL of H2 or PostgreSQL
     * @param secret at least 32 bytes, the same at every start; it seals the keys in the database
     */
    static Accounts open(String url, String secret) {
        AesGcmSealer sealer = AesGcmSealer.under(Secret.ofText(secret));
        TokenProfile profile = new TokenProfile(ISSUER, "shop");
        Database database = Database.open(url);
        try {
            Auth auth = Auth.builder()
                    .stores(database)
                    .secretSealer(sealer)
                    .passwordHasher(PasswordHashing.argon2id())
                    .passwordBlocklist(new CommonPasswords())
                    .accessTokens(NimbusAccessTokens.withStoredKeys(profile, database.signingKeys(), sealer))
                    .signingKeyMaker(NimbusAccessTokens.keyMaker(sealer))
                    .policy(AuthPolicy.strict().withRoles(ROLES))
                    .build();
            return new Accounts(auth, database);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        auth.close();
        database.close();
    }
}

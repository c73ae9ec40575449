package io.munjigi.examples.plain;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Secret;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;

/** The accounts of this program: Munjigi, on a database that is opened and closed with it. */
record Accounts(Auth auth, Database database) implements AutoCloseable {

    private static final TokenProfile PROFILE = new TokenProfile("https://plain.example", "plain");

    /**
     * Opens them.
     *
     * @param url a JDBC URL of H2 or PostgreSQL
     * @param secret at least 32 bytes, the same at every start; it seals the keys in the database
     */
    static Accounts open(String url, String secret) {
        AesGcmSealer sealer = AesGcmSealer.under(Secret.ofText(secret));
        Database database = Database.open(url);
        try {
            Auth auth = Auth.builder()
                    .stores(database)
                    .secretSealer(sealer)
                    .passwordHasher(PasswordHashing.argon2id())
                    .passwordBlocklist(new CommonPasswords())
                    .accessTokens(NimbusAccessTokens.withStoredKeys(PROFILE, database.signingKeys(), sealer))
                    .signingKeyMaker(NimbusAccessTokens.keyMaker(sealer))
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

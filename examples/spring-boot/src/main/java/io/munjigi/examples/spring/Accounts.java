package io.munjigi.examples.spring;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Secret;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Munjigi in the application's own database, its tables beside the shop's. */
@Configuration(proxyBeanMethods = false)
class Accounts {

    /** Who issues tokens, and for whom. */
    @Bean
    TokenProfile tokenProfile(
            @Value("${accounts.issuer}") String issuer, @Value("${accounts.audience}") String audience) {
        return new TokenProfile(issuer, audience);
    }

    /** Under a secret of at least 32 bytes, the same at every start ({@code ACCOUNTS_SECRET}). */
    @Bean
    AesGcmSealer sealer(@Value("${accounts.secret}") String secret) {
        return AesGcmSealer.under(Secret.ofText(secret));
    }

    @Bean
    Database database(DataSource source) {
        return Database.on(source);
    }

    @Bean
    Auth auth(Database database, AesGcmSealer sealer, TokenProfile profile) {
        return Auth.builder()
                .stores(database)
                .secretSealer(sealer)
                .passwordHasher(PasswordHashing.argon2id())
                .passwordBlocklist(new CommonPasswords())
                .accessTokens(NimbusAccessTokens.withStoredKeys(profile, database.signingKeys(), sealer))
                .signingKeyMaker(NimbusAccessTokens.keyMaker(sealer))
                .build();
    }
}

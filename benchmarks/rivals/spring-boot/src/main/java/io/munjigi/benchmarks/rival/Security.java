package io.munjigi.benchmarks.rival;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Hash and signature are Munjigi's defaults: Argon2id with 19 MiB and two passes, RS256 with 3,072 bits. */
@Configuration(proxyBeanMethods = false)
class Security {

    /** One key for the issuer and the resource server, which are one process here as they are in Munjigi. */
    record Key(RSAPublicKey published, RSAPrivateCrtKey secret) {}

    @Bean
    SecurityFilterChain routes(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/auth/**", "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    /** Kept in a file, so that a token outlives a restart. */
    @Bean
    Key key(@Value("${rival.data}") Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("key");
        if (Files.notExists(file)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(3_072);
            Files.createDirectories(folder);
            Files.write(file, generator.generateKeyPair().getPrivate().getEncoded());
        }
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey secret =
                (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
        RSAPublicKeySpec published = new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent());
        return new Key((RSAPublicKey) rsa.generatePublic(published), secret);
    }

    @Bean
    JwtDecoder decoder(Key key) {
        return NimbusJwtDecoder.withPublicKey(key.published()).build();
    }

    @Bean
    JwtEncoder encoder(Key key) {
        RSAKey pair =
                new RSAKey.Builder(key.published()).privateKey(key.secret()).build();
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(pair)));
    }

    @Bean
    PasswordEncoder passwords() {
        return new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    }
}

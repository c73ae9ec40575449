package io.munjigi.examples.spring;

import io.munjigi.crypto.TokenProfile;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Which route asks for what, and which tokens are taken. */
@Configuration(proxyBeanMethods = false)
class Security {

    /** Tokens travel in a header, which no page of another origin makes a browser send: there is nothing to forge, and no HTTP session. */
    @Bean
    SecurityFilterChain routes(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll() // or a malformed body would be answered with 401
                        .requestMatchers("/auth/signup", "/auth/login", "/auth/refresh", "/.well-known/jwks.json")
                        .permitAll()
                        .requestMatchers("/reports")
                        .hasRole("admin")
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    /**
     * Not Spring Boot's own, which takes {@code typ: JWT} only: access tokens after RFC 9068 are {@code at+jwt}. The keys are fetched with
     * the first token, when the port is known, and again for a key that is new or after five minutes.
     */
    @Bean
    JwtDecoder accessTokens(Environment environment, TokenProfile profile) {
        return new SupplierJwtDecoder(
                () -> accessTokens(environment.getRequiredProperty("accounts.jwk-set-uri"), profile));
    }

    private static JwtDecoder accessTokens(String jwkSetUri, TokenProfile profile) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
        decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                .issuer(profile.issuer())
                .audience(profile.audience())
                .build());
        return decoder;
    }
}

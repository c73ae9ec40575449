package io.munjigi.crypto;

/**
 * Who issues access tokens, and for whom.
 *
 * @param issuer the {@code iss} of every token, such as {@code https://auth.example.org}; 1 to 512 characters
 * @param audience the {@code aud} and {@code client_id} of every token, such as {@code munjigi}; 1 to 512 characters
 */
public record TokenProfile(String issuer, String audience) {

    private static final int LONGEST = 512;

    /**
     * @throws IllegalArgumentException if one is blank or too long
     */
    public TokenProfile {
        check("issuer", issuer);
        check("audience", audience);
    }

    private static void check(String name, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a token's " + name + " has 1 to " + LONGEST + " characters");
        }
    }
}

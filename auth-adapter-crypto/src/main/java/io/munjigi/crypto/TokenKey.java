package io.munjigi.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;

/**
 * A key ready for use, bound to one algorithm and one header. Safe for use by many threads.
 *
 * @param header of every token that it signs: {@code alg}, {@code kid} and {@code typ}
 * @param signsFrom from when on it signs, until a later key does
 */
record TokenKey(JWSHeader header, JWSSigner signer, JWSVerifier verifier, Instant signsFrom) {

    /** RFC 9068, 2.1; the shorter of its two spellings, and the one that we take. */
    private static final String TYPE = "at+jwt";

    private static final int HEADER_MEMBERS = 3;

    static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(new JOSEObjectType(TYPE))
                .build();
    }

    String keyId() {
        return header.getKeyID();
    }

    /** A token with these claims. */
    String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException cannotSign) {
            throw new IllegalStateException("the key " + keyId() + " does not sign", cannotSign);
        }
    }

    /**
     * Refuses a token that this key did not sign. Its header has named the key; beyond that it chooses nothing but has to say what this key's
     * header says.
     */
    void verify(CompactToken token, StrictJsonObject claimedHeader) throws RefusedTokenException {
        boolean saysTheSame = claimedHeader.size() == HEADER_MEMBERS
                && claimedHeader.text("typ").equals(TYPE)
                && claimedHeader.text("alg").equals(header.getAlgorithm().getName());
        try {
            if (saysTheSame && verifier.verify(header, token.signingInput(), token.signature())) {
                return;
            }
        } catch (JOSEException notASignature) {
            // Refused below.
        }
        throw new RefusedTokenException();
    }
}

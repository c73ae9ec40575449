package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.Base64URL;
import java.util.Base64;

/**
 * A signed token taken apart (RFC 7515, 3.1), known to be in its one spelling; nothing else is known of it. Libraries decode base64url
 * leniently, so that one signature has many spellings; this is what stands before them.
 */
final class CompactToken {

    /** A bearer token has to fit into a header field among others. */
    static final int MAX_CHARACTERS = 4096;

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String token;
    private final int payloadEnd;
    private final byte[] header;
    private final byte[] payload;

    private CompactToken(String token, int headerEnd, int payloadEnd) throws RefusedTokenException {
        this.token = token;
        this.payloadEnd = payloadEnd;
        this.header = decode(token.substring(0, headerEnd));
        this.payload = decode(token.substring(headerEnd + 1, payloadEnd));
        decode(token.substring(payloadEnd + 1));
    }

    /** Takes any text apart that is three parts of canonical base64url. A further dot is no base64url and refused as such. */
    static CompactToken parse(String token) throws RefusedTokenException {
        if (token.length() > MAX_CHARACTERS) {
            throw new RefusedTokenException();
        }
        int headerEnd = token.indexOf('.');
        int payloadEnd = token.lastIndexOf('.');
        if (headerEnd == payloadEnd) {
            throw new RefusedTokenException();
        }
        return new CompactToken(token, headerEnd, payloadEnd);
    }

    /** Canonical is what encoding brings back: no padding, no foreign characters, no stray bits in the last one. */
    private static byte[] decode(String part) throws RefusedTokenException {
        try {
            byte[] decoded = DECODER.decode(part);
            if (ENCODER.encodeToString(decoded).equals(part)) {
                return decoded;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below.
        }
        throw new RefusedTokenException();
    }

    /** What the header claims, unverified. */
    StrictJsonObject header() throws RefusedTokenException {
        return StrictJsonObject.parse(header);
    }

    /** What the token says. Not to be asked before its signature was verified. */
    StrictJsonObject payload() throws RefusedTokenException {
        return StrictJsonObject.parse(payload);
    }

    /** The bytes that the signature is over. */
    byte[] signingInput() {
        return token.substring(0, payloadEnd).getBytes(US_ASCII);
    }

    /** The signature. */
    Base64URL signature() {
        return new Base64URL(token.substring(payloadEnd + 1));
    }
}

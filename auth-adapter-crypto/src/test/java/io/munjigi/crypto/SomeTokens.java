package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tokens say, and tokens made by hand, of whatever bytes, with genuine signatures. */
final class SomeTokens {

    private SomeTokens() {}

    /** What a token says that is issued now to anybody. */
    static AccessClaims claims(Instant now, Duration lifetime) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return new AccessClaims(
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                new TreeSet<>(Set.of(Role.USER)),
                UUID.randomUUID().toString(),
                second,
                second.plus(lifetime));
    }

    static String hs256(byte[] secret, String header, String payload) {
        return hs256(secret, header.getBytes(UTF_8), payload.getBytes(UTF_8));
    }

    static String hs256(byte[] secret, byte[] header, byte[] payload) {
        return hs256Parts(secret, encode(header), encode(payload));
    }

    /** Signs parts that are encoded already, however badly. */
    static String hs256Parts(byte[] secret, String header, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String input = header + "." + payload;
            return input + "." + encode(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String rs256(PrivateKey key, String header, String payload) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            String input = encode(header.getBytes(UTF_8)) + "." + encode(payload.getBytes(UTF_8));
            signature.update(input.getBytes(US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A JSON object of these members, whose values are JSON already. */
    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The same members, one of them with another value, which is JSON already. */
    static Map<String, String> with(Map<String, String> members, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return changed;
    }

    /** The same members without one of them. */
    static Map<String, String> without(Map<String, String> members, String name) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return changed;
    }

    /** The text with the character at a place replaced by each of these in turn, itself excepted. */
    static List<String> substituted(String text, int index, String substitutes) {
        return substitutes
                .chars()
                .filter(substitute -> substitute != text.charAt(index))
                .mapToObj(substitute -> text.substring(0, index) + (char) substitute + text.substring(index + 1))
                .toList();
    }
}

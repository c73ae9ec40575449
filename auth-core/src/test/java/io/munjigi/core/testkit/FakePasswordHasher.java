package io.munjigi.core.testkit;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hasher that costs nothing but counts what it would have cost: {@code fake$<strength>$<salt>$<password>}, all readable. A current hash has
 * {@link #CURRENT_STRENGTH}, and verifying any hash costs its strength.
 */
public final class FakePasswordHasher implements PasswordHasher {

    /** The strength, and cost, of what it makes. */
    public static final int CURRENT_STRENGTH = 100;

    /** The greatest strength that it takes for honest. */
    public static final int HIGHEST_STRENGTH = 1_000;

    private static final Pattern FORM = Pattern.compile("fake\\$([0-9]{1,6})\\$[^$]+\\$[A-Za-z0-9_-]*");

    private final AtomicInteger spent = new AtomicInteger();

    /** The hash that this hasher would have made of a password at another strength. */
    public static PasswordHash hashOfStrength(int strength, Password password) {
        return PasswordHash.of("fake$" + strength + "$" + UUID.randomUUID() + "$" + encode(password));
    }

    /** What has been spent so far, and from here on again. */
    public int takeSpent() {
        return spent.getAndSet(0);
    }

    @Override
    public PasswordHash hash(Password password) {
        if (!password.isHashable()) {
            throw new IllegalArgumentException("the password cannot be hashed");
        }
        spent.addAndGet(CURRENT_STRENGTH);
        return hashOfStrength(CURRENT_STRENGTH, password);
    }

    @Override
    public Match verify(Password typed, PasswordHash stored) {
        if (examine(stored) != Legibility.READABLE) {
            return Match.UNREADABLE;
        }
        spent.addAndGet(strength(stored));
        return stored.reveal().endsWith("$" + encode(typed)) ? Match.YES : Match.NO;
    }

    @Override
    public Legibility examine(PasswordHash stored) {
        if (!FORM.matcher(stored.reveal()).matches()) {
            return Legibility.UNKNOWN;
        }
        return strength(stored) > HIGHEST_STRENGTH ? Legibility.TOO_COSTLY : Legibility.READABLE;
    }

    @Override
    public boolean needsReplacement(PasswordHash stored) {
        return examine(stored) != Legibility.READABLE || strength(stored) < CURRENT_STRENGTH;
    }

    @Override
    public boolean costsLess(PasswordHash stored) {
        return examine(stored) != Legibility.READABLE || strength(stored) < CURRENT_STRENGTH;
    }

    @Override
    public int maxPasswordBytes() {
        return Password.MAX_BYTES;
    }

    private static int strength(PasswordHash readable) {
        Matcher form = FORM.matcher(readable.reveal());
        return form.matches() ? Integer.parseInt(form.group(1)) : 0;
    }

    private static String encode(Password password) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(password.reveal().getBytes(StandardCharsets.UTF_8));
    }
}

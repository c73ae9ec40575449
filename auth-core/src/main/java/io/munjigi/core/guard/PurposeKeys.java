package io.munjigi.core.guard;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.Randomness;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.SecretSealer;

/**
 * The house's own random keys, one for each purpose, made when first asked for and then the same on every node for ever. Kept sealed, so
 * that a new master secret re-seals them and ends nothing.
 */
public final class PurposeKeys {

    /** Authenticates refresh tokens. */
    public static final String REFRESH_TOKENS = "refresh-tokens";

    /** Authenticates the chain of the audit trail. */
    public static final String AUDIT_CHAIN = "audit-chain";

    /** Hides names in the audit trail that no account has. */
    public static final String AUDIT_LOGIN_NAMES = "audit-login-names";

    /** Hides what wrong passwords are counted for. */
    public static final String PASSWORD_ATTEMPTS = "password-attempts";

    /** Authenticates device tokens. */
    public static final String DEVICE_TOKENS = "device-tokens";

    private static final int KEY_BYTES = 32;

    private final SealedSecrets sealedSecrets;
    private final SecretSealer sealer;
    private final Randomness randomness;

    public PurposeKeys(SealedSecrets sealedSecrets, SecretSealer sealer, Randomness randomness) {
        this.sealedSecrets = sealedSecrets;
        this.sealer = sealer;
        this.randomness = randomness;
    }

    /**
     * The key for a purpose, 32 bytes. Asks the store.
     *
     * @throws io.munjigi.core.model.UnsealableException if it was sealed under another master secret
     */
    public Secret key(String purpose) {
        SealedBytes candidate = sealer.seal(Secret.of(randomness.bytes(KEY_BYTES)), purpose);
        return sealer.open(sealedSecrets.keep(purpose, candidate), purpose);
    }
}

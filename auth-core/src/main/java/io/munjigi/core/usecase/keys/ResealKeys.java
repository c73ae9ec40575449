package io.munjigi.core.usecase.keys;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.SigningKeys;
import java.util.Map;

/**
 * Seals all keys anew, under the master secret as it is now, so that the one before can be forgotten. No session ends by it and no token.
 * Whoever is interrupted begins again.
 *
 * <p>Safe for use by many threads.
 */
public final class ResealKeys {

    private final SealedSecrets secrets;
    private final SigningKeys keys;
    private final SecretSealer sealer;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public ResealKeys(SealedSecrets secrets, SigningKeys keys, SecretSealer sealer, AuditTrail audit) {
        this.secrets = secrets;
        this.keys = keys;
        this.sealer = sealer;
        this.audit = audit;
    }

    /**
     * Seals them. For who acts from within only: no caller has anything to do with the master secret.
     *
     * @return how many were sealed anew
     * @throws io.munjigi.core.model.UnsealableException if one was sealed under a secret that is not known; those before it are done
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     */
    public int handle(Insider insider) {
        int resealed = 0;
        for (Map.Entry<String, SealedBytes> kept : secrets.all().entrySet()) {
            String purpose = kept.getKey();
            resealed += secrets.reseal(purpose, kept.getValue(), resealed(kept.getValue(), purpose)) ? 1 : 0;
        }
        for (SigningKey key : keys.all()) {
            SealedBytes seal = key.sealedPrivateKey();
            resealed += keys.reseal(key.keyId(), seal, resealed(seal, key.sealedFor())) ? 1 : 0;
        }
        audit.of(Kind.KEY_RESEALING, Origin.UNKNOWN)
                .by(insider)
                .saying(resealed + " keys")
                .recordDone();
        return resealed;
    }

    private SealedBytes resealed(SealedBytes sealed, String purpose) {
        return sealer.seal(sealer.open(sealed, purpose), purpose);
    }
}

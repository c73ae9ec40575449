package io.munjigi.core.guard;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;

/**
 * Takes over on this node that the signing keys have changed, and tells the others.
 *
 * <p>Safe for use by many threads.
 */
public final class KeyChangeNews {

    private static final System.Logger LOG = System.getLogger(KeyChangeNews.class.getName());

    private final AccessTokens accessTokens;
    private final Broadcast broadcast;
    private final AuditTrail audit;

    public KeyChangeNews(AccessTokens accessTokens, Broadcast broadcast, AuditTrail audit) {
        this.accessTokens = accessTokens;
        this.broadcast = broadcast;
        this.audit = audit;
    }

    /** Tells of a change that was committed: it is done, whether this node can read the keys now or hears of it as the others do. */
    public void tell(AuditEntry entry) {
        broadcast.announce();
        audit.tell(entry);
        try {
            accessTokens.reloadKeys();
        } catch (AuthException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "the changed signing keys cannot be read yet", unavailable);
        }
    }
}

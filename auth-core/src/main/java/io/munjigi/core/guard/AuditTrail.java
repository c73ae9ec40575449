package io.munjigi.core.guard;

import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditListener;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.Randomness;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of the audit trail. What is done is stored by whatever stores the act, in one step with it, and told to the listener
 * afterwards; what is refused is recorded by itself.
 *
 * <p>Safe for use by many threads.
 */
public final class AuditTrail {

    private static final int SALT_BYTES = 16;
    private static final int LOGIN_NAME_BYTES = 16;

    private final AuditLog log;
    private final AuditListener listener;
    private final Secret loginNameKey;
    private final Identifiers identifiers;
    private final Randomness randomness;
    private final InstantSource clock;
    private final Tally<AuditEvent.Kind> done = new Tally<>(AuditEvent.Kind.class);
    private final Tally<AuditEvent.Kind> failed = new Tally<>(AuditEvent.Kind.class);

    /**
     * @param listener hears of each event; answers at once and throws nothing
     * @param loginNameKey makes digests of names that no account has
     */
    public AuditTrail(
            AuditLog log,
            AuditListener listener,
            Secret loginNameKey,
            Identifiers identifiers,
            Randomness randomness,
            InstantSource clock) {
        this.log = log;
        this.listener = listener;
        this.loginNameKey = loginNameKey;
        this.identifiers = identifiers;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Begins to say what somebody who has proven nothing does. */
    public Draft of(AuditEvent.Kind kind, Origin origin) {
        return new Draft(kind, null, null, null, origin);
    }

    /** Tells the listener of what was committed. */
    public void tell(AuditEntry committed) {
        AuditEvent event = committed.event();
        of(event.outcome()).add(event.kind());
        listener.hear(event);
    }

    /** How many of these were told. */
    public long count(AuditEvent.Kind kind, AuditEvent.Outcome outcome) {
        return of(outcome).count(kind);
    }

    private Tally<AuditEvent.Kind> of(AuditEvent.Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> done;
            case FAILURE -> failed;
        };
    }

    /**
     * What is to be said of an act. Immutable: each method gives another.
     */
    public final class Draft {

        private final AuditEvent.Kind kind;
        private final @Nullable String actor;
        private final @Nullable String subject;
        private final @Nullable String detail;
        private final Origin origin;

        private Draft(
                AuditEvent.Kind kind,
                @Nullable String actor,
                @Nullable String subject,
                @Nullable String detail,
                Origin origin) {
            this.kind = kind;
            this.actor = actor;
            this.subject = subject;
            this.detail = detail;
            this.origin = origin;
        }

        /** Who acts. */
        public Draft by(Actor someone) {
            return new Draft(kind, someone.auditName(), subject, detail, origin);
        }

        /** A user acts on their own account. */
        public Draft byAndOn(UserId oneself) {
            return new Draft(kind, oneself.toString(), oneself.toString(), detail, origin);
        }

        /** On whom. */
        public Draft on(UserId user) {
            return new Draft(kind, actor, user.toString(), detail, origin);
        }

        /** On which signing key. */
        public Draft onKey(String keyId) {
            return new Draft(kind, actor, keyId, detail, origin);
        }

        /** On a name that no account has. People type passwords there: it is kept as a keyed digest only. */
        public Draft onUnknown(EmailKey typed) {
            byte[] digest = HmacSha256.of(loginNameKey, typed.value());
            String name = "login:" + HexFormat.of().formatHex(digest, 0, LOGIN_NAME_BYTES);
            return new Draft(kind, actor, name, detail, origin);
        }

        /** What else is to be said. */
        public Draft saying(String more) {
            return new Draft(kind, actor, subject, more, origin);
        }

        /** The entry of an act that is about to be done, to be stored with it. A theft is stored with what it brings about, and has failed. */
        public AuditEntry done() {
            return entry(
                    kind == AuditEvent.Kind.REFRESH_THEFT ? AuditEvent.Outcome.FAILURE : AuditEvent.Outcome.SUCCESS);
        }

        /**
         * Records that it was done, where nothing is stored with it.
         *
         * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if it cannot be recorded
         */
        public void recordDone() {
            record(done());
        }

        /**
         * Records that it was refused.
         *
         * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if it cannot be recorded
         */
        public void recordRefused() {
            record(entry(AuditEvent.Outcome.FAILURE));
        }

        private void record(AuditEntry entry) {
            log.record(entry);
            tell(entry);
        }

        private AuditEntry entry(AuditEvent.Outcome outcome) {
            AuditEvent event = new AuditEvent(
                    identifiers.next(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    kind,
                    outcome,
                    actor,
                    subject,
                    detail,
                    origin);
            Secret salt = Secret.of(randomness.bytes(SALT_BYTES));
            return new AuditEntry(event, salt, personalDigest(salt, origin));
        }

        private static AuditDigest personalDigest(Secret salt, Origin origin) {
            return AuditSeals.personalDigest(salt, origin);
        }
    }
}

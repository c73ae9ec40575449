package io.munjigi.app.command;

import io.munjigi.app.Settings;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be seen of the service in its database, without changing it. For use by one thread, once. */
final class DatabaseChecks {

    private static final Duration TOLERATED_DIFFERENCE = Duration.ofSeconds(2);
    private static final Duration GREATEST_DIFFERENCE = Duration.ofSeconds(60);
    private static final long MANY_UNSEALED = 1_000;

    private final Database database;
    private final Settings settings;
    private final @Nullable SecretSealer sealer;

    DatabaseChecks(Database database, Settings settings, @Nullable SecretSealer sealer) {
        this.database = database;
        this.settings = settings;
        this.sealer = sealer;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(clock());
        checks.addAll(keys());
        checks.add(administrator());
        checks.add(auditTrail());
        return checks;
    }

    /** Asked of the record of revocations, which tells its time; of the future there is next to nothing to read. */
    private Check clock() {
        Instant before = Instant.now();
        Instant there = database.revocations().read(before.plus(Duration.ofHours(1)), revocation -> {});
        Instant after = Instant.now();
        Duration apart = there.isBefore(before)
                ? Duration.between(there, before)
                : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        String difference = apart.toMillis() + " ms from the database's";
        if (apart.compareTo(GREATEST_DIFFERENCE) > 0) {
            return Check.problem("clock", difference + ": tokens are refused; set both by NTP");
        }
        return apart.compareTo(TOLERATED_DIFFERENCE) > 0
                ? Check.warning("clock", difference + "; set both by NTP")
                : Check.ok("clock", difference);
    }

    private List<Check> keys() {
        List<SigningKey> keys = database.signingKeys().all();
        Map<String, SealedBytes> secrets = database.sealedSecrets().all();
        if (sealer == null && !secrets.isEmpty()) {
            return List.of(Check.problem(
                    "keys", "there are keys, and the master secret that they are sealed under is gone; restore it"));
        }
        try {
            secrets.forEach((purpose, seal) -> open(seal, purpose));
            keys.forEach(key -> open(key.sealedPrivateKey(), key.sealedFor()));
        } catch (UnsealableException otherSecret) {
            return List.of(Check.problem("keys", Failures.OTHER_SECRET));
        }
        return List.of(Check.ok("keys", secrets.size() + keys.size() + " can be opened"), signing(keys));
    }

    private void open(SealedBytes seal, String purpose) {
        if (sealer != null) {
            sealer.open(seal, purpose);
        }
    }

    private Check signing(List<SigningKey> keys) {
        if (settings.jwtSecret() != null) {
            return Check.ok("signing", "with MUNJIGI_JWT_SECRET, which does not rotate by itself");
        }
        if (keys.isEmpty()) {
            return Check.warning("signing", "there is no key yet; the first start makes it");
        }
        Instant due = keys.get(keys.size() - 1)
                .signsFrom()
                .plus(settings.policy().keys().rotation());
        String signing = SigningKey.signingAt(Instant.now(), keys).keyId() + " signs; the next rotation is due " + due;
        return due.plus(Duration.ofDays(1)).isBefore(Instant.now())
                ? Check.warning("signing", signing + ": a running service rotates by itself; is one running?")
                : Check.ok("signing", signing);
    }

    private Check administrator() {
        return database.userDirectory().page(UserFilter.ADMINISTRATORS, null, 1).isEmpty()
                ? Check.warning("administrator", "there is none; munjigi user create EMAIL --role admin makes one")
                : Check.ok("administrator", "there is one");
    }

    private Check auditTrail() {
        Optional<AuditHead> head = database.auditChain().head();
        long unsealed = database.auditChain().strays().unsealed();
        String state = head.map(AuditHead::last)
                        .map(last -> "batch " + last.batch() + ", event " + last.event() + ", head " + last.head())
                        .orElse("nothing is sealed yet")
                + "; " + unsealed + " events are not sealed";
        return unsealed > MANY_UNSEALED
                ? Check.warning("audit trail", state + ": a running service seals within seconds; is one running?")
                : Check.ok("audit trail", state + "; munjigi audit verify proves it");
    }
}

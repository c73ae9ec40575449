package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.port.SealedSecrets;
import java.util.Optional;

final class JdbiSealedSecrets implements SealedSecrets {

    private final Queries queries;
    private final DatabaseClock clock;

    JdbiSealedSecrets(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public SealedBytes keep(String purpose, SealedBytes candidate) {
        // Nothing is ever taken away: whoever is too late with an insertion finds what was inserted.
        return kept(purpose)
                .orElseGet(() ->
                        insert(purpose, candidate) ? candidate : kept(purpose).orElseThrow());
    }

    private Optional<SealedBytes> kept(String purpose) {
        return queries.run(handle -> handle.createQuery("SELECT sealed FROM sealed_secrets WHERE purpose = :purpose")
                .bind("purpose", purpose)
                .map((row, context) -> SealedBytes.of(row.getBytes("sealed")))
                .findOne());
    }

    private boolean insert(String purpose, SealedBytes candidate) {
        return queries.inserts(
                "one_secret_per_purpose",
                handle -> clock.bindTo(handle.createUpdate(
                                "INSERT INTO sealed_secrets (purpose, sealed, created_at) VALUES (:purpose, :sealed, "
                                        + NOW + ")"))
                        .bind("purpose", purpose)
                        .bind("sealed", candidate.toBytes())
                        .execute());
    }
}

package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.port.SealedSecrets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
                                .execute()
                        == 1);
    }

    @Override
    public Map<String, SealedBytes> all() {
        return queries.run(handle -> handle.createQuery("SELECT purpose, sealed FROM sealed_secrets")
                .map((row, context) -> Map.entry(row.getString("purpose"), SealedBytes.of(row.getBytes("sealed"))))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public boolean reseal(String purpose, SealedBytes expected, SealedBytes replacement) {
        return queries.run(handle -> handle.createUpdate(
                                "UPDATE sealed_secrets SET sealed = :new WHERE purpose = :purpose AND sealed = :old")
                        .bind("new", replacement.toBytes())
                        .bind("purpose", purpose)
                        .bind("old", expected.toBytes())
                        .execute()
                == 1);
    }
}

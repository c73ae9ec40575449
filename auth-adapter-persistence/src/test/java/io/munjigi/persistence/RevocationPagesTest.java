package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.TestDatabase.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More revocations than are read at a time; H2 would give up a query for all of a million. */
class RevocationPagesTest {

    private static final int MANY = 12_345;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void all_are_read_at_the_start(Kind kind) {
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database) {
            test.execute("INSERT INTO revocations (kind, id, recorded_at, until)"
                    + " SELECT 'SESSION', " + (kind == Kind.POSTGRESQL ? "gen_random_uuid()" : "RANDOM_UUID()")
                    + ", TIMESTAMP WITH TIME ZONE '2026-11-23 09:15:00+00', TIMESTAMP WITH TIME ZONE '2026-11-23 10:15:00+00'"
                    + " FROM " + (kind == Kind.POSTGRESQL ? "generate_series(1, " : "SYSTEM_RANGE(1, ") + MANY + ")");

            Set<UUID> read = new HashSet<>();
            database.revocations().read(null, news -> read.add(news.id()));

            assertThat(read).hasSize(MANY);
        }
    }
}

package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.TestDatabase.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There are never many more counts of wrong passwords than are kept, though nobody counts them one by one. */
class ManyAttemptsTest {

    @ParameterizedTest
    @EnumSource
    void of_too_many_the_lightest_are_removed_by_an_estimate(Kind kind) {
        TestDatabase opened = TestDatabase.fresh(kind);
        try (Database database = opened.database) {
            boolean postgres = kind == Kind.POSTGRESQL;
            opened.execute("INSERT INTO password_attempts SELECT "
                    + (postgres ? "gen_random_uuid()" : "RANDOM_UUID()")
                    + ", 1 + MOD(n, 3), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + INTERVAL '9999' DAY FROM "
                    + (postgres ? "generate_series(1, 60000) n" : "SYSTEM_RANGE(1, 60000) AS r(n)"));

            // A slice of 940 or so tells the number to a fraction of a tenth.
            assertThat(database.sweeping().removeOutdatedAttempts(80_000, 100)).isZero();
            assertThat(database.sweeping().removeOutdatedAttempts(40_000, 100)).isEqualTo(100);
        }
    }
}

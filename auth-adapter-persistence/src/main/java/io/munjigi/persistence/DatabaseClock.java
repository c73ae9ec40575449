package io.munjigi.persistence;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What time it is in a statement: by the database, which all nodes share, or in tests by a clock that can be set.
 *
 * @param substitute the clock to ask instead, or null
 */
record DatabaseClock(@Nullable InstantSource substitute) {

    /** The time, in SQL; its parameter is bound by {@link #bindTo}. */
    static final String NOW = "COALESCE(CAST(:now AS TIMESTAMP(6) WITH TIME ZONE), CURRENT_TIMESTAMP)";

    /** The same for a statement of JDBC, whose parameters have places. */
    static final String NOW_BY_PLACE = NOW.replace(":now", "?");

    /** Binds the parameters of {@link #NOW_BY_PLACE} at these places, from 1 on. */
    void setOn(PreparedStatement statement, int... places) throws SQLException {
        OffsetDateTime now = substitute == null ? null : Columns.timestamp(substitute.instant());
        for (int place : places) {
            statement.setObject(place, now);
        }
    }

    <S extends SqlStatement<S>> S bindTo(S statement) {
        return substitute == null
                ? statement.bindByType("now", null, OffsetDateTime.class)
                : statement.bind("now", Columns.timestamp(substitute.instant()));
    }
}

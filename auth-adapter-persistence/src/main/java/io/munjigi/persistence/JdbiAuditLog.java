package io.munjigi.persistence;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditLog;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class JdbiAuditLog implements AuditLog {

    private static final String PAGE = "SELECT " + AuditRows.COLUMNS + " FROM audit_events WHERE TRUE"
            + AuditRows.IS_READABLE + "%s ORDER BY id DESC LIMIT :most";

    private final Queries queries;

    JdbiAuditLog(Queries queries) {
        this.queries = queries;
    }

    @Override
    public void record(AuditEntry entry) {
        queries.run(handle -> {
            AuditRows.insert(handle, entry);
            return entry;
        });
    }

    @Override
    public List<AuditEvent> page(AuditFilter filter, @Nullable UUID before, int most) {
        return queries.run(handle -> {
            Query query = handle.createQuery(sql(filter, before)).bind("most", most);
            UserId user = filter.user();
            AuditEvent.Kind kind = filter.kind();
            if (before != null) {
                query.bind("before", before);
            }
            if (user != null) {
                query.bind("user", user.toString());
            }
            if (kind != null) {
                query.bind("kind", kind.name());
            }
            return query.map(AuditRows::event).list();
        });
    }

    /** Acting and being acted on are looked up one by one: with an OR the table would be read from its end. */
    private static String sql(AuditFilter filter, @Nullable UUID before) {
        String conditions =
                (filter.kind() == null ? "" : " AND kind = :kind") + (before == null ? "" : " AND id < :before");
        return filter.user() == null
                ? PAGE.formatted(conditions)
                : "(" + PAGE.formatted(" AND actor = :user" + conditions) + ") UNION ("
                        + PAGE.formatted(" AND subject = :user" + conditions) + ") ORDER BY id DESC LIMIT :most";
    }
}

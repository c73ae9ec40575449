package io.munjigi.persistence;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Does for an embedded H2 file what H2's own background thread does not do under {@code WRITE_DELAY=0}: twice a second it syncs what was
 * written to the disk, so that a power cut finds a sound file, and gathers the live pages of nearly dead chunks, so that the file does
 * not grow with the number of commits.
 */
final class H2Upkeep implements Engine.Upkeep {

    private static final System.Logger LOG = System.getLogger(H2Upkeep.class.getName());

    private static final int PERIOD_MILLIS = 500;
    private static final int FILL_RATE_PERCENT = 80;
    private static final int MAX_BYTES_MOVED = 4 << 20;
    private static final int MAX_PACKING_MILLIS = 200;

    private final DataSource pool;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "munjigi-h2-upkeep");
        daemon.setDaemon(true);
        return daemon;
    });
    private long versionSeen = -1;
    private boolean packed;

    private H2Upkeep(DataSource pool) {
        this.pool = pool;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the work reports its own failures
    static H2Upkeep start(DataSource pool) {
        H2Upkeep upkeep = new H2Upkeep(pool);
        upkeep.thread.scheduleWithFixedDelay(upkeep::tidy, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return upkeep;
    }

    private void tidy() {
        try {
            MVStore store = store();
            if (store == null) {
                return;
            }
            if (store.isClosed()) {
                // All at once, or each that is left would fail somebody once more.
                pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
                return;
            }
            if (store.getCurrentVersion() != versionSeen) {
                store.sync();
                store.compact(FILL_RATE_PERCENT, MAX_BYTES_MOVED);
                packed = false;
            } else if (!packed) {
                store.sync(); // once more: a commit may have come between the last sync and the look at the version
                pack(store);
            }
            versionSeen = store.getCurrentVersion();
        } catch (SQLException | RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "the H2 file could not be tidied; it is tried again", failed);
        }
    }

    /** Moves what lives to the front and cuts the rest off; commits wait meanwhile, so it is done when there are none. */
    private void pack(MVStore store) {
        int retention = store.getRetentionTime();
        try {
            store.compactFile(MAX_PACKING_MILLIS);
        } finally {
            store.setRetentionTime(retention); // which H2 has set to 0
        }
        packed = true;
    }

    /** Asked for anew each time, because a database that was closed by a fault is another one when it is open again. */
    private @Nullable MVStore store() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                    ? session.getDatabase().getStore().getMvStore()
                    : null;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.munjigi.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Whether the database answers. At most one question is on its way at a time, on a thread of its own, and all who ask meanwhile share it:
 * a database that hangs holds one thread, however often it is asked for.
 */
final class Reachability {

    private static final int VALIDATION_SECONDS = 1;
    private static final Duration SHORTEST = Duration.ofSeconds(VALIDATION_SECONDS);

    private final DataSource source;
    private final Duration limit;
    private Future<Boolean> question = CompletableFuture.completedFuture(true);

    Reachability(DataSource source, Duration limit) {
        this.source = source;
        this.limit = limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
    }

    boolean answers() {
        try {
            return ask().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException no) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Future<Boolean> ask() {
        if (question.isDone()) {
            question = CompletableFuture.supplyAsync(this::isValid, Reachability::onItsOwnThread);
        }
        return question;
    }

    private static void onItsOwnThread(Runnable work) {
        Thread thread = new Thread(work, "munjigi-database-check");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean isValid() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException no) {
            return false;
        }
    }
}

package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.core.testkit.Interposed;
import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryingSourceTest {

    private static final int LONGEST_WAIT_SECONDS = 30;

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore attempts = new Semaphore(0);
    private CuttableProxy network;
    private RetryingSource source;

    @BeforeEach
    void connect() throws IOException {
        network = new CuttableProxy(RealPostgres.port());
        source = to("postgres");
    }

    private RetryingSource to(String database) {
        DataSource direct = Engine.of(DatabaseSettings.of(
                        "jdbc:postgresql://localhost:" + network.port() + "/" + database + "?user=postgres"))
                .forPool();
        return new RetryingSource(Interposed.before(DataSource.class, direct, call -> attempts.release()));
    }

    @AfterEach
    void disconnect() throws IOException {
        pool.shutdownNow();
        network.close();
    }

    private void assertFails(RetryingSource from) {
        assertThatThrownBy(from::getConnection).isInstanceOf(SQLException.class);
    }

    /** What the pool is given in the end, once the first failure of an outage has been told and the next ones are under way. */
    private Future<Connection> asked() throws InterruptedException {
        source.retryUntil(closed::get);
        network.cut();
        assertFails(source);
        attempts.drainPermits();
        Future<Connection> answer = pool.submit(() -> source.getConnection());
        assertThat(attempts.tryAcquire(3, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                .as("it is tried again and again")
                .isTrue();
        assertThat(answer).isNotDone();
        return answer;
    }

    @Test
    void while_the_pool_is_opened_each_failure_is_told() {
        network.cut();

        assertFails(source);
        assertFails(source);
        assertThat(attempts.availablePermits()).isEqualTo(2);
    }

    @Test
    void then_the_first_failure_is_told_and_the_next_ones_are_tried_again_until_the_database_is_back()
            throws Exception {
        Future<Connection> answer = asked();

        network.restore();

        try (Connection connection = answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            assertThat(connection.isValid(LONGEST_WAIT_SECONDS)).isTrue();
        }
        network.cut();
        assertFails(source);
    }

    @Test
    void a_pool_that_is_closed_is_not_kept_waiting() throws Exception {
        Future<Connection> answer = asked();

        closed.set(true);

        assertThatThrownBy(() -> answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void a_thread_that_is_interrupted_is_not_kept_waiting() throws Exception {
        Future<Connection> answer = asked();

        pool.shutdownNow();

        assertThatThrownBy(() -> answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void what_trying_again_does_not_mend_is_told_each_time() {
        RetryingSource toNothing = to("no_such_database");
        toNothing.retryUntil(closed::get);

        for (int attempt = 1; attempt <= 3; attempt++) {
            assertFails(toNothing);
            assertThat(attempts.availablePermits()).isEqualTo(attempt);
        }
    }
}

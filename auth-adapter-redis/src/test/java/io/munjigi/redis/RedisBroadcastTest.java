package io.munjigi.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.munjigi.core.testkit.LogLines;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

@Timeout(40)
class RedisBroadcastTest {

    /** Within this time after Redis is back, so is the news. */
    private static final Duration BACK = Duration.ofSeconds(8);

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int GENEROUS_SECONDS = 30;

    @TempDir
    private static Path folder;

    private final LogLines log = new LogLines("io.munjigi.redis");
    private final List<AutoCloseable> open = new ArrayList<>();

    private RealRedis redis(String... settings) throws IOException {
        return kept(RealRedis.started(folder, settings));
    }

    private SilentProxy proxy(RealRedis redis) throws IOException {
        return kept(new SilentProxy(redis.port()));
    }

    private RedisBroadcast node(String url) {
        return kept(RedisBroadcast.connect(url));
    }

    private <T extends AutoCloseable> T kept(T closeable) {
        open.add(0, closeable);
        return closeable;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
        log.close();
    }

    /** Counts the times that it was called. */
    private static final class Listener implements Runnable {

        private final BlockingQueue<Boolean> calls = new LinkedBlockingQueue<>();

        @Override
        public void run() {
            calls.add(true);
        }

        void awaitCall() throws InterruptedException {
            assertThat(calls.poll(GENEROUS_SECONDS, SECONDS)).isNotNull();
        }

        void forget() {
            calls.clear();
        }
    }

    private static Listener subscribed(RedisBroadcast node) throws InterruptedException {
        Listener listener = new Listener();
        node.listen(listener);
        listener.awaitCall();
        return listener;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    // While Redis is there

    @Test
    void news_from_one_reaches_the_other_and_itself() throws Exception {
        RealRedis redis = redis();
        RedisBroadcast here = node(redis.url());
        RedisBroadcast there = node(redis.url());
        Listener own = subscribed(here);
        Listener others = subscribed(there);

        for (int round = 0; round < 3; round++) {
            here.announce();
            others.awaitCall();
            own.awaitCall();
        }

        assertThat(log.soFar()).isEmpty();
    }

    @Test
    void who_listens_is_told_at_first_that_something_may_have_been_missed() throws Exception {
        Listener listener = subscribed(node(redis().url()));

        assertThat(listener.calls).isEmpty();
    }

    @Test
    void it_is_told_whether_redis_answers_and_lets_us_in() throws Exception {
        RealRedis redis = redis("requirepass s3cret");
        String wrong = redis.url().replace("redis://", "redis://:wrong@");
        String right = redis.url().replace("redis://", "redis://:s3cret@");

        assertThat(RedisBroadcast.answers(right, RedisBroadcast.USUAL_WAIT)).isTrue();
        assertThat(RedisBroadcast.answers(wrong, RedisBroadcast.USUAL_WAIT)).isFalse();
        redis.die();
        assertThat(RedisBroadcast.answers(right, RedisBroadcast.USUAL_WAIT)).isFalse();
    }

    @Test
    void user_password_and_database_open_the_door() throws Exception {
        RealRedis redis = redis("user munjigi on >p@ss resetchannels &munjigi:news +@all", "requirepass other");
        String url = "redis://munjigi:p%40ss@127.0.0.1:" + redis.port() + "/3";
        RedisBroadcast node = node(url);
        Listener listener = subscribed(node);

        node.announce();

        listener.awaitCall();
    }

    @Test
    void a_listener_that_fails_is_called_again() throws Exception {
        RealRedis redis = redis();
        Listener calls = new Listener();
        RedisBroadcast node = node(redis.url());
        AtomicInteger call = new AtomicInteger();
        node.listen(() -> {
            calls.run();
            switch (call.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("the first time");
                case 2 -> throw new AssertionError("the second time");
                case 3 -> Thread.currentThread().interrupt();
                default -> {}
            }
        });
        calls.awaitCall();

        for (int round = 0; round < 4; round++) {
            node.announce();
            calls.awaitCall();
        }

        assertThat(log.soFar().stream().filter(line -> line.contains("listens")))
                .hasSize(2);
    }

    @Test
    void somebody_listens_once() throws Exception {
        RedisBroadcast node = node(redis().url());
        node.listen(() -> {});

        assertThatIllegalStateException().isThrownBy(() -> node.listen(() -> {}));
    }

    // Many announcements

    @Test
    void what_is_announced_meanwhile_becomes_one_more() throws Exception {
        RealRedis redis = redis();
        SilentProxy wire = proxy(redis);
        Messages heard = new Messages(redis);
        RedisBroadcast node = node(wire.url());
        node.announce();
        heard.await("");
        wire.goSilent();

        long start = System.nanoTime();
        for (int times = 0; times < 10_000; times++) {
            node.announce();
        }
        assertThat(since(start)).isLessThan(AT_ONCE);
        wire.mend();

        heard.await("");
        assertThat(heard.countUntilQuiet()).isLessThanOrEqualTo(1);
    }

    /** What comes over the channel, seen by a client that is not ours. */
    private final class Messages extends JedisPubSub {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final CountDownLatch subscribed = new CountDownLatch(1);

        Messages(RealRedis redis) throws InterruptedException {
            Jedis client = kept(redis.client());
            Thread thread = new Thread(() -> client.subscribe(this, Subscriber.CHANNEL));
            thread.setUncaughtExceptionHandler((ended, closed) -> {});
            thread.setDaemon(true);
            thread.start();
            assertThat(subscribed.await(GENEROUS_SECONDS, SECONDS)).isTrue();
        }

        @Override
        public void onSubscribe(String channel, int subscribedChannels) {
            subscribed.countDown();
        }

        @Override
        public void onMessage(String channel, String message) {
            messages.add(message);
        }

        void await(String message) throws InterruptedException {
            assertThat(messages.poll(GENEROUS_SECONDS, SECONDS)).isEqualTo(message);
        }

        int countUntilQuiet() throws InterruptedException {
            int count = 0;
            while (messages.poll(1, SECONDS) != null) {
                count++;
            }
            return count;
        }
    }

    // When Redis is lost

    @Test
    void a_redis_that_dies_and_comes_back_costs_no_call_and_news_flows_again() throws Exception {
        RealRedis redis = redis();
        RedisBroadcast here = node(redis.url());
        RedisBroadcast there = node(redis.url());
        Listener own = subscribed(here);
        Listener others = subscribed(there);
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean threw = new AtomicBoolean(true);
        Thread traffic = new Thread(() -> {
            while (!over.get()) {
                here.announce();
            }
            threw.set(false);
        });
        traffic.start();

        redis.die();
        awaitLine("WARNING");
        own.forget();
        others.forget();
        long back = System.nanoTime();
        redis.comeBack();

        own.awaitCall();
        others.awaitCall();
        over.set(true);
        traffic.join();
        assertThat(threw).isFalse();
        others.forget();
        here.announce();
        others.awaitCall();
        assertThat(since(back)).isLessThan(BACK);
    }

    private void awaitLine(String start) {
        await(() -> log.soFar().stream().anyMatch(line -> line.startsWith(start)));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("took too long").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void the_log_has_one_line_when_redis_is_lost_and_one_when_it_is_back() throws Exception {
        RealRedis redis = redis();
        RedisBroadcast node = node(redis.url());
        Listener listener = subscribed(node);
        node.announce();
        listener.awaitCall();

        redis.die();
        awaitLine("WARNING");
        node.announce();
        redis.comeBack();
        awaitLine("INFO");
        node.announce();
        listener.awaitCall();

        String place = "Redis at 127.0.0.1:" + redis.port();
        assertThat(log.soFar()).hasSize(2);
        assertThat(log.soFar().get(0)).startsWith("WARNING " + place + " is lost (");
        assertThat(log.soFar().get(1)).isEqualTo("INFO " + place + " is back");
    }

    @Test
    void a_redis_that_is_not_there_yet_is_found_when_it_comes() throws Exception {
        RealRedis redis = redis();
        redis.die();
        RedisBroadcast node = node(redis.url());
        Listener listener = new Listener();
        node.listen(listener);
        node.announce();
        awaitLine("WARNING");

        long back = System.nanoTime();
        redis.comeBack();

        listener.awaitCall();
        assertThat(since(back)).isLessThan(BACK);
        assertThat(log.soFar().get(0)).contains("ConnectException: Connection refused");
    }

    @Tag("thorough")
    @Test
    void a_connection_that_died_without_a_word_is_given_up_and_another_is_made() throws Exception {
        RealRedis redis = redis();
        SilentProxy wire = proxy(redis);
        RedisBroadcast here = node(redis.url());
        RedisBroadcast there = node(wire.url());
        Listener others = subscribed(there);

        wire.goSilent();
        long back = System.nanoTime();
        wire.mend();
        others.awaitCall();
        here.announce();
        others.awaitCall();

        assertThat(since(back)).isLessThan(BACK);
    }

    @Tag("thorough")
    @Test
    void a_network_that_is_silent_for_a_while_is_found_again() throws Exception {
        RealRedis redis = redis();
        SilentProxy wire = proxy(redis);
        RedisBroadcast here = node(wire.url());
        Listener own = subscribed(here);
        Messages heard = new Messages(redis);
        here.announce();
        heard.await("");
        own.awaitCall();

        wire.goSilent();
        here.announce();
        awaitLine("WARNING");
        long back = System.nanoTime();
        wire.mend();

        heard.await("");
        own.awaitCall();
        awaitLine("INFO");
        own.forget();
        here.announce();
        own.awaitCall();
        assertThat(since(back)).isLessThan(BACK);
    }

    @Tag("thorough")
    @Test
    void a_quiet_subscription_is_kept() throws Exception {
        RealRedis redis = redis();
        Listener listener = subscribed(node(redis.url()));

        assertThat(listener.calls.poll(6, SECONDS)).isNull();

        assertThat(log.soFar()).isEmpty();
    }

    @Test
    void a_wrong_password_is_told_once_and_not_repeated() throws Exception {
        RealRedis redis = redis("requirepass right");
        RedisBroadcast node = node("redis://:wrong-one@127.0.0.1:" + redis.port());
        node.listen(() -> {});
        node.announce();
        awaitLine("WARNING");
        try (Jedis admin = redis.client()) {
            admin.auth("right");
            await(() -> connections(admin) > 4);
        }

        assertThat(log.soFar()).hasSize(1);
        assertThat(log.soFar().get(0)).contains("(WRONGPASS)").doesNotContain("wrong-one");
    }

    private static int connections(Jedis admin) {
        Matcher received =
                Pattern.compile("total_connections_received:([0-9]+)").matcher(admin.info("stats"));
        assertThat(received.find()).isTrue();
        return Integer.parseInt(received.group(1));
    }

    @Tag("thorough")
    @Test
    void a_certificate_that_is_not_there_is_a_redis_that_is_lost() throws Exception {
        RedisBroadcast node = node(redis().url().replace("redis:", "rediss:"));
        node.listen(() -> {});
        awaitLine("WARNING");

        assertThat(log.soFar()).hasSize(1);
    }

    // The end

    @Test
    void closing_is_prompt_whatever_redis_does() throws Exception {
        RealRedis redis = redis();
        SilentProxy wire = proxy(redis);
        RedisBroadcast unused = node(redis.url());
        RedisBroadcast connected = node(redis.url());
        subscribed(connected);
        connected.announce();
        RedisBroadcast silenced = node(wire.url());
        subscribed(silenced);
        wire.goSilent();
        silenced.announce();
        RedisBroadcast looking = node(wire.url());
        looking.listen(() -> {});
        looking.announce();
        RedisBroadcast lost = node("redis://127.0.0.1:1");
        lost.listen(() -> {});
        lost.announce();
        awaitLine("WARNING");

        for (RedisBroadcast node : List.of(unused, connected, silenced, looking, lost)) {
            long start = System.nanoTime();
            node.close();
            assertThat(since(start)).isLessThan(AT_ONCE);
        }
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("munjigi-redis")));
    }

    @Test
    void after_the_end_nothing_throws_and_nobody_is_called() throws Exception {
        RealRedis redis = redis();
        RedisBroadcast node = node(redis.url());
        Listener listener = subscribed(node);
        RedisBroadcast never = node(redis.url());

        node.close();
        never.close();
        node.announce();
        never.listen(listener);
        node.close();

        try (Jedis client = redis.client()) {
            assertThat(client.publish(Subscriber.CHANNEL, "")).isZero();
        }
        assertThat(listener.calls).isEmpty();
        assertThat(log.soFar()).isEmpty();
    }
}

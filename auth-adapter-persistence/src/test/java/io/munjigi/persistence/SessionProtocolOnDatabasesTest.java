package io.munjigi.persistence;

import io.munjigi.core.testkit.SessionProtocol;
import io.munjigi.persistence.TestDatabase.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The schedules that the core walks on its own stores, on real ones: of two clients in every order, of three in every order that can make a
 * difference to a database, which is to say that of those that differ only in which of some looks came first, one is walked.
 */
class SessionProtocolOnDatabasesTest {

    private static void walk(Kind kind, int clients, ToIntFunction<SessionProtocol> walk) {
        TestDatabase opened = TestDatabase.fresh(kind);
        try (Database database = opened.database;
                SessionProtocol protocol = new SessionProtocol(database, opened.clock)) {
            System.out.println("session protocol on " + kind + ", " + clients + " clients: " + walk.applyAsInt(protocol)
                    + " schedules");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2_IN_MEMORY", "POSTGRESQL"})
    void it_holds_for_two_clients_in_every_order(Kind kind) {
        walk(kind, 2, protocol -> protocol.walk(2));
    }

    /** On both at once, since each keeps one core busy for minutes. */
    @Test
    @Tag("thorough")
    void it_holds_for_three_clients_in_every_order_that_makes_a_difference() {
        CompletableFuture.allOf(Stream.of(Kind.H2_IN_MEMORY, Kind.POSTGRESQL)
                        .map(kind -> CompletableFuture.runAsync(
                                () -> walk(kind, 3, protocol -> protocol.walkUpToReads(3)),
                                work -> new Thread(work, "walk on " + kind).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}

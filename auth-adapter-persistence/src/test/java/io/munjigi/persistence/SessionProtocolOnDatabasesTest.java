package io.munjigi.persistence;

import io.munjigi.core.testkit.SessionProtocol;
import io.munjigi.persistence.TestDatabase.Kind;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The schedules that the core walks on its own stores, on real ones: of two clients all 511, and of three, whose 227,535 would take half an
 * hour, a sample that spreads over all orders of each of the 364 choices of three deeds and is the same in each run.
 */
class SessionProtocolOnDatabasesTest {

    private static final int MOST_ORDERS_OF_A_CHOICE = 60;

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

    @ParameterizedTest
    @EnumSource(names = {"H2_IN_MEMORY", "POSTGRESQL"})
    @Tag("thorough")
    void it_holds_for_three_clients_in_orders_from_all_over_every_choice(Kind kind) {
        walk(kind, 3, protocol -> protocol.sample(3, MOST_ORDERS_OF_A_CHOICE));
    }
}

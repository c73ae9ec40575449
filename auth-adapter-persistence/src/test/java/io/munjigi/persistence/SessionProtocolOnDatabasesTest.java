package io.munjigi.persistence;

import io.munjigi.core.testkit.SessionProtocol;
import io.munjigi.persistence.TestDatabase.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schedules that the core walks on its own stores, on real ones. */
class SessionProtocolOnDatabasesTest {

    private static void walk(Kind kind, int clients, int mostOrdersOfAChoice) {
        TestDatabase opened = TestDatabase.fresh(kind);
        try (Database database = opened.database;
                SessionProtocol protocol = new SessionProtocol(database, opened.clock)) {
            System.out.println("session protocol on " + kind + ", " + clients + " clients: "
                    + protocol.walk(clients, mostOrdersOfAChoice) + " schedules");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2_IN_MEMORY", "POSTGRESQL"})
    void it_holds_for_two_clients_in_every_order(Kind kind) {
        walk(kind, 2, Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2_IN_MEMORY", "POSTGRESQL"})
    @Tag("thorough")
    void it_holds_for_three_clients_in_some_orders_of_every_choice(Kind kind) {
        walk(kind, 3, 20);
    }
}

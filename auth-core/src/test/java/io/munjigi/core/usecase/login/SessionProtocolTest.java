package io.munjigi.core.usecase.login;

import io.munjigi.core.testkit.InMemoryStores;
import io.munjigi.core.testkit.SessionProtocol;
import io.munjigi.core.testkit.SettableClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionProtocolTest {

    private final SettableClock clock = SettableClock.standing();

    private void walk(int clients) {
        try (SessionProtocol protocol = new SessionProtocol(new InMemoryStores(clock), clock)) {
            System.out.println("session protocol, " + clients + " clients: " + protocol.walk(clients) + " schedules");
        }
    }

    @Test
    void it_holds_for_one_and_two_clients_in_every_order() {
        walk(1);
        walk(2);
    }

    @Test
    @Tag("thorough")
    void it_holds_for_three_clients_in_every_order() {
        walk(3);
    }
}

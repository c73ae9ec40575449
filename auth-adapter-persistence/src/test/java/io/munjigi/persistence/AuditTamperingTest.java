package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.munjigi.core.Auth;
import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.AuditTrail.Draft;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuditFinding;
import io.munjigi.core.model.AuditFinding.What;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.User;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditListener;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.FakeSecretSealer;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.admin.DeleteUser;
import io.munjigi.core.usecase.audit.VerifyAuditTrail;
import io.munjigi.core.usecase.upkeep.SealAuditTrail;
import io.munjigi.persistence.TestDatabase.Kind;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody changes in the database, the proof of the audit trail names it. */
class AuditTamperingTest {

    private static final Password PASSWORD = Password.of("correct horse battery");
    private static final Origin FROM = new Origin("192.0.2.7", "curl/8", "request-7");

    /** Three batches of three events: the sign-ups of nine users, from an address each. */
    private static final class House implements AutoCloseable {

        private final TestDatabase test;
        private final FakeSecretSealer sealer = new FakeSecretSealer();
        private final Auth auth;
        private final SealAuditTrail sealing;
        private final List<AuditFinding> findings = new ArrayList<>();

        House(Kind kind) {
            test = TestDatabase.fresh(kind);
            auth = Auth.builder()
                    .stores(test.database)
                    .passwordHasher(new FakePasswordHasher())
                    .passwordBlocklist(password -> false)
                    .accessTokens(new FakeAccessTokens(test.clock))
                    .secretSealer(sealer)
                    .clock(test.clock)
                    .withoutBackgroundWork()
                    .build();
            sealing = new SealAuditTrail(test.database.auditChain(), TestAuth.seals(test.database, sealer), test.clock);
            for (int batch = 0; batch < 3; batch++) {
                for (int event = 0; event < 3; event++) {
                    signUp("user-" + batch + "-" + event + "@example.org");
                }
                sealing.handle();
            }
        }

        private static byte[] random(int count) {
            byte[] bytes = new byte[count];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }

        User signUp(String email) {
            return auth.signUp().handle(new SignUp.Command(email, PASSWORD, FROM));
        }

        /** So much of what somebody did, and of what was tried in their name. */
        void act(User user, int count) {
            AuditTrail trail = new AuditTrail(
                    test.database.auditLog(),
                    AuditListener.NONE,
                    Secret.ofText("a key for names"),
                    new Identifiers(test.clock, House::random),
                    House::random,
                    test.clock);
            for (int number = 0; number < count; number++) {
                Draft draft = trail.of(AuditEvent.Kind.LOGIN, FROM);
                if (number % 2 == 0) {
                    draft.byAndOn(user.id()).recordDone();
                } else {
                    draft.on(user.id()).recordRefused();
                }
            }
        }

        void delete(User user) {
            auth.deleteUser().handle(new DeleteUser.Command(Insider.OPERATOR, user.id(), Origin.UNKNOWN));
        }

        /** How many of somebody's events still have anything personal. */
        int personal(User user) {
            return count("audit_events WHERE (actor = '" + user.id() + "' OR (actor IS NULL AND subject = '" + user.id()
                    + "')) AND (address IS NOT NULL OR user_agent IS NOT NULL OR salt IS NOT NULL)");
        }

        /** Lets so many come to a lock, if they do before the first has waited too long. */
        void awaitWaiting(int count) {
            long start = System.nanoTime();
            while (count("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") < count
                    && System.nanoTime() - start < Duration.ofMillis(1_500).toNanos()) {
                Thread.onSpinWait();
            }
        }

        int count(String what) {
            return test.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + what)
                            .mapTo(Integer.class)
                            .one());
        }

        UUID event(long number) {
            return Objects.requireNonNull(
                            test.database.auditChain().entries(number, number).get(number))
                    .event()
                    .id();
        }

        VerifyAuditTrail.Report verify(Mark... anchors) {
            return auth.verifyAuditTrail()
                    .handle(new VerifyAuditTrail.Command(
                            Insider.OPERATOR, List.of(anchors), Origin.UNKNOWN, findings::add));
        }

        @Override
        public void close() {
            auth.close();
            test.database.close();
        }
    }

    static Stream<Kind> databases() {
        return Stream.of(Kind.H2_IN_MEMORY, Kind.POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void what_nobody_has_touched_is_true(Kind kind) {
        try (House house = new House(kind)) {
            house.signUp("later@example.org");

            VerifyAuditTrail.Report report = house.verify(
                    house.test.database.auditChain().head().orElseThrow().last());

            assertThat(house.findings).isEmpty();
            assertThat(report.batches()).isEqualTo(3);
            assertThat(report.events()).isEqualTo(9);
            assertThat(report.unsealed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void an_event_that_is_changed_is_named(Kind kind) {
        try (House house = new House(kind)) {
            UUID fifth = house.event(5);
            house.test.execute("CREATE TABLE kept AS SELECT * FROM audit_events WHERE number = 5");
            for (String change : List.of(
                    "outcome = 'FAILURE'",
                    "kind = 'LOGOUT'",
                    "actor = 'operator'",
                    "actor = NULL",
                    "subject = 'somebody'",
                    "detail = 'more'",
                    "request_id = NULL",
                    "at = at + INTERVAL '1' SECOND",
                    "address = '192.0.2.8'",
                    "address = NULL",
                    "user_agent = 'another'",
                    kind == Kind.POSTGRESQL ? "salt = decode('00', 'hex')" : "salt = X'00'")) {
                house.findings.clear();
                house.test.execute("UPDATE audit_events SET " + change + " WHERE number = 5");

                house.verify();

                assertThat(house.findings)
                        .as(change)
                        .containsExactly(new AuditFinding(What.EVENT_CHANGED, 2, 5, fifth));
                house.test.execute("DELETE FROM audit_events WHERE number = 5");
                house.test.execute("INSERT INTO audit_events SELECT * FROM kept");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void an_event_that_is_removed_or_put_in_the_place_of_another_is_named(Kind kind) {
        try (House house = new House(kind)) {
            UUID second = house.event(2);
            UUID seventh = house.event(7);
            UUID eighth = house.event(8);
            house.test.execute("DELETE FROM audit_events WHERE number = 2");
            house.test.execute("UPDATE audit_events SET number = 100 WHERE number = 7");
            house.test.execute("UPDATE audit_events SET number = 7 WHERE number = 8");
            house.test.execute("UPDATE audit_events SET number = 8 WHERE number = 100");

            house.verify();

            assertThat(house.findings)
                    .containsExactly(
                            new AuditFinding(What.EVENT_REMOVED, 1, 2, second),
                            new AuditFinding(What.EVENT_CHANGED, 3, 7, seventh),
                            new AuditFinding(What.EVENT_CHANGED, 3, 8, eighth));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_batch_that_is_removed_or_changed_is_named(Kind kind) {
        try (House house = new House(kind)) {
            house.test.execute("DELETE FROM audit_events WHERE number BETWEEN 4 AND 6");
            house.test.execute("DELETE FROM audit_batches WHERE number = 2");
            house.test.execute("UPDATE audit_batches SET sealed_at = sealed_at + INTERVAL '1' SECOND WHERE number = 3");

            house.verify();

            assertThat(house.findings)
                    .containsExactly(
                            new AuditFinding(What.BATCH_REMOVED, 2, 0, null),
                            new AuditFinding(What.BATCH_CHANGED, 3, 0, null));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_tail_that_is_cut_off_is_named(Kind kind) {
        try (House house = new House(kind)) {
            house.test.execute("DELETE FROM audit_events WHERE number > 6");
            house.test.execute("DELETE FROM audit_batches WHERE number > 2");

            house.verify();

            assertThat(house.findings).containsExactly(new AuditFinding(What.TAIL_CUT, 3, 7, null));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_tail_that_is_cut_off_with_the_head_set_back_is_named_by_what_the_log_says(Kind kind) {
        try (House house = new House(kind)) {
            Mark inTheLog =
                    house.test.database.auditChain().head().orElseThrow().last();
            house.signUp("one@example.org");
            house.test.execute("CREATE TABLE kept AS SELECT * FROM audit_head");
            house.sealing.handle();
            Mark later = house.test.database.auditChain().head().orElseThrow().last();
            house.test.execute("DELETE FROM audit_events WHERE number > 9");
            house.test.execute("DELETE FROM audit_batches WHERE number > 3");
            house.test.execute("DELETE FROM audit_head");
            house.test.execute("INSERT INTO audit_head SELECT * FROM kept");

            house.verify(inTheLog);
            assertThat(house.findings).isEmpty();

            house.verify(inTheLog, later);
            assertThat(house.findings).containsExactly(new AuditFinding(What.TAIL_CUT, 4, 10, null));

            house.signUp("two@example.org");
            assertThatExceptionOfType(AuthException.class)
                    .as("the node that sealed it knows")
                    .isThrownBy(house.sealing::handle);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_head_that_is_changed_or_removed_is_named_and_nothing_is_chained_to_it(Kind kind) {
        try (House house = new House(kind)) {
            house.signUp("later@example.org");
            house.test.execute("UPDATE audit_head SET last_event = 8");

            house.verify();
            assertThat(house.findings)
                    .containsExactly(
                            new AuditFinding(What.HEAD_CHANGED, 3, 0, null),
                            new AuditFinding(What.EVENTS_ADDED, 0, 1, null));
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(house.sealing::handle);

            house.findings.clear();
            house.test.execute("DELETE FROM audit_head");
            house.verify();
            assertThat(house.findings).extracting(AuditFinding::what).contains(What.HEAD_REMOVED);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void what_is_erased_without_a_deletion_or_added_is_named(Kind kind) {
        try (House house = new House(kind)) {
            UUID fourth = house.event(4);
            house.test.execute(
                    "UPDATE audit_events SET address = NULL, user_agent = NULL, salt = NULL WHERE number = 4");
            house.signUp("later@example.org");
            house.test.execute("UPDATE audit_events SET number = 77 WHERE number IS NULL");

            house.verify();

            assertThat(house.findings)
                    .containsExactly(
                            new AuditFinding(What.EVENT_ERASED, 2, 4, fourth),
                            new AuditFinding(What.EVENTS_ADDED, 0, 1, null));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_deleted_user_is_unreadable_and_the_chain_holds(Kind kind) {
        try (House house = new House(kind)) {
            User user = house.signUp("later@example.org");
            house.sealing.handle();
            house.delete(user);
            house.sealing.handle();

            house.verify();

            assertThat(house.findings).isEmpty();
            List<AuditEvent> left = house.test.database.auditLog().page(new AuditFilter(user.id(), null), null, 10);
            assertThat(left).hasSize(2).allSatisfy(event -> {
                assertThat(event.origin().address()).isNull();
                assertThat(event.origin().userAgent()).isNull();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoever_did_much_is_erased_bit_by_bit_with_what_was_under_way_and_the_chain_holds(Kind kind) {
        try (House house = new House(kind)) {
            User user = house.signUp("later@example.org");
            house.act(user, 1_300);
            house.sealing.handle();
            house.test.execute("CREATE TABLE kept AS SELECT * FROM audit_events WHERE number = 700");
            house.act(user, 10);

            house.delete(user);
            assertThat(house.personal(user))
                    .as("the deletion itself erases 500")
                    .isEqualTo(1_311 - 500);

            house.sealing.handle();
            house.sealing.handle();
            assertThat(house.personal(user)).isZero();

            // What was sealed by a node that had still seen the user, and committed behind where the erasure has got
            // to.
            house.test.execute("DELETE FROM audit_events WHERE number = 700");
            house.test.execute("INSERT INTO audit_events SELECT * FROM kept");
            house.test.clock.advance(Duration.ofSeconds(61));
            house.sealing.handle();
            assertThat(house.personal(user)).as("what was under way then").isZero();

            house.sealing.handle();
            house.sealing.handle();
            assertThat(house.count("audit_erasures")).as("and that is all").isZero();
            house.verify();
            assertThat(house.findings).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nobody_waits_to_be_erased_until_those_before_are_done_with(Kind kind) {
        try (House house = new House(kind)) {
            List<User> users = new ArrayList<>();
            for (int number = 0; number < 12; number++) {
                users.add(house.signUp("later-" + number + "@example.org"));
            }
            User last = users.get(11);
            house.act(last, 600);
            house.sealing.handle();

            users.forEach(house::delete);
            for (int second = 0; second < 5; second++) {
                house.sealing.handle();
            }

            assertThat(house.personal(last)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void what_cannot_be_read_is_passed_over_counted_as_not_sealed_and_named_as_removed(Kind kind) {
        String nothing = kind == Kind.POSTGRESQL ? "''::bytea" : "X''";
        for (String unreadable : List.of("kind = 'FROM_THE_FUTURE'", "outcome = 'PERHAPS'", "salt = " + nothing)) {
            try (House house = new House(kind)) {
                house.signUp("one@example.org");
                house.test.execute("UPDATE audit_events SET " + unreadable + " WHERE number IS NULL");
                UUID second = house.event(2);
                house.test.execute("UPDATE audit_events SET " + unreadable + " WHERE number = 2");
                house.signUp("two@example.org");

                assertThat(house.sealing.handle()).as(unreadable).isEqualTo(1);

                VerifyAuditTrail.Report report = house.verify();
                assertThat(house.findings)
                        .as(unreadable)
                        .containsExactly(new AuditFinding(What.EVENT_REMOVED, 1, 2, second));
                assertThat(report.unsealed()).as(unreadable).isEqualTo(1);
                assertThat(report.batches()).as(unreadable).isEqualTo(4);
                assertThat(house.test.database.auditLog().page(AuditFilter.EVERYTHING, null, 20))
                        .as(unreadable)
                        .hasSize(9)
                        .noneMatch(event -> event.id().equals(second));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void without_the_place_of_its_head_no_other_chain_is_begun(Kind kind) {
        try (House house = new House(kind)) {
            house.signUp("later@example.org");
            AuditSeals seals = TestAuth.seals(house.test.database, house.sealer);
            SealAuditTrail ofAnotherNode =
                    new SealAuditTrail(house.test.database.auditChain(), seals, house.test.clock);
            house.test.execute("DELETE FROM audit_head");

            for (SealAuditTrail each : List.of(house.sealing, ofAnotherNode)) {
                assertThatIllegalStateException().isThrownBy(each::handle).withMessageContaining("audit verify");
            }
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> house.test.database.auditChain().trim(Instant.MAX.minusSeconds(1), 1, seals::trim));

            assertThat(house.count("audit_head")).isZero();
            assertThat(house.count("audit_batches")).isEqualTo(3);
            house.verify();
            assertThat(house.findings)
                    .containsExactly(
                            new AuditFinding(What.HEAD_REMOVED, 0, 0, null),
                            new AuditFinding(What.EVENTS_ADDED, 0, 9, null));

            house.findings.clear();
            house.test.execute("DELETE FROM audit_batches");
            house.test.execute("DELETE FROM audit_events");
            house.verify();
            assertThat(house.findings)
                    .as("with everything else, too")
                    .containsExactly(new AuditFinding(What.HEAD_REMOVED, 0, 0, null));
        }
    }

    @RepeatedTest(3)
    void a_deletion_does_not_wait_in_a_circle_with_sealing_and_trimming() throws SQLException {
        try (House house = new House(Kind.POSTGRESQL);
                Connection first = house.test.connect();
                Statement statement = first.createStatement()) {
            AuditSeals seals = TestAuth.seals(house.test.database, house.sealer);
            AuditChain chain = house.test.database.auditChain();
            User user = house.signUp("later@example.org");
            // By their numbers, events come in another order than by their ids.
            for (int hour = 4; hour > 0; hour--) {
                house.test.clock.advance(Duration.ofHours(-1));
                house.act(user, 100);
                house.sealing.handle();
            }
            house.act(house.signUp("another@example.org"), 100);
            first.setAutoCommit(false);
            statement.execute("SELECT id FROM audit_events WHERE number = 200 FOR UPDATE");

            Race.of(List.of(
                    () -> {
                        house.delete(user);
                        return 0;
                    },
                    house.sealing::handle,
                    () -> {
                        int trimmed;
                        do {
                            trimmed = chain.trim(Instant.MAX.minusSeconds(1), 20, seals::trim);
                        } while (trimmed == 0); // while another is at the sealing
                        return trimmed;
                    },
                    () -> {
                        house.awaitWaiting(2);
                        first.rollback();
                        return 0;
                    }));

            house.sealing.handle();
            assertThat(house.personal(user)).isZero();
            house.verify();
            assertThat(house.findings).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void the_proof_holds_beside_sealing_and_trimming(Kind kind) throws Exception {
        try (House house = new House(kind)) {
            AtomicBoolean stop = new AtomicBoolean();
            Thread others = new Thread(() -> {
                AuditSeals seals = TestAuth.seals(house.test.database, house.sealer);
                for (int number = 0; !stop.get(); number++) {
                    house.signUp("busy-" + number + "@example.org");
                    house.sealing.handle();
                    if (number % 3 == 0) {
                        house.test.database.auditChain().trim(Instant.MAX.minusSeconds(1), 1, seals::trim);
                    }
                }
            });
            others.start();

            for (int proof = 0; proof < 30; proof++) {
                house.verify();
            }
            stop.set(true);
            others.join();

            assertThat(house.findings).isEmpty();
        }
    }
}

package io.munjigi.core.usecase.upkeep;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFinding;
import io.munjigi.core.model.AuditFinding.What;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthPolicy.AuditRules;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.User;
import io.munjigi.core.port.AuditListener;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.DeleteAccount;
import io.munjigi.core.usecase.audit.VerifyAuditTrail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The audit trail is sealed, proven and trimmed. What is changed behind our back is tried on real databases. */
class AuditUpkeepTest {

    private final TestAuth house = TestAuth.strict();
    private final SealAuditTrail sealing = house.sealing();
    private final List<AuditFinding> findings = new ArrayList<>();

    private VerifyAuditTrail.Report verify(Mark... anchors) {
        return house.auth()
                .verifyAuditTrail()
                .handle(new VerifyAuditTrail.Command(
                        Insider.OPERATOR, List.of(anchors), Origin.UNKNOWN, findings::add));
    }

    private void signUp(int count) {
        for (int number = 0; number < count; number++) {
            house.signUp("user-" + UUID.randomUUID() + "@example.org");
        }
    }

    @Test
    void a_trail_without_a_chain_is_true_and_says_what_is_not_sealed() {
        assertThat(verify()).isEqualTo(new VerifyAuditTrail.Report(0, 0, 0, 0, Mark.BEGINNING));

        signUp(3);

        assertThat(verify()).isEqualTo(new VerifyAuditTrail.Report(0, 0, 0, 3, Mark.BEGINNING));
    }

    @Test
    void what_is_sealed_is_true_afterwards() {
        signUp(3);
        assertThat(sealing.handle()).isEqualTo(3);
        signUp(2);
        assertThat(sealing.handle()).isEqualTo(2);
        signUp(1);

        VerifyAuditTrail.Report report = verify();

        assertThat(findings).isEmpty();
        assertThat(report.batches()).isEqualTo(2);
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.unsealed()).isEqualTo(1);
    }

    @Test
    void many_events_take_several_batches() {
        for (int number = 0; number < 1_203; number++) {
            house.stores().auditLog().record(SomeEvents.any());
        }

        assertThat(sealing.handle()).isEqualTo(1_203);

        assertThat(house.stores().auditChain().head().orElseThrow().last().batch())
                .isEqualTo(3);
        assertThat(house.stores().auditChain().entries(1, 2_000)).hasSize(1_203);
    }

    @Test
    void a_deleted_account_leaves_the_chain_true() {
        User ada = house.signUp("ada@example.org");
        Principal caller = house.caller(house.logIn("ada@example.org"));
        sealing.handle();

        house.auth()
                .deleteAccount()
                .handle(new DeleteAccount.Command(caller, TestAuth.PASSWORD, new Origin("192.0.2.7", "curl", "r")));
        sealing.handle();
        verify();

        assertThat(findings).isEmpty();
        assertThat(house.stores().events())
                .filteredOn(event -> ada.id().toString().equals(event.actor()))
                .allSatisfy(event -> assertThat(event.origin().address()).isNull());
    }

    @Test
    void what_the_log_says_of_the_chain_is_held_against_it() {
        signUp(1);
        sealing.handle();
        Mark first = house.stores().auditChain().head().orElseThrow().last();
        signUp(1);
        sealing.handle();
        Mark last = house.stores().auditChain().head().orElseThrow().last();

        verify(first, last);
        assertThat(findings).isEmpty();

        verify(new Mark(1, 1, last.head()), new Mark(3, 3, AuditDigest.NONE));
        assertThat(findings)
                .containsExactly(
                        new AuditFinding(What.BATCH_CHANGED, 1, 0, null), new AuditFinding(What.TAIL_CUT, 3, 3, null));
    }

    @Test
    void another_key_finds_nothing_true() {
        signUp(1);
        sealing.handle();
        house.stores()
                .sealedSecrets()
                .reseal(
                        PurposeKeys.AUDIT_CHAIN,
                        Objects.requireNonNull(
                                house.stores().sealedSecrets().all().get(PurposeKeys.AUDIT_CHAIN)),
                        house.sealer()
                                .seal(Secret.ofText("another key of the same length!!"), PurposeKeys.AUDIT_CHAIN));

        house.builder()
                .build()
                .verifyAuditTrail()
                .handle(new VerifyAuditTrail.Command(Insider.OPERATOR, List.of(), Origin.UNKNOWN, findings::add));

        assertThat(findings).extracting(AuditFinding::what).contains(What.HEAD_CHANGED, What.BATCH_CHANGED);
    }

    @Test
    void what_is_older_than_it_is_kept_goes_in_whole_batches_and_the_rest_stays_true() {
        signUp(2);
        sealing.handle();
        house.clock().advance(Duration.ofDays(200));
        signUp(3);
        sealing.handle();
        TrimAuditTrail trimming = new TrimAuditTrail(
                house.stores().auditChain(),
                house.seals(),
                trail(),
                new AuditRules(Duration.ofDays(365)),
                house.clock());

        house.clock().advance(Duration.ofDays(165).plusHours(23));
        assertThat(trimming.handle()).as("less than a day's worth").isZero();
        house.clock().advance(Duration.ofDays(1));
        assertThat(trimming.handle()).isEqualTo(1);
        sealing.handle();

        VerifyAuditTrail.Report report = verify();
        assertThat(findings).isEmpty();
        assertThat(report.batches()).isEqualTo(2);
        assertThat(house.stores().events())
                .extracting(AuditEvent::kind)
                .containsExactly(Kind.SIGN_UP, Kind.SIGN_UP, Kind.SIGN_UP, Kind.AUDIT_TRIMMING);
    }

    private AuditTrail trail() {
        return new AuditTrail(
                house.stores().auditLog(),
                AuditListener.NONE,
                Secret.ofText("a key for names"),
                new Identifiers(house.clock(), byte[]::new),
                byte[]::new,
                house.clock());
    }

    @Test
    void nothing_is_chained_to_a_head_that_somebody_has_changed() {
        signUp(1);
        sealing.handle();
        AuditHead head = house.stores().auditChain().head().orElseThrow();
        AuditSeals strangers = new AuditSeals(Secret.ofText("a stranger's"));

        signUp(1);
        assertThatThrownBy(() -> strangers.seal(
                        head, List.of(SomeEvents.any()), house.clock().instant()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> strangers.trim(
                        head, house.stores().auditChain().batches(0, 1).get(0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoever_may_not_read_the_trail_proves_nothing_of_it() {
        Principal user = house.signedInWith("ada@example.org", Role.USER);

        assertRefused(
                AuthError.FORBIDDEN,
                () -> house.auth()
                        .verifyAuditTrail()
                        .handle(new VerifyAuditTrail.Command(user, List.of(), Origin.UNKNOWN, findings::add)));
    }
}

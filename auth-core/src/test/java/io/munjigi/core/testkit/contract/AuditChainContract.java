package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditChain.Sealed;
import io.munjigi.core.port.AuditChain.Strays;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link AuditChain} must do. */
public interface AuditChainContract {

    /** The store under test, with no entries in it. */
    AuditChain auditChain();

    /** Where entries come from. */
    AuditLog auditLog();

    private List<AuditEntry> recorded(int count) {
        List<AuditEntry> entries = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            AuditEntry entry = SomeEvents.any();
            auditLog().record(entry);
            entries.add(entry);
        }
        return entries;
    }

    /** A seal of which only the form is right. */
    private static Sealed seal(@Nullable AuditHead head, List<AuditEntry> entries) {
        Mark last = head == null ? Mark.BEGINNING : head.last();
        List<AuditBatch.Listed> listing = entries.stream()
                .map(entry -> new AuditBatch.Listed(entry.event().id(), entry.personalDigest()))
                .toList();
        byte[] bytes = new byte[32];
        bytes[0] = (byte) (last.batch() + 1);
        AuditBatch batch = new AuditBatch(
                last.batch() + 1,
                last.event() + 1,
                Instant.parse("2026-11-23T10:00:00.123Z").plusSeconds(last.batch()),
                listing,
                last.head(),
                AuditDigest.of(bytes));
        return new Sealed(
                batch,
                new AuditHead(
                        Mark.after(batch), head == null ? Mark.BEGINNING : head.trimmed(), AuditDigest.of(bytes)));
    }

    private static AuditHead trim(AuditHead head, AuditBatch lastRemoved) {
        return new AuditHead(head.last(), Mark.after(lastRemoved), head.seal());
    }

    @Test
    default void a_fresh_trail_has_no_chain() {
        assertThat(auditChain().head()).isEmpty();
        assertThat(auditChain().batches(0, 10)).isEmpty();
        assertThat(auditChain().strays()).isEqualTo(new Strays(0, 0, false));
        assertThat(auditChain().seal(10, AuditChainContract::seal)).isEmpty();
        assertThat(auditChain().trim(Instant.MAX, 10, AuditChainContract::trim)).isZero();
    }

    @Test
    default void entries_are_sealed_in_order_and_numbered_without_gaps() {
        List<AuditEntry> entries = recorded(5);

        Sealed first = auditChain().seal(3, AuditChainContract::seal).orElseThrow();
        Sealed second = auditChain().seal(3, AuditChainContract::seal).orElseThrow();

        assertThat(first.batch().listing())
                .extracting(AuditBatch.Listed::eventId)
                .containsExactlyElementsOf(entries.subList(0, 3).stream()
                        .map(each -> each.event().id())
                        .toList());
        assertThat(second.batch().firstEvent()).isEqualTo(4);
        assertThat(auditChain().seal(3, AuditChainContract::seal)).isEmpty();
        assertThat(auditChain().head()).contains(second.head());
        assertThat(auditChain().batches(0, 10)).containsExactly(first.batch(), second.batch());
        assertThat(auditChain().batches(1, 10)).containsExactly(second.batch());
        assertThat(auditChain().batches(0, 1)).containsExactly(first.batch());
        assertThat(auditChain().entries(1, 5).values()).containsExactlyElementsOf(entries);
        assertThat(auditChain().entries(2, 4).values()).containsExactlyElementsOf(entries.subList(1, 4));
    }

    @Test
    default void what_is_not_sealed_is_counted() {
        recorded(3);
        auditChain().seal(2, AuditChainContract::seal);

        assertThat(auditChain().strays()).isEqualTo(new Strays(0, 1, false));
    }

    @Test
    default void a_seal_that_fails_leaves_everything_as_it_was() {
        recorded(2);
        Sealed first = auditChain().seal(1, AuditChainContract::seal).orElseThrow();

        assertThatThrownBy(() -> auditChain().seal(1, (head, entries) -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(auditChain().head()).contains(first.head());
        assertThat(auditChain().strays()).isEqualTo(new Strays(0, 1, false));
        assertThat(auditChain().seal(1, AuditChainContract::seal)).isPresent();
    }

    @RepeatedTest(5)
    default void of_many_who_seal_at_once_nobody_seals_what_another_does() {
        recorded(40);

        Race.of(6, number -> {
            int sealed = 0;
            for (int turn = 0; turn < 20; turn++) {
                sealed += auditChain()
                        .seal(7, AuditChainContract::seal)
                        .map(each -> each.batch().listing().size())
                        .orElse(0);
            }
            return sealed;
        });
        while (auditChain().seal(7, AuditChainContract::seal).isPresent()) {
            // what nobody's turn was for
        }

        List<AuditBatch> batches = auditChain().batches(0, 100);
        assertThat(batches.stream().flatMap(batch -> batch.listing().stream()).map(AuditBatch.Listed::eventId))
                .hasSize(40)
                .doesNotHaveDuplicates();
        assertThat(batches)
                .extracting(AuditBatch::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, batches.size()).boxed().toList());
        assertThat(auditChain().entries(1, 100)).hasSize(40);
    }

    @Test
    default void the_beginning_is_trimmed_in_whole_batches_and_the_head_moves_with_it() {
        List<AuditEntry> entries = recorded(9);
        List<AuditBatch> batches = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            batches.add(
                    auditChain().seal(3, AuditChainContract::seal).orElseThrow().batch());
        }

        assertThat(auditChain().trim(batches.get(0).sealedAt(), 10, AuditChainContract::trim))
                .isZero();
        assertThat(auditChain().trim(batches.get(2).sealedAt(), 1, AuditChainContract::trim))
                .isEqualTo(1);
        assertThat(auditChain().trim(batches.get(2).sealedAt(), 10, AuditChainContract::trim))
                .isEqualTo(1);

        assertThat(auditChain().head().orElseThrow().trimmed()).isEqualTo(Mark.after(batches.get(1)));
        assertThat(auditChain().head().orElseThrow().last()).isEqualTo(Mark.after(batches.get(2)));
        assertThat(auditChain().batches(0, 10)).containsExactly(batches.get(2));
        assertThat(auditChain().entries(1, 9).values()).containsExactlyElementsOf(entries.subList(6, 9));
        assertThat(auditLog().page(AuditFilter.EVERYTHING, null, 100)).hasSize(3);
        assertThat(auditChain().strays()).isEqualTo(new Strays(0, 0, false));
    }

    @Test
    default void a_trim_that_fails_leaves_everything_as_it_was() {
        recorded(2);
        auditChain().seal(2, AuditChainContract::seal);

        assertThatThrownBy(() -> auditChain().trim(Instant.parse("2027-01-01T00:00:00Z"), 10, (head, last) -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(auditChain().entries(1, 2)).hasSize(2);
        assertThat(auditChain().batches(0, 10)).hasSize(1);
    }

    @Test
    default void what_is_personal_about_somebody_who_is_gone_is_erased_before_it_is_sealed() {
        String gone = UUID.randomUUID().toString();
        AuditEntry own = SomeEvents.of(Kind.LOGIN, gone, gone);
        AuditEntry unknown = SomeEvents.of(Kind.LOGIN, null, "login:0123456789abcdef");
        List.of(own, unknown).forEach(auditLog()::record);

        auditChain().seal(10, AuditChainContract::seal);

        assertThat(auditChain().entries(1, 2).values())
                .extracting(entry -> entry.event().origin().address(), AuditEntry::personalDigest)
                .containsExactly(tuple(null, own.personalDigest()), tuple("2001:db8::1", unknown.personalDigest()));
    }
}

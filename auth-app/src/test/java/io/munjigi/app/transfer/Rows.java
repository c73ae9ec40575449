package io.munjigi.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.UserId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What sources give, for tests to look at. */
final class Rows {

    static final String HASH = "$2b$12$abcdefghijklmnopqrstuuJ0.Xv9dQ8CqFmK0tqYyQb1cYd2e3f4g";
    static final String ID = "0192f0c1-7b2a-7c3d-8e4f-5a6b7c8d9e0f";

    private Rows() {}

    /** All rows; the source is closed. */
    static List<SourceRow> of(AccountSource source) {
        List<SourceRow> rows = new ArrayList<>();
        try (source) {
            for (Optional<SourceRow> row = source.next(); row.isPresent(); row = source.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    static List<SourceRow> of(SourceDescription description) {
        return of(AccountSources.open(description, InputStream.nullInputStream()));
    }

    /** All rows of JSON lines. */
    static List<SourceRow> ofLines(byte[] bytes) {
        return of(AccountSources.open(new SourceDescription.StandardInput(), new ByteArrayInputStream(bytes)));
    }

    static List<SourceRow> ofLines(String... lines) {
        return ofLines(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static AccountRow only(List<SourceRow> rows) {
        assertThat(rows).singleElement().isInstanceOf(AccountRow.class);
        return (AccountRow) rows.get(0);
    }

    static AccountRow account(long position, String email) {
        return new AccountRow(position, email, null, null, List.of(), false, false, null);
    }

    static AccountRow account(
            long position, String email, String hash, List<String> roles, boolean verified, boolean disabled) {
        return new AccountRow(
                position,
                email,
                PasswordHash.of(hash),
                new UserId(UUID.fromString(ID)),
                roles,
                verified,
                disabled,
                Instant.parse("2024-02-29T12:30:00Z"));
    }

    static SourceRow unreadable(long position, String reason) {
        return new UnreadableRow(position, reason);
    }

    static @Nullable String hash(AccountRow account) {
        PasswordHash hash = account.passwordHash();
        return hash == null ? null : hash.reveal();
    }
}

package io.munjigi.app.transfer;

import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as its source tells it. Its texts hold no NUL and no unpaired surrogate; beyond that nothing is known of them.
 *
 * @param position where in its source it is; of no importance to {@link AccountWriter}
 * @param email the address, which may be none
 * @param passwordHash the hash as its source wrote it, or the JSON text of a Keycloak credential; null if there is none
 * @param id the id that it is to keep; null if it gets one
 * @param roles its roles, in the order given
 * @param emailVerified whether it has shown that it receives mail at its address
 * @param disabled whether it may not log in
 * @param createdAt when it was made, in a year from 1 to 9999; null if the source does not say
 */
public record AccountRow(
        long position,
        String email,
        @Nullable PasswordHash passwordHash,
        @Nullable UserId id,
        List<String> roles,
        boolean emailVerified,
        boolean disabled,
        @Nullable Instant createdAt)
        implements SourceRow {

    /** Copies the roles. */
    public AccountRow {
        roles = List.copyOf(roles);
    }
}

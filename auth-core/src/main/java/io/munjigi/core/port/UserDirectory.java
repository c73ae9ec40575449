package io.munjigi.core.port;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of {@link Users}, many at a time.
 *
 * <p>Safe for use by many threads. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What a method has acknowledged survives the process.
 */
public interface UserDirectory {

    /**
     * Accounts, the one with the highest id first: ids are made in order of time. The first page and the millionth cost the same.
     *
     * @param before the last one of the page before, or null to begin with the highest
     * @param most how many at most
     */
    List<User> page(UserFilter filter, @Nullable UserId before, int most);

    /**
     * Accounts with their hashes, the one with the lowest id first.
     *
     * @param after the last one of the page before, or null to begin with the lowest
     * @param most how many at most
     */
    List<Credentials> credentials(@Nullable UserId after, int most);

    /**
     * Adds those accounts whose address and id are free, as one step; no two of them may have the same address or the same id.
     *
     * @param entry is recorded with it, unless none is added
     * @return what came of each, by its id
     */
    Map<UserId, Addition> addAll(List<NewAccount> accounts, AuditEntry entry);

    /** What can come of an addition. */
    enum Addition {
        /** It was added. */
        ADDED,
        /** An account has its address already. */
        ADDRESS_TAKEN,
        /** An account with another address has its id. */
        ID_TAKEN
    }
}

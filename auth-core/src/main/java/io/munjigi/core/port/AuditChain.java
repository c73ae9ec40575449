package io.munjigi.core.port;

import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The chain over the {@linkplain AuditLog audit trail}, sealed in batches some time after the events, so that nobody who records one waits
 * for it. Keeps what it is given and judges nothing: whether the chain holds is for whoever has the key.
 *
 * <p>Safe for use by many threads and many nodes. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What a method has acknowledged survives the process.
 */
public interface AuditChain {

    /** Where the chain begins and ends, or empty if there is none yet. */
    Optional<AuditHead> head();

    /**
     * Appends a batch of entries that are in none, in order of their ids, and numbers them, as one step. One caller at a time, on whatever
     * node. What is personal about an entry whose user is gone is erased before,
     * and some of what is still to be erased of users who are gone.
     *
     * @param most how many at most
     * @param sealer is given the head, or null if there is none yet, and the entries; it may throw, and then nothing has changed
     * @return what was sealed; or empty if there was nothing, or another caller was at it
     */
    Optional<Sealed> seal(int most, Sealer sealer);

    /**
     * Removes batches with their entries from the beginning of the chain, whole or not at all, and puts a new head in the place of the
     * old, as one step.
     *
     * @param olderThan goes are those that were sealed before
     * @param most how many batches at most
     * @param trimmer is given the head and the last batch that goes, and makes the new head; it may throw, and then nothing has changed
     * @return how many were removed
     */
    int trim(Instant olderThan, int most, BiFunction<AuditHead, AuditBatch, AuditHead> trimmer);

    /**
     * Batches that there are, in order of their numbers.
     *
     * @param after the number of the last one that was read before, or 0
     * @param most how many at most
     */
    List<AuditBatch> batches(long after, int most);

    /**
     * Entries that are in a batch, by number. What belongs to a gap, or is there twice, is left to the reader to notice.
     *
     * @param from the first number
     * @param to the last number
     */
    SortedMap<Long, AuditEntry> entries(long from, long to);

    /** Counts the entries that are outside the chain, as the head that is kept now draws it. */
    Strays strays();

    /** Makes a batch. */
    @FunctionalInterface
    interface Sealer {

        /** The next batch, of these entries, and the head with it. */
        Sealed seal(@Nullable AuditHead head, List<AuditEntry> entries);
    }

    /**
     * A batch, and the head that ends with it.
     *
     * @param batch the batch
     * @param head the head
     */
    record Sealed(AuditBatch batch, AuditHead head) {}

    /**
     * Entries outside the chain.
     *
     * @param beyond with a number that no batch of the chain can have given
     * @param unsealed in no batch yet
     * @param isHeadless whether the place of the head itself is gone, which there is from the beginning
     */
    record Strays(long beyond, long unsealed, boolean isHeadless) {}
}

package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored: what is personal about where it came from enters the chain as a salted digest only, so that it can be erased
 * and the chain still holds.
 *
 * @param event the event; without address and user agent where they were erased
 * @param salt random bytes for this entry alone, or null where what is personal was erased
 * @param personalDigest stands for address and user agent, for ever
 */
public record AuditEntry(AuditEvent event, @Nullable Secret salt, AuditDigest personalDigest) {}

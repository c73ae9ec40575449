package io.munjigi.core.model;

import java.util.Arrays;
import java.util.HexFormat;

/** 32 bytes that stand for something in the audit trail: an event, a batch, or what is personal about an event. Immutable. */
public final class AuditDigest {

    private static final int LENGTH = 32;

    /** What stands before the first batch. */
    public static final AuditDigest NONE = new AuditDigest(new byte[LENGTH]);

    private final byte[] bytes;

    private AuditDigest(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest has 32 bytes");
        }
        this.bytes = bytes;
    }

    /**
     * The digest of these bytes.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    public static AuditDigest of(byte[] bytes) {
        return new AuditDigest(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditDigest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

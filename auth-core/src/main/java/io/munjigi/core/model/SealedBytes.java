package io.munjigi.core.model;

import java.util.Arrays;

/** Bytes that only their sealer can read. Immutable. */
public final class SealedBytes {

    private final byte[] bytes;

    private SealedBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These bytes, which are copied. */
    public static SealedBytes of(byte[] sealed) {
        return new SealedBytes(sealed.clone());
    }

    /** A copy of the sealed bytes, to store. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealedBytes[" + bytes.length + "]";
    }
}

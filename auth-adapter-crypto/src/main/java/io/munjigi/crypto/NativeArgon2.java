package io.munjigi.crypto;

import com.sun.jna.Native;
import io.munjigi.crypto.Argon2Hash.Variant;
import io.munjigi.crypto.Argon2Hash.Work;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Argon2 by its reference implementation in C, {@code libargon2}, as the system has it, called by JNA. A fifth to a third faster than any
 * in Java, and its memory is none of the heap's.
 *
 * @see <a href="https://github.com/P-H-C/phc-winner-argon2">phc-winner-argon2</a>
 */
final class NativeArgon2 implements Argon2 {

    private static final System.Logger LOG = System.getLogger(NativeArgon2.class.getName());

    private static final int DONE = 0;

    /** Three times what ours take. More is for the heap, which has a limit, while the system would end a process that takes too much. */
    private static final int MOST_MEMORY_KIB = 65_536;

    private static final int BYTES_OF_SIZE_T = 8;

    private final Argon2 otherwise;

    private NativeArgon2(Argon2 otherwise) {
        this.otherwise = otherwise;
    }

    /** The native one if the library and JNA are there, can be loaded, and compute what the other does; otherwise the other. */
    static Argon2 orElse(Argon2 other) {
        try {
            LibArgon2.load();
            Argon2 found = new NativeArgon2(other);
            if (agree(found, other)) {
                return found;
            }
            LOG.log(Level.WARNING, "the system's libargon2 computes something else than Argon2; it is not used");
        } catch (Error | RuntimeException absent) {
            // A plain Error too, by which JNA tells of a native part of another version.
            LOG.log(Level.DEBUG, "Argon2 is computed in Java, for there is no libargon2 and JNA", absent);
        }
        return other;
    }

    private static boolean agree(Argon2 one, Argon2 other) {
        return Arrays.equals(trial(one), trial(other));
    }

    private static byte[] trial(Argon2 argon2) {
        return argon2.tag(Variant.CURRENT, new Work(32, 2, 1), new byte[16], new byte[] {'t', 'r', 'y'}, 32);
    }

    /**
     * What the library refuses is left to the other. So is what has several lanes, for each of which it would start a thread: beyond the
     * budget, and done sooner than the decoy of an address that nobody has.
     */
    @Override
    public byte[] tag(Variant variant, Work work, byte[] salt, byte[] password, int tagBytes) {
        if (work.lanes() > 1 || work.memoryKib() > MOST_MEMORY_KIB) {
            return otherwise.tag(variant, work, salt, password, tagBytes);
        }
        byte[] tag = new byte[tagBytes];
        int outcome = LibArgon2.argon2_hash(
                (int) work.passes(),
                (int) work.memoryKib(),
                (int) work.lanes(),
                password,
                password.length,
                salt,
                salt.length,
                tag,
                tag.length,
                null,
                0,
                variant.type(),
                variant.version());
        return outcome == DONE ? tag : otherwise.tag(variant, work, salt, password, tagBytes);
    }

    /** The library as {@code argon2.h} has it. */
    private static final class LibArgon2 {

        private LibArgon2() {}

        static void load() {
            if (Native.SIZE_T_SIZE != BYTES_OF_SIZE_T) {
                throw new UnsatisfiedLinkError("size_t is not of 64 bits");
            }
            Native.register(LibArgon2.class, "argon2");
        }

        static native int argon2_hash(
                int passes,
                int memoryKib,
                int lanes,
                byte[] password,
                long passwordBytes,
                byte[] salt,
                long saltBytes,
                byte[] tag,
                long tagBytes,
                byte @Nullable [] encoded,
                long encodedBytes,
                int type,
                int version);
    }
}

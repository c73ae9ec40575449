package io.munjigi.crypto;

import io.munjigi.crypto.Argon2Hash.Variant;
import io.munjigi.crypto.Argon2Hash.Work;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 by Bouncy Castle, which runs wherever Java does. Takes all its memory from the heap, anew each time. */
final class JavaArgon2 implements Argon2 {

    @Override
    public byte[] tag(Variant variant, Work work, byte[] salt, byte[] password, int tagBytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(variant.type())
                .withVersion(variant.version())
                .withMemoryAsKB((int) work.memoryKib())
                .withIterations((int) work.passes())
                .withParallelism((int) work.lanes())
                .withSalt(salt)
                .build());
        byte[] tag = new byte[tagBytes];
        generator.generateBytes(password, tag);
        return tag;
    }
}

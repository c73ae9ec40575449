package io.munjigi.http;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher;
import java.util.concurrent.CountDownLatch;

/** A hasher that says when it has begun, and does not end before it is let go; no password is ever right. */
record HeldHasher(CountDownLatch hashing, CountDownLatch release) implements PasswordHasher {

    @Override
    public PasswordHash hash(Password password) {
        return PasswordHash.of("never used");
    }

    @Override
    public Match verify(Password typed, PasswordHash stored) {
        hashing.countDown();
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return Match.NO;
    }

    @Override
    public Legibility examine(PasswordHash stored) {
        return Legibility.READABLE;
    }

    @Override
    public boolean needsReplacement(PasswordHash stored) {
        return false;
    }

    @Override
    public boolean costsLess(PasswordHash stored) {
        return false;
    }

    @Override
    public int maxPasswordBytes() {
        return Password.MAX_BYTES;
    }
}

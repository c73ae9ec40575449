package io.munjigi.core.testkit;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeyMaker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Keys that sign nothing. */
public final class FakeSigningKeyMaker implements SigningKeyMaker {

    @Override
    public SigningKey make(int number, Instant createdAt, Instant signsFrom) {
        String keyId = "key-" + number + "-" + UUID.randomUUID();
        return new SigningKey(
                number,
                keyId,
                "none",
                "{}",
                SealedBytes.of(keyId.getBytes(StandardCharsets.US_ASCII)),
                createdAt,
                signsFrom);
    }
}

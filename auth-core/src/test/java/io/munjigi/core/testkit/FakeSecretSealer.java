package io.munjigi.core.testkit;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.port.SecretSealer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Seals that say nothing by themselves: what each holds is remembered here. */
public final class FakeSecretSealer implements SecretSealer {

    private record Content(Secret secret, String purpose) {}

    private final Map<SealedBytes, Content> contents = new ConcurrentHashMap<>();

    @Override
    public SealedBytes seal(Secret secret, String purpose) {
        SealedBytes sealed = SealedBytes.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        contents.put(sealed, new Content(secret, purpose));
        return sealed;
    }

    @Override
    public Secret open(SealedBytes sealed, String purpose) {
        Content content = contents.get(sealed);
        if (content == null || !content.purpose().equals(purpose)) {
            throw new UnsealableException(purpose);
        }
        return content.secret();
    }
}

package io.munjigi.core.guard;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Makes the keys under which wrong passwords are counted. Immutable. */
public final class AttemptKeys {

    private final Secret key;

    public AttemptKeys(Secret key) {
        this.key = key;
    }

    /** Of an address as it was typed, which an account may have or not. */
    public AttemptKey ofAddress(EmailKey typed) {
        return of("address " + typed.value());
    }

    /** Of a device that has signed in before. */
    AttemptKey ofDevice(UUID device) {
        return of("device " + device);
    }

    /** Of all devices together that have signed in to an account. */
    AttemptKey ofDevices(UserId user) {
        return of("devices of " + user);
    }

    /** Of a session that asks for the password again. */
    AttemptKey ofSession(SessionId session) {
        return of("session " + session);
    }

    private AttemptKey of(String what) {
        ByteBuffer digest = ByteBuffer.wrap(HmacSha256.of(key, what));
        return new AttemptKey(new UUID(digest.getLong(), digest.getLong()));
    }
}

package io.munjigi.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is refused, and why. */
public final class Refusals {

    private Refusals() {}

    /** It is refused for this reason. */
    public static void assertRefused(AuthError reason, ThrowingCallable call) {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(reason));
    }
}

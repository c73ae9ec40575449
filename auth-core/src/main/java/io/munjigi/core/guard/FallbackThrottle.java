package io.munjigi.core.guard;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Limit;
import io.munjigi.core.port.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The limits that nodes share, and while those are out of reach, a node's own: nobody is let through for it, and nobody kept out.
 *
 * <p>Safe for use by many threads.
 */
public final class FallbackThrottle implements Throttle {

    private final Throttle shared;
    private final Throttle own;

    public FallbackThrottle(Throttle shared, Throttle own) {
        this.shared = shared;
        this.own = own;
    }

    @Override
    public Duration take(List<Limit> limits) {
        return ask(throttle -> throttle.take(limits));
    }

    @Override
    public void charge(Limit limit, int count) {
        ask(throttle -> {
            throttle.charge(limit, count);
            return true;
        });
    }

    @Override
    public Spread note(String key, String member, int most, Duration window) {
        return ask(throttle -> throttle.note(key, member, most, window));
    }

    private <T> T ask(Function<Throttle, T> question) {
        try {
            return question.apply(shared);
        } catch (AuthException refused) {
            if (refused.error() != AuthError.UNAVAILABLE) {
                throw refused;
            }
            return question.apply(own);
        }
    }
}

package io.munjigi.http;

import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.InMemoryStores;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.contract.AccessTokensContract;

class KeyedAccessTokensTest implements AccessTokensContract {

    private final SettableClock clock = SettableClock.standing();
    private final AccessTokens tokens = tokens();
    private final AccessTokens strangers = tokens();

    private AccessTokens tokens() {
        InMemoryStores stores = new InMemoryStores(clock);
        stores.signingKeys()
                .append(new FakeSigningKeyMaker().make(1, clock.instant(), clock.instant()), SomeEvents.any());
        return new KeyedAccessTokens(stores.signingKeys(), clock);
    }

    @Override
    public AccessTokens accessTokens() {
        return tokens;
    }

    @Override
    public AccessTokens strangersTokens() {
        return strangers;
    }

    @Override
    public SettableClock clock() {
        return clock;
    }
}

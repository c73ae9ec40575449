package io.munjigi.core.testkit;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.testkit.contract.AccessTokensContract;
import io.munjigi.core.testkit.contract.PasswordHasherContract;
import io.munjigi.core.testkit.contract.SecretSealerContract;

class FakeWorkersTest implements PasswordHasherContract, AccessTokensContract, SecretSealerContract {

    private final SettableClock clock = SettableClock.standing();
    private final FakeAccessTokens accessTokens = new FakeAccessTokens(clock);
    private final FakeSecretSealer sealer = new FakeSecretSealer();

    @Override
    public PasswordHasher hasher() {
        return new FakePasswordHasher();
    }

    @Override
    public PasswordHash weakHashOf(Password password) {
        return FakePasswordHasher.hashOfStrength(1, password);
    }

    @Override
    public PasswordHash tooCostlyHash() {
        return FakePasswordHasher.hashOfStrength(FakePasswordHasher.HIGHEST_STRENGTH + 1, Password.of("correct horse"));
    }

    @Override
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    @Override
    public AccessTokens strangersTokens() {
        return new FakeAccessTokens(clock);
    }

    @Override
    public SettableClock clock() {
        return clock;
    }

    @Override
    public SecretSealer sealer() {
        return sealer;
    }

    @Override
    public SecretSealer strangersSealer() {
        return new FakeSecretSealer();
    }
}

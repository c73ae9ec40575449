package io.munjigi.core.testkit;

import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.contract.RevocationsContract;
import io.munjigi.core.testkit.contract.SealedSecretsContract;
import io.munjigi.core.testkit.contract.SessionsContract;
import io.munjigi.core.testkit.contract.SigningKeysContract;
import io.munjigi.core.testkit.contract.SweepingContract;
import io.munjigi.core.testkit.contract.UsersContract;

class InMemoryStoresTest
        implements UsersContract,
                SessionsContract,
                RevocationsContract,
                SweepingContract,
                SigningKeysContract,
                SealedSecretsContract {

    private final SettableClock clock = SettableClock.standing();
    private final InMemoryStores stores = new InMemoryStores(clock);
    private final Sweeping sweeping = stores.sweeping();
    private final Sweeping sweepingOfAnotherNode = stores.sweeping();

    @Override
    public Users users() {
        return stores.users();
    }

    @Override
    public Sessions sessions() {
        return stores.sessions();
    }

    @Override
    public Revocations revocations() {
        return stores.revocations();
    }

    @Override
    public Sweeping sweeping() {
        return sweeping;
    }

    @Override
    public Sweeping sweepingOfAnotherNode() {
        return sweepingOfAnotherNode;
    }

    @Override
    public SigningKeys signingKeys() {
        return stores.signingKeys();
    }

    @Override
    public SealedSecrets sealedSecrets() {
        return stores.sealedSecrets();
    }

    @Override
    public SettableClock clock() {
        return clock;
    }
}

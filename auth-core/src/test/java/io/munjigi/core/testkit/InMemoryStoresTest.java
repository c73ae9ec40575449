package io.munjigi.core.testkit;

import io.munjigi.core.model.UserId;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.contract.SealedSecretsContract;
import io.munjigi.core.testkit.contract.SessionsContract;
import io.munjigi.core.testkit.contract.SigningKeysContract;
import io.munjigi.core.testkit.contract.UsersContract;

class InMemoryStoresTest implements UsersContract, SessionsContract, SigningKeysContract, SealedSecretsContract {

    private final SettableClock clock = SettableClock.standing();
    private final InMemoryStores stores = new InMemoryStores(clock);

    @Override
    public Users users() {
        return stores.users();
    }

    @Override
    public Sessions sessions() {
        return stores.sessions();
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

    @Override
    public void moveVersionAndEndSessions(UserId id) {
        stores.moveVersionAndEndSessions(id);
    }

    @Override
    public void disable(UserId id) {
        stores.disable(id);
    }

    @Override
    public void remove(UserId id) {
        stores.remove(id);
    }
}

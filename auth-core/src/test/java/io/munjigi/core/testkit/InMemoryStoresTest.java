package io.munjigi.core.testkit;

import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.contract.AuditChainContract;
import io.munjigi.core.testkit.contract.AuditLogContract;
import io.munjigi.core.testkit.contract.PasswordAttemptsContract;
import io.munjigi.core.testkit.contract.RevocationsContract;
import io.munjigi.core.testkit.contract.SealedSecretsContract;
import io.munjigi.core.testkit.contract.SessionsContract;
import io.munjigi.core.testkit.contract.SigningKeysContract;
import io.munjigi.core.testkit.contract.SweepingContract;
import io.munjigi.core.testkit.contract.UserDirectoryContract;
import io.munjigi.core.testkit.contract.UsersContract;

class InMemoryStoresTest
        implements UsersContract,
                SessionsContract,
                RevocationsContract,
                SweepingContract,
                PasswordAttemptsContract,
                SigningKeysContract,
                SealedSecretsContract,
                UserDirectoryContract,
                AuditLogContract,
                AuditChainContract {

    private final SettableClock clock = SettableClock.standing();
    private final InMemoryStores stores = new InMemoryStores(clock);
    private final Sweeping sweeping = stores.sweeping();
    private final Sweeping sweepingOfAnotherNode = stores.sweeping();

    @Override
    public Users users() {
        return stores.users();
    }

    @Override
    public UserDirectory userDirectory() {
        return stores.userDirectory();
    }

    @Override
    public AuditLog auditLog() {
        return stores.auditLog();
    }

    @Override
    public AuditChain auditChain() {
        return stores.auditChain();
    }

    /** Each test has stores of its own. */
    @Override
    public void withoutAdministrators() {}

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
    public PasswordAttempts passwordAttempts() {
        return stores.passwordAttempts();
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

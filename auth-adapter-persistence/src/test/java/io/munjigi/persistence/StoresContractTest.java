package io.munjigi.persistence;

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
import io.munjigi.core.testkit.SettableClock;
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
import io.munjigi.persistence.TestDatabase.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every store's contract, against every kind of database. */
class StoresContractTest {

    @Nested
    class H2InMemory extends OneDatabase {
        H2InMemory() {
            super(Kind.H2_IN_MEMORY);
        }
    }

    @Nested
    class H2InAFile extends OneDatabase {
        H2InAFile() {
            super(Kind.H2_IN_A_FILE);
        }
    }

    @Nested
    class Postgresql extends OneDatabase {
        Postgresql() {
            super(Kind.POSTGRESQL);
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class OneDatabase
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

        private final Kind kind;
        private TestDatabase opened;
        private Database anotherNode;

        OneDatabase(Kind kind) {
            this.kind = kind;
        }

        @Override
        public int many() {
            return JdbiUserDirectory.FEW + 100;
        }

        @BeforeAll
        void open() {
            opened = TestDatabase.fresh(kind);
            anotherNode = opened.anotherNode();
        }

        @BeforeEach
        void forgetKeys() {
            opened.execute("DELETE FROM signing_keys");
            opened.execute("DELETE FROM sealed_secrets");
        }

        @BeforeEach
        void forgetAuditTrail() {
            opened.execute("DELETE FROM audit_events");
            opened.execute("DELETE FROM audit_batches");
            opened.execute("UPDATE audit_head SET seal = NULL");
        }

        @Override
        public void withoutAdministrators() {
            opened.execute("DELETE FROM user_roles WHERE role = 'admin'");
        }

        @Override
        public UserDirectory userDirectory() {
            return opened.database.userDirectory();
        }

        @Override
        public AuditLog auditLog() {
            return opened.database.auditLog();
        }

        @Override
        public AuditChain auditChain() {
            return opened.database.auditChain();
        }

        @AfterAll
        void close() {
            anotherNode.close();
            opened.database.close();
        }

        @Override
        public Users users() {
            return opened.database.users();
        }

        @Override
        public Sessions sessions() {
            return opened.database.sessions();
        }

        @Override
        public Revocations revocations() {
            return opened.database.revocations();
        }

        @Override
        public Sweeping sweeping() {
            return opened.database.sweeping();
        }

        @Override
        public Sweeping sweepingOfAnotherNode() {
            return anotherNode.sweeping();
        }

        @Override
        public SigningKeys signingKeys() {
            return opened.database.signingKeys();
        }

        @Override
        public PasswordAttempts passwordAttempts() {
            return opened.database.passwordAttempts();
        }

        @Override
        public SealedSecrets sealedSecrets() {
            return opened.database.sealedSecrets();
        }

        @Override
        public SettableClock clock() {
            return opened.clock;
        }
    }
}

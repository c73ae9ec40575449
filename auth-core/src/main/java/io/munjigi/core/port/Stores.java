package io.munjigi.core.port;

/** All stores of one database together, for those who bring a whole database rather than single stores. */
public interface Stores {

    /** The accounts. */
    Users users();

    /** The accounts, many at a time. */
    UserDirectory userDirectory();

    /** The sessions. */
    Sessions sessions();

    /** The keys that sign access tokens. */
    SigningKeys signingKeys();

    /** The record of revocations. */
    Revocations revocations();

    /** The audit trail. */
    AuditLog auditLog();

    /** The chain over it. */
    AuditChain auditChain();

    /** The counts of wrong passwords. */
    PasswordAttempts passwordAttempts();

    /** What removes what has had its time. */
    Sweeping sweeping();

    /** The keys that are made once. */
    SealedSecrets sealedSecrets();
}

-- ${bytewise} is the collation that compares bytes, where a database has another by default: it is the fastest, and an index
-- in it outlives an upgrade of the operating system's own collations.

CREATE TABLE users (
    id             UUID                        CONSTRAINT one_account_per_id PRIMARY KEY,
    email          VARCHAR                     NOT NULL,
    email_key      VARCHAR ${bytewise}         NOT NULL CONSTRAINT one_account_per_email_key UNIQUE,
    password_hash  VARCHAR,
    email_verified BOOLEAN                     NOT NULL,
    disabled       BOOLEAN                     NOT NULL,
    version        BIGINT                      NOT NULL,
    created_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE user_roles (
    user_id UUID               NOT NULL REFERENCES users ON DELETE CASCADE,
    role    VARCHAR ${bytewise} NOT NULL CHECK (POSITION(',' IN role) = 0),
    PRIMARY KEY (user_id, role)
);

CREATE INDEX user_roles_by_role ON user_roles (role, user_id);

CREATE TABLE sessions (
    id                UUID                        PRIMARY KEY,
    user_id           UUID                        NOT NULL REFERENCES users ON DELETE CASCADE,
    generation        INTEGER                     NOT NULL CHECK (generation >= 0),
    secret_digest     BYTEA                       NOT NULL CHECK (OCTET_LENGTH(secret_digest) = 32),
    created_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_used_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    idle_expires_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    access_expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    address           VARCHAR,
    user_agent        VARCHAR
);

CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE signing_keys (
    number             INTEGER                     CONSTRAINT one_key_per_number PRIMARY KEY,
    key_id             VARCHAR ${bytewise}         NOT NULL CONSTRAINT one_key_per_key_id UNIQUE,
    algorithm          VARCHAR                     NOT NULL,
    public_key         VARCHAR                     NOT NULL,
    sealed_private_key BYTEA                       NOT NULL,
    created_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    signs_from         TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE sealed_secrets (
    purpose    VARCHAR ${bytewise}         CONSTRAINT one_secret_per_purpose PRIMARY KEY,
    sealed     BYTEA                       NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Like revocations, the audit trail outlives what it is about: no reference leads from here to a user.
CREATE TABLE audit_events (
    id              UUID                        PRIMARY KEY,
    number          BIGINT                      CONSTRAINT one_event_per_number UNIQUE,
    at              TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    kind            VARCHAR ${bytewise}         NOT NULL,
    outcome         VARCHAR                     NOT NULL,
    actor           VARCHAR ${bytewise},
    subject         VARCHAR ${bytewise},
    detail          VARCHAR,
    request_id      VARCHAR,
    address         VARCHAR,
    user_agent      VARCHAR,
    salt            BYTEA,
    personal_digest BYTEA                       NOT NULL CHECK (OCTET_LENGTH(personal_digest) = 32)
);

CREATE INDEX audit_events_by_actor ON audit_events (actor, id);
CREATE INDEX audit_events_by_subject ON audit_events (subject, id);
CREATE INDEX audit_events_by_kind ON audit_events (kind, id);
-- Those that are in no batch yet have no number.
CREATE INDEX audit_events_by_number ON audit_events (number, id);

CREATE TABLE audit_batches (
    number      BIGINT                      CONSTRAINT one_batch_per_number PRIMARY KEY,
    first_event BIGINT                      NOT NULL,
    sealed_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    listing     BYTEA                       NOT NULL,
    previous    BYTEA                       NOT NULL CHECK (OCTET_LENGTH(previous) = 32),
    head        BYTEA                       NOT NULL CHECK (OCTET_LENGTH(head) = 32)
);

-- One row, which is locked by whoever seals; it says nothing until the first batch.
CREATE TABLE audit_head (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    last_batch    BIGINT,
    last_event    BIGINT,
    last_head     BYTEA CHECK (OCTET_LENGTH(last_head) = 32),
    trimmed_batch BIGINT,
    trimmed_event BIGINT,
    trimmed_head  BYTEA CHECK (OCTET_LENGTH(trimmed_head) = 32),
    seal          BYTEA CHECK (OCTET_LENGTH(seal) = 32)
);

INSERT INTO audit_head (id) VALUES (1);

-- Users who are gone, and of whose events what is personal is still to be erased, some at a time.
CREATE TABLE audit_erasures (
    user_id      UUID                        PRIMARY KEY,
    requested_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reached      UUID                        NOT NULL
);

-- Held by whoever may take an administrator away.
INSERT INTO turns (work) VALUES ('administrators');

CREATE INDEX users_by_state ON users (disabled, id);

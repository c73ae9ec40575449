-- What is revoked outlives what it was: no reference leads from here to a session or a user.
CREATE TABLE revocations (
    number      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        VARCHAR                     NOT NULL,
    id          UUID                        NOT NULL,
    recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    until       TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- News is read from some time on; what is outdated is removed, the oldest first.
CREATE INDEX revocations_by_record ON revocations (recorded_at);
CREATE INDEX revocations_by_end ON revocations (until);

-- Whose turn it is to do what only one node should do at a time.
CREATE TABLE turns (
    work   VARCHAR ${bytewise}         PRIMARY KEY,
    holder UUID,
    until  TIMESTAMP(6) WITH TIME ZONE
);

INSERT INTO turns (work) VALUES ('sweeping');

-- Wrong passwords in a row. Keys are keyed digests: of an address that was typed, with an account or without, of a device, or of a session.
CREATE TABLE password_attempts (
    id           UUID                        CONSTRAINT one_count_per_key PRIMARY KEY,
    wrong        INTEGER                     NOT NULL,
    not_before   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    forgotten_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX password_attempts_by_end ON password_attempts (forgotten_at);
-- The first ones to go if there are too many.
CREATE INDEX password_attempts_by_weight ON password_attempts (wrong, forgotten_at);

-- Hosts, what is known of them, and when each is due. Times are microseconds
-- since 1970 UTC; NULL means never.

-- +statement
CREATE TABLE instances (
    host             TEXT    NOT NULL PRIMARY KEY,
    status           TEXT    NOT NULL,
    discovered_at_us INTEGER NOT NULL,
    via              TEXT    NOT NULL,
    last_visit_at_us INTEGER,
    last_seen_at_us  INTEGER,
    failures         INTEGER NOT NULL DEFAULT 0,
    down_since_us    INTEGER,
    last_outcome     TEXT    NOT NULL DEFAULT '',
    last_reason      TEXT    NOT NULL DEFAULT '',
    facts            TEXT    NOT NULL DEFAULT '', -- JSON; '' while nothing is known
    revision         INTEGER NOT NULL             -- of the change that wrote the row
) STRICT

-- +statement
CREATE INDEX instances_status
    ON instances (status)

-- +statement
CREATE INDEX instances_answered
    ON instances (host)
    WHERE last_seen_at_us IS NOT NULL

-- +statement
-- The frontier. A row is free while lease_until_us is NULL. The worker stays
-- until somebody else leases the host or the holder is done, so that a holder
-- whose lease ran out may still finish if nobody took its place.
CREATE TABLE frontier (
    host           TEXT    NOT NULL PRIMARY KEY REFERENCES instances (host) ON DELETE CASCADE,
    due_at_us      INTEGER NOT NULL,
    lease_until_us INTEGER,
    token          INTEGER NOT NULL DEFAULT 0,  -- grows with every lease
    worker         TEXT    NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX frontier_due
    ON frontier (due_at_us)
    WHERE lease_until_us IS NULL

-- +statement
CREATE INDEX frontier_leased
    ON frontier (lease_until_us)
    WHERE lease_until_us IS NOT NULL

-- +statement
CREATE TABLE meta (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID

-- +statement
INSERT INTO meta (name, value)
VALUES ('revision', 0)

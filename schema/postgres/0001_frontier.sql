-- Hosts, what is known of them, and when each is due. Times are microseconds
-- since 1970 UTC; NULL means never. Hosts compare byte by byte, as in SQLite and
-- in Go, whatever the database's own collation.

-- +statement
CREATE TABLE instances (
    host             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    status           TEXT    NOT NULL,
    discovered_at_us BIGINT  NOT NULL,
    via              TEXT    NOT NULL,
    last_visit_at_us BIGINT,
    last_seen_at_us  BIGINT,
    failures         INTEGER NOT NULL DEFAULT 0,
    down_since_us    BIGINT,
    last_outcome     TEXT    NOT NULL DEFAULT '',
    last_reason      TEXT    NOT NULL DEFAULT '',
    facts            TEXT    NOT NULL DEFAULT '', -- JSON; '' while nothing is known
    revision         BIGINT  NOT NULL DEFAULT 0
) WITH (fillfactor = 80)

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
--
-- Every visit updates its row twice, and a lease reads the index from its oldest
-- end, where the dead entries gather: the table is vacuumed early and without
-- pauses, or leases would slow down as it ages.
CREATE TABLE frontier (
    host           TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES instances (host) ON DELETE CASCADE,
    due_at_us      BIGINT  NOT NULL,
    lease_until_us BIGINT,
    token          BIGINT  NOT NULL DEFAULT 0,  -- grows with every lease
    worker         TEXT    NOT NULL DEFAULT ''
) WITH (
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_cost_delay = 0
)

-- +statement
CREATE INDEX frontier_due
    ON frontier (due_at_us, host)
    WHERE lease_until_us IS NULL

-- +statement
CREATE INDEX frontier_leased
    ON frontier (lease_until_us)
    WHERE lease_until_us IS NOT NULL

-- +statement
CREATE TABLE meta (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
)

-- +statement
INSERT INTO meta (name, value)
VALUES ('revision', 0)

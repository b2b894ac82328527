-- Who leads what, who asked to be forgotten, and a revision that many writers may
-- move on at once.

-- +statement
-- A leadership is free while until_us is NULL or past. The token grows with every
-- new leader. done_at_us is when a leader last finished what the name stands for.
CREATE TABLE leaders (
    name       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    worker     TEXT    NOT NULL,
    token      BIGINT  NOT NULL,
    until_us   BIGINT,
    done_at_us BIGINT
) WITH (fillfactor = 50)

-- +statement
-- Hosts that must never come back, whatever is added or restored. A row is never
-- removed.
CREATE TABLE forgotten (
    host  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at_us BIGINT NOT NULL,
    why   TEXT COLLATE "C" NOT NULL
)

-- +statement
-- The revision is the sum of the shards. Each change moves one of them on as the
-- last thing its transaction does, so that writers seldom wait for each other.
-- A sequence would not do: it moves on before its transaction commits, and a
-- reader that looked in between would take its old copy for the new one.
CREATE TABLE revisions (
    shard INTEGER NOT NULL PRIMARY KEY,
    value BIGINT  NOT NULL
) WITH (fillfactor = 10)

-- +statement
INSERT INTO revisions (shard, value)
SELECT shard, CASE WHEN shard = 0 THEN (SELECT value FROM meta WHERE name = 'revision') ELSE 0 END
FROM generate_series(0, 63) AS shard

-- +statement
DROP TABLE meta

-- +statement
ALTER TABLE instances
    DROP COLUMN revision

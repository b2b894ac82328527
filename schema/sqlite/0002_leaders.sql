-- Who leads what, who asked to be forgotten, and a revision in the form that the
-- other databases have, where many writers move it on at once.

-- +statement
-- A leadership is free while until_us is NULL or past. The token grows with every
-- new leader. done_at_us is when a leader last finished what the name stands for.
CREATE TABLE leaders (
    name       TEXT    NOT NULL PRIMARY KEY,
    worker     TEXT    NOT NULL,
    token      INTEGER NOT NULL,
    until_us   INTEGER,
    done_at_us INTEGER
) STRICT, WITHOUT ROWID

-- +statement
-- Hosts that must never come back, whatever is added or restored. A row is never
-- removed.
CREATE TABLE forgotten (
    host  TEXT    NOT NULL PRIMARY KEY,
    at_us INTEGER NOT NULL,
    why   TEXT    NOT NULL
) STRICT, WITHOUT ROWID

-- +statement
-- The revision is the sum of the shards; SQLite, which has one writer at a time,
-- has one.
CREATE TABLE revisions (
    shard INTEGER NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT

-- +statement
INSERT INTO revisions (shard, value)
SELECT 0, value
FROM meta
WHERE name = 'revision'

-- +statement
DROP TABLE meta

-- +statement
ALTER TABLE instances
    DROP COLUMN revision

-- Observations on their way to the observations store. Times are microseconds
-- since 1970 UTC.

-- +statement
-- seq counts without gaps and never starts again, so that a missing row is
-- noticed. The checksum covers seq, time and body.
CREATE TABLE spool (
    seq            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    appended_at_us INTEGER NOT NULL,
    crc32c         INTEGER NOT NULL,
    body           BLOB    NOT NULL
) STRICT

-- +statement
-- The one batch under way. It is written before the batch is handed out and
-- outlives a crash, so that a batch id always means the same rows.
CREATE TABLE flight (
    one       INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    batch_id  TEXT    NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL
) STRICT

-- +statement
-- Rows that could not be read or that the observations store can never accept,
-- kept for a human to look at.
CREATE TABLE quarantine (
    id          INTEGER NOT NULL PRIMARY KEY,
    found_at_us INTEGER NOT NULL,
    seq         INTEGER,
    reason      TEXT    NOT NULL,
    body        BLOB
) STRICT

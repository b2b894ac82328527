-- When workers measured nothing, because they could not have told their own
-- failures from those of instances.

-- +statement
-- A gap goes on while ended_at_us is NULL and seen_at_us is fresh.
CREATE TABLE gaps (
    worker      TEXT    NOT NULL,
    began_at_us INTEGER NOT NULL,
    seen_at_us  INTEGER NOT NULL,
    ended_at_us INTEGER,
    cause       TEXT    NOT NULL,
    PRIMARY KEY (worker, began_at_us)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX gaps_seen
    ON gaps (seen_at_us)

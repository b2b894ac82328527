-- When workers measured nothing, because they could not have told their own
-- failures from those of instances.

-- +statement
-- A gap goes on while ended_at_us is NULL and seen_at_us is fresh.
CREATE TABLE gaps (
    worker      TEXT COLLATE "C" NOT NULL,
    began_at_us BIGINT NOT NULL,
    seen_at_us  BIGINT NOT NULL,
    ended_at_us BIGINT,
    cause       TEXT    NOT NULL,
    PRIMARY KEY (worker, began_at_us)
)

-- +statement
CREATE INDEX gaps_seen
    ON gaps (seen_at_us)

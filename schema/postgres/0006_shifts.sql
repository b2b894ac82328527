-- When workers crawled, so that it is known whether one went on while another
-- measured nothing.

-- +statement
CREATE TABLE shifts (
    worker      TEXT COLLATE "C" NOT NULL,
    began_at_us BIGINT NOT NULL,
    seen_at_us  BIGINT NOT NULL,
    PRIMARY KEY (worker, began_at_us)
)

-- +statement
CREATE INDEX shifts_seen
    ON shifts (seen_at_us)

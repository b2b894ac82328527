-- When workers crawled, so that it is known whether one went on while another
-- measured nothing.

-- +statement
CREATE TABLE shifts (
    worker      TEXT    NOT NULL,
    began_at_us INTEGER NOT NULL,
    seen_at_us  INTEGER NOT NULL,
    PRIMARY KEY (worker, began_at_us)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX shifts_seen
    ON shifts (seen_at_us)

-- Closings of instances. Rows go when their host is forgotten. They outlive its row in
-- instances, and may be of hosts that were never visited.

-- +statement
CREATE TABLE notices (
    id       TEXT NOT NULL,
    host     TEXT NOT NULL,
    found_us INTEGER NOT NULL,
    version  INTEGER NOT NULL, -- how often it was stored
    notice   TEXT NOT NULL, -- JSON
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX notices_host
    ON notices (host, id)

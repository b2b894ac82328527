-- Closings of instances. Rows go when their host is forgotten. They outlive its row in
-- instances, and may be of hosts that were never visited.

-- +statement
CREATE TABLE notices (
    id       TEXT COLLATE "C" NOT NULL,
    host     TEXT COLLATE "C" NOT NULL,
    found_us BIGINT NOT NULL,
    version  BIGINT NOT NULL, -- how often it was stored
    notice   TEXT NOT NULL, -- JSON
    PRIMARY KEY (id)
)

-- +statement
CREATE INDEX notices_host
    ON notices (host, id)

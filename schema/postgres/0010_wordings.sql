-- Rules of instances in each of their wordings. All rows go with their host.

-- +statement
CREATE TABLE wordings (
    host          TEXT COLLATE "C" NOT NULL,
    digest        TEXT COLLATE "C" NOT NULL,
    rules         TEXT NOT NULL, -- JSON
    first_seen_us BIGINT NOT NULL,
    last_seen_us  BIGINT NOT NULL,
    PRIMARY KEY (host, digest)
)

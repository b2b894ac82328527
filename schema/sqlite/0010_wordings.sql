-- Rules of instances in each of their wordings. All rows go with their host.

-- +statement
CREATE TABLE wordings (
    host          TEXT NOT NULL,
    digest        TEXT NOT NULL,
    rules         TEXT NOT NULL, -- JSON
    first_seen_us INTEGER NOT NULL,
    last_seen_us  INTEGER NOT NULL,
    PRIMARY KEY (host, digest)
) STRICT, WITHOUT ROWID

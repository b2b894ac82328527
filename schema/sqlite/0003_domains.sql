-- Domains with several hosts, and the other names of instances.

-- +statement
-- A registrable domain below which more than one host was made known. Times are
-- microseconds since 1970 UTC; NULL means never.
CREATE TABLE domains (
    domain       TEXT    NOT NULL PRIMARY KEY,
    state        TEXT    NOT NULL, -- open, quarantined or blocked
    face         TEXT    NOT NULL, -- the host that stands for a quarantined domain, or ''
    admitted     INTEGER NOT NULL,
    verified     INTEGER NOT NULL,
    allowance    INTEGER NOT NULL,
    grown_at_us  INTEGER,
    probed_at_us INTEGER,
    since_us     INTEGER,
    why          TEXT    NOT NULL
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX domains_shut
    ON domains (domain)
    WHERE state <> 'open'

-- +statement
-- Other names of instances, and names that may be. A name that is merged belongs to
-- the instance alone: it is never added as a host of its own.
CREATE TABLE aliases (
    name             TEXT    NOT NULL,
    host             TEXT    NOT NULL, -- the instance that the name leads to
    evidence         TEXT    NOT NULL,
    source           TEXT    NOT NULL, -- the document
    merged           INTEGER NOT NULL, -- 1 or 0
    first_seen_at_us INTEGER NOT NULL,
    last_seen_at_us  INTEGER NOT NULL,
    PRIMARY KEY (name, host)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX aliases_host
    ON aliases (host, name)

-- Why the directory says what it says of an instance. All rows go with their host.

-- +statement
-- Evidence, with the times at which it was there.
CREATE TABLE clues (
    host            TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    source          TEXT    NOT NULL,
    term            TEXT    NOT NULL,
    against         INTEGER NOT NULL,
    snippet         TEXT    NOT NULL,
    weight_permille INTEGER NOT NULL,
    rule_version    TEXT    NOT NULL,
    first_seen_us   INTEGER NOT NULL,
    last_seen_us    INTEGER NOT NULL,
    PRIMARY KEY (host, kind, id, source, term, against)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX clues_seen
    ON clues (last_seen_us)

-- +statement
-- What people and other directories say of an instance's topics.
CREATE TABLE declared (
    host    TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    topic   TEXT    NOT NULL,
    removed INTEGER NOT NULL,
    note    TEXT    NOT NULL,
    at_us   INTEGER NOT NULL,
    PRIMARY KEY (host, source, topic)
) STRICT, WITHOUT ROWID

-- +statement
-- On which of the last days, counted from 1970, an instance showed which hashtag.
CREATE TABLE trending (
    host TEXT    NOT NULL,
    tag  TEXT    NOT NULL,
    day  INTEGER NOT NULL,
    PRIMARY KEY (host, tag, day)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX trending_day
    ON trending (day)

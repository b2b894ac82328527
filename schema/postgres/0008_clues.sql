-- Why the directory says what it says of an instance. All rows go with their host.

-- +statement
-- Evidence, with the times at which it was there.
CREATE TABLE clues (
    host            TEXT COLLATE "C" NOT NULL,
    kind            TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    source          TEXT COLLATE "C" NOT NULL,
    term            TEXT COLLATE "C" NOT NULL,
    against         BIGINT           NOT NULL,
    snippet         TEXT             NOT NULL,
    weight_permille BIGINT           NOT NULL,
    rule_version    TEXT             NOT NULL,
    first_seen_us   BIGINT           NOT NULL,
    last_seen_us    BIGINT           NOT NULL,
    PRIMARY KEY (host, kind, id, source, term, against)
)

-- +statement
CREATE INDEX clues_seen
    ON clues (last_seen_us)

-- +statement
-- What people and other directories say of an instance's topics.
CREATE TABLE declared (
    host    TEXT COLLATE "C" NOT NULL,
    source  TEXT COLLATE "C" NOT NULL,
    topic   TEXT COLLATE "C" NOT NULL,
    removed BIGINT           NOT NULL,
    note    TEXT             NOT NULL,
    at_us   BIGINT           NOT NULL,
    PRIMARY KEY (host, source, topic)
)

-- +statement
-- On which of the last days, counted from 1970, an instance showed which hashtag.
CREATE TABLE trending (
    host TEXT COLLATE "C" NOT NULL,
    tag  TEXT COLLATE "C" NOT NULL,
    day  BIGINT           NOT NULL,
    PRIMARY KEY (host, tag, day)
)

-- +statement
CREATE INDEX trending_day
    ON trending (day)

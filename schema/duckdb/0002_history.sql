-- The long-term record: whole UTC days, made from visits and kept when these are
-- pruned.

-- +statement
-- A sketch is made of buckets (DDSketch): bucket i holds durations of up to
-- gamma^i microseconds, gamma = 1.01 / 0.99, so that its middle is within 1 % of
-- each of them.
CREATE MACRO bucket(us) AS
    CAST(ceil(ln(greatest(us, 1)) / ln(1.01 / 0.99)) AS SMALLINT)

-- +statement
-- The digest of the rules as they are worded; NULL if the visit saw none.
ALTER TABLE observations
    ADD COLUMN rules_digest VARCHAR

-- +statement
-- Days that have visits which the record does not tell of. A generation is what
-- was written between two roll-ups.
CREATE TABLE dirty_days (
    day        DATE   NOT NULL,
    generation BIGINT NOT NULL
)

-- +statement
-- Visits of days before this one have been pruned: what the record says of them
-- can no longer be made anew.
CREATE TABLE pruned (
    before DATE NOT NULL
)

-- +statement
-- Days of months that are over, in order of host within each roll-up, so that a
-- query for one host skips nearly all of it.
CREATE TABLE daily (
    day                DATE     NOT NULL,
    host_key           UINTEGER NOT NULL,
    host               VARCHAR  NOT NULL,
    visits             INTEGER  NOT NULL,
    answered           INTEGER  NOT NULL,
    unknown            INTEGER  NOT NULL,
    -- The buckets of the day's samples, one for each, in order.
    clicks             SMALLINT[],
    firsts             SMALLINT[],
    -- What the last answered visit said.
    software           VARCHAR,
    version            VARCHAR,
    signup             VARCHAR,
    users_total        BIGINT,
    users_active_month BIGINT,
    posts              BIGINT,
    -- What was said last by any answered visit that did say.
    said_software      VARCHAR,
    said_version       VARCHAR,
    said_signup        VARCHAR,
    said_rules         VARCHAR
)

-- +statement
-- The same for days that have come since, in order of day.
CREATE TABLE daily_recent AS
    FROM daily

-- +statement
CREATE VIEW days AS
    FROM daily
    UNION ALL
    FROM daily_recent

-- +statement
-- What each host had said last before a day, which is the one row of said_until.
CREATE TABLE said (
    host_key UINTEGER NOT NULL,
    host     VARCHAR  NOT NULL,
    software VARCHAR,
    version  VARCHAR,
    signup   VARCHAR,
    rules    VARCHAR
)

-- +statement
CREATE TABLE said_until (
    day DATE NOT NULL
)

-- +statement
CREATE TABLE network_days (
    day                DATE    NOT NULL,
    visited            BIGINT  NOT NULL,
    answering          BIGINT  NOT NULL,
    visits             BIGINT  NOT NULL,
    answered           BIGINT  NOT NULL,
    unknown            BIGINT  NOT NULL,
    users_total        BIGINT  NOT NULL,
    users_active_month BIGINT  NOT NULL,
    posts              BIGINT  NOT NULL
)

-- +statement
CREATE TABLE network_sketches (
    day    DATE     NOT NULL,
    kind   VARCHAR  NOT NULL, -- click or first
    bucket SMALLINT NOT NULL,
    n      BIGINT   NOT NULL
)

-- +statement
CREATE TABLE shares (
    day                DATE    NOT NULL,
    share_by           VARCHAR NOT NULL,
    key                VARCHAR NOT NULL,
    instances          BIGINT  NOT NULL,
    users_total        BIGINT  NOT NULL,
    users_active_month BIGINT  NOT NULL
)

-- +statement
CREATE TABLE reasons (
    day     DATE    NOT NULL,
    outcome VARCHAR NOT NULL,
    class   VARCHAR NOT NULL,
    reason  VARCHAR NOT NULL,
    visits  BIGINT  NOT NULL
)

-- +statement
CREATE TABLE changes (
    host_key UINTEGER  NOT NULL,
    host     VARCHAR   NOT NULL,
    seen_at  TIMESTAMP NOT NULL,
    field    VARCHAR   NOT NULL,
    before   VARCHAR   NOT NULL,
    after    VARCHAR   NOT NULL
)

-- +statement
-- Samples of peers lists that have not become edges yet.
CREATE TABLE peer_samples (
    host_key   UINTEGER  NOT NULL,
    host       VARCHAR   NOT NULL,
    visited_at TIMESTAMP NOT NULL,
    peers      VARCHAR[] NOT NULL
)

-- +statement
CREATE TABLE edges (
    host_key UINTEGER  NOT NULL,
    host     VARCHAR   NOT NULL,
    peer     VARCHAR   NOT NULL,
    first_at TIMESTAMP NOT NULL,
    last_at  TIMESTAMP NOT NULL
)

-- +statement
-- Days that older versions wrote.
INSERT INTO dirty_days (day, generation)
SELECT DISTINCT CAST(visited_at AS DATE), 0
FROM observations

-- The long-term record, which outlives the visits. A roll-up takes batches that the
-- ledger has and no earlier roll-up took, and puts their visits into rolling, from
-- which views fill the sums. Hanging the views on observations instead would lose or
-- double sums when a batch is repeated after a fault; a roll-up is repeated with the
-- same visits and the same deduplication token until it is done.

-- +statement
-- +shard 0
-- The roll-ups that are done.
CREATE TABLE IF NOT EXISTS rolls (
    roll    UInt64,
    done_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY roll

-- +statement
-- +shard cityHash64(host)
-- Keeps nothing: what is inserted goes to the views. Durations are at least 1, and
-- mean something only if clicked or opened is set.
CREATE TABLE IF NOT EXISTS rolling (
    id                    String,
    host                  LowCardinality(String),
    visited_at            DateTime64(6, 'UTC'),
    outcome               LowCardinality(String),
    class                 LowCardinality(String),
    reason                LowCardinality(String),
    verdict               LowCardinality(String),
    clicked               UInt8,
    click_us              Int64,
    opened                UInt8,
    first_us              Int64,
    peer_sample           Array(LowCardinality(String)),
    software              String,
    software_version      String,
    signup                String,
    rules                 String,
    users_total           Nullable(Int64),
    users_active_month    Nullable(Int64),
    users_active_halfyear Nullable(Int64),
    posts                 Nullable(Int64)
)
ENGINE = Null

-- +statement
-- +shard cityHash64(host)
-- One instance over time. last is what the day's last answered visit said: software,
-- its version, sign-up mode, users, active in a month, in half a year, posts. said_…
-- are the day's last values among the visits that said. A granule is about a year of
-- one instance, so that its year is not read with those of twenty others.
CREATE TABLE IF NOT EXISTS instance_days (
    host             LowCardinality(String),
    day              Date,
    visits           SimpleAggregateFunction(sum, UInt64),
    answered         SimpleAggregateFunction(sum, UInt64),
    unknown          SimpleAggregateFunction(sum, UInt64),
    clicks           SimpleAggregateFunction(sum, UInt64),
    click            AggregateFunction(quantilesDD(0.01, 0.5, 0.75, 0.95), Int64),
    firsts           SimpleAggregateFunction(sum, UInt64),
    first            AggregateFunction(quantilesDD(0.01, 0.5, 0.75, 0.95), Int64),
    last             AggregateFunction(argMax,
                         Tuple(String, String, String, Nullable(Int64), Nullable(Int64), Nullable(Int64), Nullable(Int64)),
                         Tuple(DateTime64(6, 'UTC'), String)),
    said_software    AggregateFunction(argMax, String, Tuple(DateTime64(6, 'UTC'), String)),
    said_version     AggregateFunction(argMax, String, Tuple(DateTime64(6, 'UTC'), String)),
    said_signup      AggregateFunction(argMax, String, Tuple(DateTime64(6, 'UTC'), String)),
    said_rules       AggregateFunction(argMax, String, Tuple(DateTime64(6, 'UTC'), String))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYear(day)
ORDER BY (host, day)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 512

-- +statement
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_instance_days TO instance_days AS
SELECT
    host,
    toDate(visited_at) AS day,
    countIf(verdict IN ('answered', 'failed')) AS visits,
    countIf(verdict = 'answered') AS answered,
    countIf(verdict = 'unknown') AS unknown,
    countIf(clicked) AS clicks,
    quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(click_us, clicked) AS click,
    countIf(opened) AS firsts,
    quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(first_us, opened) AS first,
    argMaxStateIf(
        (software, software_version, signup, users_total, users_active_month, users_active_halfyear, posts),
        (visited_at, id),
        verdict = 'answered' AND (software != '' OR signup != '' OR users_total IS NOT NULL)) AS last,
    argMaxStateIf(software, (visited_at, id), verdict = 'answered' AND software != '') AS said_software,
    argMaxStateIf(software_version, (visited_at, id), verdict = 'answered' AND software_version != '') AS said_version,
    argMaxStateIf(signup, (visited_at, id), verdict = 'answered' AND signup != '') AS said_signup,
    argMaxStateIf(rules, (visited_at, id), verdict = 'answered' AND rules != '') AS said_rules
FROM rolling
GROUP BY host, day

-- +statement
-- +shard cityHash64(host)
-- Everyone on one day. least_… and most_… are the same if all of the day's visits that
-- said a thing said the same.
CREATE TABLE IF NOT EXISTS day_instances (
    day            Date,
    host           LowCardinality(String),
    visits         SimpleAggregateFunction(sum, UInt64),
    answered       SimpleAggregateFunction(sum, UInt64),
    last           AggregateFunction(argMax,
                       Tuple(String, String, String, Nullable(Int64), Nullable(Int64), Nullable(Int64), Nullable(Int64)),
                       Tuple(DateTime64(6, 'UTC'), String)),
    least_software SimpleAggregateFunction(min, Nullable(String)),
    most_software  SimpleAggregateFunction(max, Nullable(String)),
    least_version  SimpleAggregateFunction(min, Nullable(String)),
    most_version   SimpleAggregateFunction(max, Nullable(String)),
    least_signup   SimpleAggregateFunction(min, Nullable(String)),
    most_signup    SimpleAggregateFunction(max, Nullable(String)),
    least_rules    SimpleAggregateFunction(min, Nullable(String)),
    most_rules     SimpleAggregateFunction(max, Nullable(String))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (day, host)
SETTINGS non_replicated_deduplication_window = 1000

-- +statement
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_day_instances TO day_instances AS
SELECT
    toDate(visited_at) AS day,
    host,
    countIf(verdict IN ('answered', 'failed')) AS visits,
    countIf(verdict = 'answered') AS answered,
    argMaxStateIf(
        (software, software_version, signup, users_total, users_active_month, users_active_halfyear, posts),
        (visited_at, id),
        verdict = 'answered' AND (software != '' OR signup != '' OR users_total IS NOT NULL)) AS last,
    minIf(nullIf(software, ''), verdict = 'answered') AS least_software,
    maxIf(nullIf(software, ''), verdict = 'answered') AS most_software,
    minIf(nullIf(software_version, ''), verdict = 'answered') AS least_version,
    maxIf(nullIf(software_version, ''), verdict = 'answered') AS most_version,
    minIf(nullIf(signup, ''), verdict = 'answered') AS least_signup,
    maxIf(nullIf(signup, ''), verdict = 'answered') AS most_signup,
    minIf(nullIf(rules, ''), verdict = 'answered') AS least_rules,
    maxIf(nullIf(rules, ''), verdict = 'answered') AS most_rules
FROM rolling
GROUP BY day, host

-- +statement
-- +shard toYYYYMMDD(day)
CREATE TABLE IF NOT EXISTS network_days (
    day      Date,
    visits   SimpleAggregateFunction(sum, UInt64),
    answered SimpleAggregateFunction(sum, UInt64),
    unknown  SimpleAggregateFunction(sum, UInt64),
    clicks   SimpleAggregateFunction(sum, UInt64),
    click    AggregateFunction(quantilesDD(0.01, 0.5, 0.75, 0.95), Int64),
    firsts   SimpleAggregateFunction(sum, UInt64),
    first    AggregateFunction(quantilesDD(0.01, 0.5, 0.75, 0.95), Int64)
)
ENGINE = AggregatingMergeTree
ORDER BY day
SETTINGS non_replicated_deduplication_window = 1000

-- +statement
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_network_days TO network_days AS
SELECT
    toDate(visited_at) AS day,
    countIf(verdict IN ('answered', 'failed')) AS visits,
    countIf(verdict = 'answered') AS answered,
    countIf(verdict = 'unknown') AS unknown,
    countIf(clicked) AS clicks,
    quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(click_us, clicked) AS click,
    countIf(opened) AS firsts,
    quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(first_us, opened) AS first
FROM rolling
GROUP BY day

-- +statement
-- +shard toYYYYMMDD(day)
CREATE TABLE IF NOT EXISTS reason_days (
    day     Date,
    outcome LowCardinality(String),
    class   LowCardinality(String),
    reason  LowCardinality(String),
    visits  SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
ORDER BY (day, outcome, class, reason)
SETTINGS non_replicated_deduplication_window = 1000

-- +statement
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_reason_days TO reason_days AS
SELECT
    toDate(visited_at) AS day,
    outcome,
    class,
    reason,
    count() AS visits
FROM rolling
WHERE outcome != 'answered'
GROUP BY day, outcome, class, reason

-- +statement
-- +shard cityHash64(host)
CREATE TABLE IF NOT EXISTS peer_edges (
    host       LowCardinality(String),
    peer       String CODEC(ZSTD(1)),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen  SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (host, peer)
SETTINGS non_replicated_deduplication_window = 1000

-- +statement
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_peer_edges TO peer_edges AS
SELECT
    host,
    peer,
    min(visited_at) AS first_seen,
    max(visited_at) AS last_seen
FROM rolling
ARRAY JOIN peer_sample AS peer
GROUP BY host, peer

-- +statement
-- +shard toYYYYMMDD(day)
-- What the instances of a day add up to, worked out anew from instance_days whenever
-- the day changes; the highest version, a time, is the valid one.
CREATE TABLE IF NOT EXISTS day_totals (
    day                Date,
    version            UInt64,
    visited            UInt64,
    answering          UInt64,
    users_total        Int64,
    users_active_month Int64,
    posts              Int64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY day

-- +statement
-- +shard toYYYYMMDD(day)
-- by_what is "software" or "signup_mode"; the arrays run in step.
CREATE TABLE IF NOT EXISTS day_shares (
    day                Date,
    by_what            LowCardinality(String),
    version            UInt64,
    key                Array(String),
    instances          Array(UInt64),
    users_total        Array(Int64),
    users_active_month Array(Int64)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (day, by_what)

-- +statement
-- +shard cityHash64(host)
-- A change that a later roll-up no longer sees, because visits came in between, is
-- marked void.
CREATE TABLE IF NOT EXISTS changes (
    host         LowCardinality(String),
    at           DateTime64(6, 'UTC'),
    field        LowCardinality(String),
    value_before String,
    value_after  String,
    version      UInt64,
    void         UInt8
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (host, at, field)

-- +statement
-- +shard 0
-- Visits before the latest of these times are no longer in observations.
CREATE TABLE IF NOT EXISTS prunes (
    before    DateTime64(6, 'UTC'),
    pruned_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY before

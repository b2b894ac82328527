-- 0001_observations.sql
-- One instance over time is one range of the key. Facts and steps hardly change
-- from one visit of an instance to the next, and lie beside each other, so that ZSTD
-- all but removes the repetition.
CREATE TABLE IF NOT EXISTS observations_local ON CLUSTER `north` (
    id                        String CODEC(ZSTD(1)),
    host                      LowCardinality(String),
    visited_at                DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
    written_at                DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1)),
    batch                     UInt64 CODEC(ZSTD(1)),
    took_us                   Int64 CODEC(T64, ZSTD(1)),
    outcome                   LowCardinality(String),
    class                     LowCardinality(String),
    reason                    LowCardinality(String),
    http_status               Int32 CODEC(T64, ZSTD(1)),
    -- Which exchanges happened: 1 the first, 2 the click. Phases are 0 otherwise.
    exchanges                 UInt8,
    first_dns_us              Int64 CODEC(T64, ZSTD(1)),
    first_tcp_us              Int64 CODEC(T64, ZSTD(1)),
    first_tls_us              Int64 CODEC(T64, ZSTD(1)),
    first_first_byte_us       Int64 CODEC(T64, ZSTD(1)),
    first_transfer_us         Int64 CODEC(T64, ZSTD(1)),
    click_dns_us              Int64 CODEC(T64, ZSTD(1)),
    click_tcp_us              Int64 CODEC(T64, ZSTD(1)),
    click_tls_us              Int64 CODEC(T64, ZSTD(1)),
    click_first_byte_us       Int64 CODEC(T64, ZSTD(1)),
    click_transfer_us         Int64 CODEC(T64, ZSTD(1)),
    requests                  Int64 CODEC(T64, ZSTD(1)),
    peers                     Int64 CODEC(T64, ZSTD(1)),
    peer_sample               Array(LowCardinality(String)),
    -- What the instance stated, empty if it did not; the facts have it, too.
    software                  LowCardinality(String),
    software_version          LowCardinality(String),
    signup                    LowCardinality(String),
    rules                     String CODEC(ZSTD(1)), -- their digest
    users_total               Nullable(Int64) CODEC(T64, ZSTD(1)),
    users_total_why           LowCardinality(String),
    users_active_month        Nullable(Int64) CODEC(T64, ZSTD(1)),
    users_active_month_why    LowCardinality(String),
    users_active_halfyear     Nullable(Int64) CODEC(T64, ZSTD(1)),
    users_active_halfyear_why LowCardinality(String),
    posts                     Nullable(Int64) CODEC(T64, ZSTD(1)),
    posts_why                 LowCardinality(String),
    -- facts_at is when the facts were seen; 0 if they say that themselves.
    bytes                     UInt32 CODEC(T64, ZSTD(1)), -- of facts and steps
    facts                     String CODEC(ZSTD(3)),      -- JSON, empty if there are none
    facts_at                  DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
    steps                     String CODEC(ZSTD(3))       -- JSON, empty if there are none
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(visited_at)
ORDER BY (host, visited_at, id)
SETTINGS replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1
;

-- 0001_observations.sql
CREATE TABLE IF NOT EXISTS observations ON CLUSTER `north` AS observations_local
ENGINE = Distributed(`north`, currentDatabase(), observations_local, cityHash64(host))
;

-- 0001_observations.sql
-- A batch whose id is here has been written. batch is the hash that its rows carry,
-- roll the number of the roll-up that took it, 0 before. The table is on one shard,
-- so that one insert gives batches to a roll-up as a whole.
CREATE TABLE IF NOT EXISTS batches_local ON CLUSTER `north` (
    batch_id     String,
    batch        UInt64,
    written_at   DateTime('UTC') DEFAULT now(),
    observations UInt32,
    first_at     DateTime64(6, 'UTC'),
    last_at      DateTime64(6, 'UTC'),
    roll         UInt64
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', roll)
ORDER BY batch_id
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- 0001_observations.sql
CREATE TABLE IF NOT EXISTS batches ON CLUSTER `north` AS batches_local
ENGINE = Distributed(`north`, currentDatabase(), batches_local, 0)
;

-- 0002_history.sql
-- The roll-ups that are done.
CREATE TABLE IF NOT EXISTS rolls_local ON CLUSTER `north` (
    roll    UInt64,
    done_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY roll
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS rolls ON CLUSTER `north` AS rolls_local
ENGINE = Distributed(`north`, currentDatabase(), rolls_local, 0)
;

-- 0002_history.sql
-- Keeps nothing: what is inserted goes to the views. Durations are at least 1, and
-- mean something only if clicked or opened is set.
CREATE TABLE IF NOT EXISTS rolling_local ON CLUSTER `north` (
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
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS rolling ON CLUSTER `north` AS rolling_local
ENGINE = Distributed(`north`, currentDatabase(), rolling_local, cityHash64(host))
;

-- 0002_history.sql
-- One instance over time. last is what the day's last answered visit said: software,
-- its version, sign-up mode, users, active in a month, in half a year, posts. said_…
-- are the day's last values among the visits that said. A granule is about a year of
-- one instance, so that its year is not read with those of twenty others.
CREATE TABLE IF NOT EXISTS instance_days_local ON CLUSTER `north` (
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
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYear(day)
ORDER BY (host, day)
SETTINGS replicated_deduplication_window = 1000, index_granularity = 512
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS instance_days ON CLUSTER `north` AS instance_days_local
ENGINE = Distributed(`north`, currentDatabase(), instance_days_local, cityHash64(host))
;

-- 0002_history.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_instance_days ON CLUSTER `north` TO instance_days_local AS
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
FROM rolling_local
GROUP BY host, day
;

-- 0002_history.sql
-- Everyone on one day. least_… and most_… are the same if all of the day's visits that
-- said a thing said the same.
CREATE TABLE IF NOT EXISTS day_instances_local ON CLUSTER `north` (
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
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(day)
ORDER BY (day, host)
SETTINGS replicated_deduplication_window = 1000
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS day_instances ON CLUSTER `north` AS day_instances_local
ENGINE = Distributed(`north`, currentDatabase(), day_instances_local, cityHash64(host))
;

-- 0002_history.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_day_instances ON CLUSTER `north` TO day_instances_local AS
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
FROM rolling_local
GROUP BY day, host
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS network_days_local ON CLUSTER `north` (
    day      Date,
    visits   SimpleAggregateFunction(sum, UInt64),
    answered SimpleAggregateFunction(sum, UInt64),
    unknown  SimpleAggregateFunction(sum, UInt64),
    clicks   SimpleAggregateFunction(sum, UInt64),
    click    AggregateFunction(quantilesDD(0.01, 0.5, 0.75, 0.95), Int64),
    firsts   SimpleAggregateFunction(sum, UInt64),
    first    AggregateFunction(quantilesDD(0.01, 0.5, 0.75, 0.95), Int64)
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY day
SETTINGS replicated_deduplication_window = 1000
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS network_days ON CLUSTER `north` AS network_days_local
ENGINE = Distributed(`north`, currentDatabase(), network_days_local, toYYYYMMDD(day))
;

-- 0002_history.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_network_days ON CLUSTER `north` TO network_days_local AS
SELECT
    toDate(visited_at) AS day,
    countIf(verdict IN ('answered', 'failed')) AS visits,
    countIf(verdict = 'answered') AS answered,
    countIf(verdict = 'unknown') AS unknown,
    countIf(clicked) AS clicks,
    quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(click_us, clicked) AS click,
    countIf(opened) AS firsts,
    quantilesDDStateIf(0.01, 0.5, 0.75, 0.95)(first_us, opened) AS first
FROM rolling_local
GROUP BY day
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS reason_days_local ON CLUSTER `north` (
    day     Date,
    outcome LowCardinality(String),
    class   LowCardinality(String),
    reason  LowCardinality(String),
    visits  SimpleAggregateFunction(sum, UInt64)
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (day, outcome, class, reason)
SETTINGS replicated_deduplication_window = 1000
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS reason_days ON CLUSTER `north` AS reason_days_local
ENGINE = Distributed(`north`, currentDatabase(), reason_days_local, toYYYYMMDD(day))
;

-- 0002_history.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_reason_days ON CLUSTER `north` TO reason_days_local AS
SELECT
    toDate(visited_at) AS day,
    outcome,
    class,
    reason,
    count() AS visits
FROM rolling_local
WHERE outcome != 'answered'
GROUP BY day, outcome, class, reason
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS peer_edges_local ON CLUSTER `north` (
    host       LowCardinality(String),
    peer       String CODEC(ZSTD(1)),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen  SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (host, peer)
SETTINGS replicated_deduplication_window = 1000
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS peer_edges ON CLUSTER `north` AS peer_edges_local
ENGINE = Distributed(`north`, currentDatabase(), peer_edges_local, cityHash64(host))
;

-- 0002_history.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS rolling_to_peer_edges ON CLUSTER `north` TO peer_edges_local AS
SELECT
    host,
    peer,
    min(visited_at) AS first_seen,
    max(visited_at) AS last_seen
FROM rolling_local
ARRAY JOIN peer_sample AS peer
GROUP BY host, peer
;

-- 0002_history.sql
-- What the instances of a day add up to, worked out anew from instance_days whenever
-- the day changes; the highest version, a time, is the valid one.
CREATE TABLE IF NOT EXISTS day_totals_local ON CLUSTER `north` (
    day                Date,
    version            UInt64,
    visited            UInt64,
    answering          UInt64,
    users_total        Int64,
    users_active_month Int64,
    posts              Int64
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY day
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS day_totals ON CLUSTER `north` AS day_totals_local
ENGINE = Distributed(`north`, currentDatabase(), day_totals_local, toYYYYMMDD(day))
;

-- 0002_history.sql
-- by_what is "software" or "signup_mode"; the arrays run in step.
CREATE TABLE IF NOT EXISTS day_shares_local ON CLUSTER `north` (
    day                Date,
    by_what            LowCardinality(String),
    version            UInt64,
    key                Array(String),
    instances          Array(UInt64),
    users_total        Array(Int64),
    users_active_month Array(Int64)
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY (day, by_what)
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS day_shares ON CLUSTER `north` AS day_shares_local
ENGINE = Distributed(`north`, currentDatabase(), day_shares_local, toYYYYMMDD(day))
;

-- 0002_history.sql
-- A change that a later roll-up no longer sees, because visits came in between, is
-- marked void.
CREATE TABLE IF NOT EXISTS changes_local ON CLUSTER `north` (
    host         LowCardinality(String),
    at           DateTime64(6, 'UTC'),
    field        LowCardinality(String),
    value_before String,
    value_after  String,
    version      UInt64,
    void         UInt8
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY (host, at, field)
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS changes ON CLUSTER `north` AS changes_local
ENGINE = Distributed(`north`, currentDatabase(), changes_local, cityHash64(host))
;

-- 0002_history.sql
-- Visits before the latest of these times are no longer in observations.
CREATE TABLE IF NOT EXISTS prunes_local ON CLUSTER `north` (
    before    DateTime64(6, 'UTC'),
    pruned_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY before
;

-- 0002_history.sql
CREATE TABLE IF NOT EXISTS prunes ON CLUSTER `north` AS prunes_local
ENGINE = Distributed(`north`, currentDatabase(), prunes_local, 0)
;

-- 0003_connection.sql
-- Empty of visits from before places had names.
ALTER TABLE observations_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS vantage LowCardinality(String)
;

-- 0003_connection.sql
-- Empty of visits from before places had names.
ALTER TABLE observations ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS vantage LowCardinality(String)
;

-- 0003_connection.sql
-- JSON, empty if nothing is known.
ALTER TABLE observations_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS connection String CODEC(ZSTD(3))
;

-- 0003_connection.sql
-- JSON, empty if nothing is known.
ALTER TABLE observations ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS connection String CODEC(ZSTD(3))
;

-- 0004_sums.sql
-- Why each of the four counts is missing or doubted, in the order of last; empty if
-- nothing speaks against it.
ALTER TABLE rolling_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS whys Array(String)
;

-- 0004_sums.sql
-- Why each of the four counts is missing or doubted, in the order of last; empty if
-- nothing speaks against it.
ALTER TABLE rolling ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS whys Array(String)
;

-- 0004_sums.sql
-- Empty of days from before this was kept.
ALTER TABLE instance_days_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS whys AggregateFunction(argMax, Array(String), Tuple(DateTime64(6, 'UTC'), String))
;

-- 0004_sums.sql
-- Empty of days from before this was kept.
ALTER TABLE instance_days ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS whys AggregateFunction(argMax, Array(String), Tuple(DateTime64(6, 'UTC'), String))
;

-- 0004_sums.sql
ALTER TABLE day_instances_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS whys AggregateFunction(argMax, Array(String), Tuple(DateTime64(6, 'UTC'), String))
;

-- 0004_sums.sql
ALTER TABLE day_instances ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS whys AggregateFunction(argMax, Array(String), Tuple(DateTime64(6, 'UTC'), String))
;

-- 0004_sums.sql
ALTER TABLE rolling_to_instance_days ON CLUSTER `north`
MODIFY QUERY
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
    argMaxStateIf(
        whys,
        (visited_at, id),
        verdict = 'answered' AND (software != '' OR signup != '' OR users_total IS NOT NULL)) AS whys,
    argMaxStateIf(software, (visited_at, id), verdict = 'answered' AND software != '') AS said_software,
    argMaxStateIf(software_version, (visited_at, id), verdict = 'answered' AND software_version != '') AS said_version,
    argMaxStateIf(signup, (visited_at, id), verdict = 'answered' AND signup != '') AS said_signup,
    argMaxStateIf(rules, (visited_at, id), verdict = 'answered' AND rules != '') AS said_rules
FROM rolling_local
GROUP BY host, day
;

-- 0004_sums.sql
ALTER TABLE rolling_to_day_instances ON CLUSTER `north`
MODIFY QUERY
SELECT
    toDate(visited_at) AS day,
    host,
    countIf(verdict IN ('answered', 'failed')) AS visits,
    countIf(verdict = 'answered') AS answered,
    argMaxStateIf(
        (software, software_version, signup, users_total, users_active_month, users_active_halfyear, posts),
        (visited_at, id),
        verdict = 'answered' AND (software != '' OR signup != '' OR users_total IS NOT NULL)) AS last,
    argMaxStateIf(
        whys,
        (visited_at, id),
        verdict = 'answered' AND (software != '' OR signup != '' OR users_total IS NOT NULL)) AS whys,
    minIf(nullIf(software, ''), verdict = 'answered') AS least_software,
    maxIf(nullIf(software, ''), verdict = 'answered') AS most_software,
    minIf(nullIf(software_version, ''), verdict = 'answered') AS least_version,
    maxIf(nullIf(software_version, ''), verdict = 'answered') AS most_version,
    minIf(nullIf(signup, ''), verdict = 'answered') AS least_signup,
    maxIf(nullIf(signup, ''), verdict = 'answered') AS most_signup,
    minIf(nullIf(rules, ''), verdict = 'answered') AS least_rules,
    maxIf(nullIf(rules, ''), verdict = 'answered') AS most_rules
FROM rolling_local
GROUP BY day, host
;

-- 0004_sums.sql
-- A sum is what is believed, what is stated, and how many instances are counted,
-- doubted, capped and silent: see the struct Sum in the root. It is empty if it was
-- not worked out yet.
ALTER TABLE day_totals_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS users_sum Array(Int64),
    ADD COLUMN IF NOT EXISTS active_month_sum Array(Int64),
    ADD COLUMN IF NOT EXISTS posts_sum Array(Int64),
    DROP COLUMN IF EXISTS users_total,
    DROP COLUMN IF EXISTS users_active_month,
    DROP COLUMN IF EXISTS posts
;

-- 0004_sums.sql
-- A sum is what is believed, what is stated, and how many instances are counted,
-- doubted, capped and silent: see the struct Sum in the root. It is empty if it was
-- not worked out yet.
ALTER TABLE day_totals ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS users_sum Array(Int64),
    ADD COLUMN IF NOT EXISTS active_month_sum Array(Int64),
    ADD COLUMN IF NOT EXISTS posts_sum Array(Int64),
    DROP COLUMN IF EXISTS users_total,
    DROP COLUMN IF EXISTS users_active_month,
    DROP COLUMN IF EXISTS posts
;

-- 0004_sums.sql
ALTER TABLE day_shares_local ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS users_sum Array(Array(Int64)),
    ADD COLUMN IF NOT EXISTS active_month_sum Array(Array(Int64)),
    DROP COLUMN IF EXISTS users_total,
    DROP COLUMN IF EXISTS users_active_month
;

-- 0004_sums.sql
ALTER TABLE day_shares ON CLUSTER `north`
    ADD COLUMN IF NOT EXISTS users_sum Array(Array(Int64)),
    ADD COLUMN IF NOT EXISTS active_month_sum Array(Array(Int64)),
    DROP COLUMN IF EXISTS users_total,
    DROP COLUMN IF EXISTS users_active_month
;


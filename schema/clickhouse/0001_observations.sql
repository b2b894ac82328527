-- Every visit, and the ledger of the batches they came in. Durations are
-- microseconds; times are UTC; text that is missing is empty, and a count that is
-- missing is NULL with the reason beside it.
--
-- Statements may be run again: a migration that was cut short starts over. A line
-- "-- +shard EXPR" says how a table is divided when the same statements are made
-- ready for a cluster.

-- +statement
-- +shard cityHash64(host)
-- One instance over time is one range of the key. Facts and steps hardly change
-- from one visit of an instance to the next, and lie beside each other, so that ZSTD
-- all but removes the repetition.
CREATE TABLE IF NOT EXISTS observations (
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
ENGINE = MergeTree
PARTITION BY toYYYYMM(visited_at)
ORDER BY (host, visited_at, id)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1

-- +statement
-- +shard 0
-- A batch whose id is here has been written. batch is the hash that its rows carry,
-- roll the number of the roll-up that took it, 0 before. The table is on one shard,
-- so that one insert gives batches to a roll-up as a whole.
CREATE TABLE IF NOT EXISTS batches (
    batch_id     String,
    batch        UInt64,
    written_at   DateTime('UTC') DEFAULT now(),
    observations UInt32,
    first_at     DateTime64(6, 'UTC'),
    last_at      DateTime64(6, 'UTC'),
    roll         UInt64
)
ENGINE = ReplacingMergeTree(roll)
ORDER BY batch_id
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1

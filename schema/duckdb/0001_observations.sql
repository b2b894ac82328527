-- Every visit. Durations are microseconds; times are UTC; text that is missing is
-- NULL, and a count that is missing is NULL with the reason beside it.

-- +statement
-- host_key is a 32-bit hash of the host: four bytes compare several times faster
-- than a name when one instance is picked out of all.
CREATE TABLE observations (
    id                        VARCHAR   NOT NULL,
    host_key                  UINTEGER  NOT NULL,
    host                      VARCHAR   NOT NULL,
    visited_at                TIMESTAMP NOT NULL,
    took_us                   BIGINT    NOT NULL,
    outcome                   VARCHAR   NOT NULL,
    class                     VARCHAR   NOT NULL, -- '' if there was no failure
    reason                    VARCHAR,
    http_status               INTEGER,
    -- The phases of one exchange are all NULL if it did not happen.
    first_dns_us              BIGINT,
    first_tcp_us              BIGINT,
    first_tls_us              BIGINT,
    first_first_byte_us       BIGINT,
    first_transfer_us         BIGINT,
    click_dns_us              BIGINT,
    click_tcp_us              BIGINT,
    click_tls_us              BIGINT,
    click_first_byte_us       BIGINT,
    click_transfer_us         BIGINT,
    requests                  BIGINT    NOT NULL,
    peers                     BIGINT    NOT NULL,
    software                  VARCHAR,
    software_version          VARCHAR,
    signup                    VARCHAR,
    users_total               BIGINT,
    users_total_why           VARCHAR,
    users_active_month        BIGINT,
    users_active_month_why    VARCHAR,
    users_active_halfyear     BIGINT,
    users_active_halfyear_why VARCHAR,
    posts                     BIGINT,
    posts_why                 VARCHAR,
    -- What else the visit learnt is in facts, where visits that learnt the same
    -- share a row. facts_at is when it was seen; NULL if the body says it itself.
    facts_digest              UUID,
    facts_at                  TIMESTAMP,
    steps                     VARCHAR -- JSON
)

-- +statement
CREATE TABLE facts (
    digest UUID    NOT NULL,
    bytes  BIGINT  NOT NULL, -- of body, so that a reader knows before it asks
    body   VARCHAR NOT NULL  -- JSON
)

-- +statement
-- The ledger of batches: a batch whose id is here has been written.
CREATE TABLE batches (
    batch_id     VARCHAR   NOT NULL,
    written_at   TIMESTAMP NOT NULL,
    observations BIGINT    NOT NULL
)

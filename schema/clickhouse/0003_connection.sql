-- Where visits were made from, and what their connections were like.

-- +statement
-- Empty of visits from before places had names.
ALTER TABLE observations
    ADD COLUMN IF NOT EXISTS vantage LowCardinality(String)

-- +statement
-- JSON, empty if nothing is known.
ALTER TABLE observations
    ADD COLUMN IF NOT EXISTS connection String CODEC(ZSTD(3))

-- Where visits were made from, and what their connections were like.

-- +statement
-- NULL of visits from before places had names.
ALTER TABLE observations
    ADD COLUMN vantage VARCHAR

-- +statement
-- JSON; NULL if nothing is known.
ALTER TABLE observations
    ADD COLUMN connection VARCHAR

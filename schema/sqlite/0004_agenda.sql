-- When each kind of work is due at a host, and what its visit should know. Times
-- are microseconds since 1970 UTC; NULL means never.

-- +statement
-- due_at_us is the earliest of the three, or allowed_at_us if that is later.
ALTER TABLE frontier
    ADD COLUMN health_at_us INTEGER NOT NULL DEFAULT 0

-- +statement
ALTER TABLE frontier
    ADD COLUMN profile_at_us INTEGER

-- +statement
ALTER TABLE frontier
    ADD COLUMN peers_at_us INTEGER

-- +statement
ALTER TABLE frontier
    ADD COLUMN allowed_at_us INTEGER

-- +statement
-- 1 if the host's admin claimed it.
ALTER TABLE frontier
    ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0

-- +statement
-- The document that proves the host alive, and which facts come from it.
ALTER TABLE frontier
    ADD COLUMN document TEXT NOT NULL DEFAULT ''

-- +statement
ALTER TABLE frontier
    ADD COLUMN fields TEXT NOT NULL DEFAULT ''

-- +statement
UPDATE frontier
SET health_at_us = due_at_us, profile_at_us = due_at_us, peers_at_us = due_at_us

-- +statement
ALTER TABLE instances
    ADD COLUMN gone_since_us INTEGER

-- Sums with and without counts that are hard to believe.

-- +statement
-- What counts add up to: see the struct Sum in the root. n is the count, NULL if
-- there is none; why the doubt about it, NULL if there is none; most what one
-- instance may count for.
CREATE MACRO total(answered, n, why, most) AS
    struct_pack(
        believed := CAST(coalesce(sum(least(n, most)) FILTER (why IS NULL AND n IS NOT NULL), 0) AS BIGINT),
        stated := CAST(coalesce(sum(n), 0) AS BIGINT),
        counted := count(n) FILTER (why IS NULL),
        doubted := count(n) FILTER (why IS NOT NULL),
        capped := count(n) FILTER (why IS NULL AND n > most),
        silent := count(*) FILTER (answered > 0 AND n IS NULL)
    )

-- +statement
-- Why a count is missing or doubted; NULL of days from before this was kept.
ALTER TABLE daily
    ADD COLUMN users_total_why VARCHAR

-- +statement
ALTER TABLE daily
    ADD COLUMN users_active_month_why VARCHAR

-- +statement
ALTER TABLE daily
    ADD COLUMN posts_why VARCHAR

-- +statement
ALTER TABLE daily_recent
    ADD COLUMN users_total_why VARCHAR

-- +statement
ALTER TABLE daily_recent
    ADD COLUMN users_active_month_why VARCHAR

-- +statement
ALTER TABLE daily_recent
    ADD COLUMN posts_why VARCHAR

-- +statement
CREATE OR REPLACE VIEW days AS
    FROM daily
    UNION ALL
    FROM daily_recent

-- +statement
-- Days whose visits are pruned are as good as they get by this; the others are made
-- anew below.
CREATE TABLE network_anew AS
    SELECT
        n.day, n.visited, n.answering, n.visits, n.answered, n.unknown,
        total(d.answered, d.users_total, NULL, 5000000) AS users,
        total(d.answered, d.users_active_month, NULL, 1000000) AS active_month,
        total(d.answered, d.posts, NULL, 1000000000) AS posts
    FROM network_days AS n
    LEFT JOIN days AS d ON d.day = n.day
    GROUP BY ALL
    ORDER BY n.day

-- +statement
DROP TABLE network_days

-- +statement
ALTER TABLE network_anew RENAME TO network_days

-- +statement
CREATE TABLE shares_anew AS
    SELECT
        s.day, s.share_by, s.key, s.instances,
        total(d.answered, d.users_total, NULL, 5000000) AS users,
        total(d.answered, d.users_active_month, NULL, 1000000) AS active_month
    FROM shares AS s
    LEFT JOIN days AS d
        ON d.day = s.day
        AND d.answered > 0
        AND s.key = CASE s.share_by WHEN 'software' THEN coalesce(d.software, '') ELSE coalesce(d.signup, '') END
    GROUP BY ALL
    ORDER BY s.day, s.share_by, s.key

-- +statement
DROP TABLE shares

-- +statement
ALTER TABLE shares_anew RENAME TO shares

-- +statement
INSERT INTO dirty_days (day, generation)
SELECT DISTINCT CAST(visited_at AS DATE), 0
FROM observations

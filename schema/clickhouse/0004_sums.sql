-- Sums with and without counts that are hard to believe.

-- +statement
-- Why each of the four counts is missing or doubted, in the order of last; empty if
-- nothing speaks against it.
ALTER TABLE rolling
    ADD COLUMN IF NOT EXISTS whys Array(String)

-- +statement
-- Empty of days from before this was kept.
ALTER TABLE instance_days
    ADD COLUMN IF NOT EXISTS whys AggregateFunction(argMax, Array(String), Tuple(DateTime64(6, 'UTC'), String))

-- +statement
ALTER TABLE day_instances
    ADD COLUMN IF NOT EXISTS whys AggregateFunction(argMax, Array(String), Tuple(DateTime64(6, 'UTC'), String))

-- +statement
ALTER TABLE rolling_to_instance_days
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
FROM rolling
GROUP BY host, day

-- +statement
ALTER TABLE rolling_to_day_instances
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
FROM rolling
GROUP BY day, host

-- +statement
-- A sum is what is believed, what is stated, and how many instances are counted,
-- doubted, capped and silent: see the struct Sum in the root. It is empty if it was
-- not worked out yet.
ALTER TABLE day_totals
    ADD COLUMN IF NOT EXISTS users_sum Array(Int64),
    ADD COLUMN IF NOT EXISTS active_month_sum Array(Int64),
    ADD COLUMN IF NOT EXISTS posts_sum Array(Int64),
    DROP COLUMN IF EXISTS users_total,
    DROP COLUMN IF EXISTS users_active_month,
    DROP COLUMN IF EXISTS posts

-- +statement
ALTER TABLE day_shares
    ADD COLUMN IF NOT EXISTS users_sum Array(Array(Int64)),
    ADD COLUMN IF NOT EXISTS active_month_sum Array(Array(Int64)),
    DROP COLUMN IF EXISTS users_total,
    DROP COLUMN IF EXISTS users_active_month

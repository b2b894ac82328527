-- Who was forgotten is named nowhere: not as the one who named another, either.

-- +statement
UPDATE instances
SET via = ''
WHERE via IN (SELECT host FROM forgotten)

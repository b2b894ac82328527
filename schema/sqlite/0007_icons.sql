-- Small pictures of instances, made from those that they name as their own.

-- +statement
-- The last picture that was asked for, whatever became of it. Without one, id is ''
-- and reason says why. Rows go with their host.
CREATE TABLE icons (
    host        TEXT    NOT NULL PRIMARY KEY,
    source      TEXT    NOT NULL, -- the address of the original
    asked_at_us INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    id          TEXT    NOT NULL, -- made of the body
    media       TEXT    NOT NULL,
    size        INTEGER NOT NULL, -- of the body, in bytes
    body        BLOB    NOT NULL
) STRICT

-- +statement
CREATE INDEX icons_id
    ON icons (id)
    WHERE id <> ''

-- +statement
-- Which host has which, without reading the pictures.
CREATE INDEX icons_shown
    ON icons (host, id)
    WHERE id <> ''

-- +statement
CREATE INDEX icons_size
    ON icons (size)

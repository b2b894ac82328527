-- Who asked that a host is left alone, until the host itself has said so or a day is over.
-- What was asked for and is settled leaves no row.

-- +statement
CREATE TABLE optouts (
    host         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    asked_at_us  BIGINT NOT NULL,
    looked_at_us BIGINT,
    next_at_us   BIGINT NOT NULL,
    looks        BIGINT NOT NULL,
    dns          TEXT NOT NULL,
    file         TEXT NOT NULL,
    robots       TEXT NOT NULL
)

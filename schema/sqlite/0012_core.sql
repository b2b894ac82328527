-- The federation core: actors, posts, what they did to each other, and its two queues. Ids are
-- URLs. Times are microseconds of Unix time. What is deleted leaves its id behind.

-- +statement
CREATE TABLE core_actors (
    id         TEXT NOT NULL,
    local      INTEGER NOT NULL,
    username   TEXT NOT NULL, -- in lower case
    host       TEXT NOT NULL, -- of its account's name
    server     TEXT NOT NULL, -- the host of its id
    mailbox    TEXT NOT NULL, -- where it is delivered to
    standing   INTEGER NOT NULL,
    fetched_us INTEGER NOT NULL,
    actor      TEXT NOT NULL, -- JSON; '' where only the id is kept
    PRIMARY KEY (id)
) STRICT

-- +statement
CREATE INDEX core_actors_name
    ON core_actors (host, username)

-- +statement
CREATE INDEX core_actors_mailbox
    ON core_actors (mailbox)

-- +statement
CREATE UNIQUE INDEX core_actors_local
    ON core_actors (username)
    WHERE local = 1

-- +statement
CREATE TABLE core_signers (
    key   TEXT NOT NULL, -- id of a public key
    actor TEXT NOT NULL,
    PRIMARY KEY (key)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_signers_actor
    ON core_signers (actor)

-- +statement
CREATE TABLE core_keys (
    actor  TEXT NOT NULL,
    sealed TEXT NOT NULL, -- the private key, encrypted, in base64
    PRIMARY KEY (actor)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_posts (
    number       INTEGER NOT NULL, -- its place in time: milliseconds, and 20 bits to tell apart
    id           TEXT NOT NULL,
    author       TEXT NOT NULL,
    local        INTEGER NOT NULL,
    visibility   INTEGER NOT NULL,
    reply_to     TEXT NOT NULL,
    revision_us  INTEGER NOT NULL,
    deleted_us   INTEGER NOT NULL, -- 0 while it is there
    post         TEXT NOT NULL, -- JSON; '' once it is deleted
    PRIMARY KEY (number),
    UNIQUE (id)
) STRICT

-- +statement
CREATE INDEX core_posts_author
    ON core_posts (author, number)

-- +statement
CREATE INDEX core_posts_reply
    ON core_posts (reply_to, number)
    WHERE reply_to <> ''

-- +statement
CREATE TABLE core_audience (
    post  TEXT NOT NULL,
    actor TEXT NOT NULL, -- who is addressed by name
    PRIMARY KEY (post, actor)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_tags (
    tag    TEXT NOT NULL,
    number INTEGER NOT NULL,
    post   TEXT NOT NULL,
    PRIMARY KEY (tag, number)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_tags_post
    ON core_tags (post)

-- +statement
CREATE TABLE core_follows (
    follower TEXT NOT NULL,
    followee TEXT NOT NULL,
    number   INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    activity TEXT NOT NULL,
    at_us    INTEGER NOT NULL,
    PRIMARY KEY (follower, followee)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_follows_followee
    ON core_follows (followee, number)

-- +statement
CREATE INDEX core_follows_follower
    ON core_follows (follower, number)

-- +statement
CREATE INDEX core_follows_activity
    ON core_follows (activity)
    WHERE activity <> ''

-- +statement
CREATE TABLE core_reactions (
    kind       INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    post       TEXT NOT NULL,
    number     INTEGER NOT NULL,
    activity   TEXT NOT NULL,
    visibility INTEGER NOT NULL,
    at_us      INTEGER NOT NULL,
    PRIMARY KEY (post, kind, actor)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_reactions_actor
    ON core_reactions (actor, kind, number)

-- +statement
CREATE INDEX core_reactions_activity
    ON core_reactions (activity)
    WHERE activity <> ''

-- +statement
CREATE TABLE core_blocks (
    blocker  TEXT NOT NULL,
    blocked  TEXT NOT NULL,
    activity TEXT NOT NULL,
    at_us    INTEGER NOT NULL,
    PRIMARY KEY (blocker, blocked)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_blocks_blocked
    ON core_blocks (blocked)

-- +statement
CREATE INDEX core_blocks_activity
    ON core_blocks (activity)
    WHERE activity <> ''

-- +statement
CREATE TABLE core_undone (
    activity TEXT NOT NULL,
    actor    TEXT NOT NULL,
    at_us    INTEGER NOT NULL,
    PRIMARY KEY (activity, actor)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_pins (
    actor TEXT NOT NULL,
    post  TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    PRIMARY KEY (actor, post)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_reports (
    number   INTEGER NOT NULL,
    id       TEXT NOT NULL,
    reporter TEXT NOT NULL,
    target   TEXT NOT NULL,
    at_us    INTEGER NOT NULL,
    report   TEXT NOT NULL, -- JSON
    PRIMARY KEY (number),
    UNIQUE (id)
) STRICT

-- +statement
CREATE TABLE core_notifications (
    to_actor TEXT NOT NULL,
    number   INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    actor    TEXT NOT NULL,
    post     TEXT NOT NULL, -- '' for none
    at_us    INTEGER NOT NULL,
    PRIMARY KEY (to_actor, kind, actor, post)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_notifications_number
    ON core_notifications (to_actor, number)

-- +statement
CREATE INDEX core_notifications_actor
    ON core_notifications (actor)

-- What other servers have delivered. A row stays when it is done, without its body, so that
-- an id is taken once.

-- +statement
CREATE TABLE core_arrivals (
    number      INTEGER NOT NULL,
    id          TEXT NOT NULL,
    actor       TEXT NOT NULL,
    received_us INTEGER NOT NULL,
    waiting     INTEGER NOT NULL, -- 1 until it is done
    attempts    INTEGER NOT NULL,
    next_us     INTEGER NOT NULL,
    reason      TEXT NOT NULL, -- why nothing came of it, '' if something did
    body        TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id)
) STRICT

-- +statement
CREATE INDEX core_arrivals_waiting
    ON core_arrivals (next_us, number)
    WHERE waiting = 1

-- What is delivered to other servers: a document, and where it goes.

-- +statement
CREATE TABLE core_activities (
    id    TEXT NOT NULL,
    actor TEXT NOT NULL, -- who signs
    at_us INTEGER NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT

-- +statement
CREATE TABLE core_deliveries (
    number     INTEGER NOT NULL,
    activity   TEXT NOT NULL,
    inbox      TEXT NOT NULL,
    host       TEXT NOT NULL,
    followers  TEXT NOT NULL,
    state      INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    next_us    INTEGER NOT NULL,
    settled_us INTEGER NOT NULL, -- 0 while it waits
    reason     TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (activity, inbox)
) STRICT

-- +statement
CREATE INDEX core_deliveries_waiting
    ON core_deliveries (host, next_us, number)
    WHERE state = 0

-- +statement
CREATE INDEX core_deliveries_next
    ON core_deliveries (next_us)
    WHERE state = 0

-- +statement
CREATE INDEX core_deliveries_settled
    ON core_deliveries (settled_us)
    WHERE state <> 0

-- +statement
CREATE TABLE core_peers (
    host      TEXT NOT NULL,
    seen_us   INTEGER NOT NULL, -- when it was last heard from or failed
    closed_us INTEGER NOT NULL, -- until when nothing is sent there
    peer      TEXT NOT NULL, -- JSON
    PRIMARY KEY (host)
) STRICT, WITHOUT ROWID

-- +statement
CREATE INDEX core_peers_seen
    ON core_peers (seen_us)

-- +statement
CREATE INDEX core_peers_closed
    ON core_peers (closed_us)

-- Selective federation, and who decided what.

-- +statement
CREATE TABLE core_rules (
    domain TEXT NOT NULL,
    rule   TEXT NOT NULL, -- JSON
    PRIMARY KEY (domain)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_allows (
    domain TEXT NOT NULL,
    allow  TEXT NOT NULL, -- JSON
    PRIMARY KEY (domain)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_settings (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID

-- +statement
CREATE TABLE core_audit (
    number INTEGER NOT NULL,
    at_us  INTEGER NOT NULL,
    who    TEXT NOT NULL,
    entry  TEXT NOT NULL, -- JSON
    PRIMARY KEY (number)
) STRICT

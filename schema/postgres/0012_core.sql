-- The federation core: actors, posts, what they did to each other, and its two queues. Ids are
-- URLs. Times are microseconds of Unix time. What is deleted leaves its id behind.

-- +statement
CREATE TABLE core_actors (
    id         TEXT COLLATE "C" NOT NULL,
    local      BIGINT NOT NULL,
    username   TEXT COLLATE "C" NOT NULL, -- in lower case
    host       TEXT COLLATE "C" NOT NULL, -- of its account's name
    server     TEXT COLLATE "C" NOT NULL, -- the host of its id
    mailbox    TEXT COLLATE "C" NOT NULL, -- where it is delivered to
    standing   BIGINT NOT NULL,
    fetched_us BIGINT NOT NULL,
    actor      TEXT NOT NULL, -- JSON; '' where only the id is kept
    PRIMARY KEY (id)
)

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
    key   TEXT COLLATE "C" NOT NULL, -- id of a public key
    actor TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key)
)

-- +statement
CREATE INDEX core_signers_actor
    ON core_signers (actor)

-- +statement
CREATE TABLE core_keys (
    actor  TEXT COLLATE "C" NOT NULL,
    sealed TEXT NOT NULL, -- the private key, encrypted, in base64
    PRIMARY KEY (actor)
)

-- +statement
CREATE TABLE core_posts (
    number       BIGINT NOT NULL, -- its place in time: milliseconds, and 20 bits to tell apart
    id           TEXT COLLATE "C" NOT NULL,
    author       TEXT COLLATE "C" NOT NULL,
    local        BIGINT NOT NULL,
    visibility   BIGINT NOT NULL,
    reply_to     TEXT COLLATE "C" NOT NULL,
    revision_us  BIGINT NOT NULL,
    deleted_us   BIGINT NOT NULL, -- 0 while it is there
    post         TEXT NOT NULL, -- JSON; '' once it is deleted
    PRIMARY KEY (number),
    UNIQUE (id)
)

-- +statement
CREATE INDEX core_posts_author
    ON core_posts (author, number)

-- +statement
CREATE INDEX core_posts_reply
    ON core_posts (reply_to, number)
    WHERE reply_to <> ''

-- +statement
CREATE TABLE core_audience (
    post  TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL, -- who is addressed by name
    PRIMARY KEY (post, actor)
)

-- +statement
CREATE TABLE core_tags (
    tag    TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    post   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tag, number)
)

-- +statement
CREATE INDEX core_tags_post
    ON core_tags (post)

-- +statement
CREATE TABLE core_follows (
    follower TEXT COLLATE "C" NOT NULL,
    followee TEXT COLLATE "C" NOT NULL,
    number   BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    activity TEXT COLLATE "C" NOT NULL,
    at_us    BIGINT NOT NULL,
    PRIMARY KEY (follower, followee)
)

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
    kind       BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    post       TEXT COLLATE "C" NOT NULL,
    number     BIGINT NOT NULL,
    activity   TEXT COLLATE "C" NOT NULL,
    visibility BIGINT NOT NULL,
    at_us      BIGINT NOT NULL,
    PRIMARY KEY (post, kind, actor)
)

-- +statement
CREATE INDEX core_reactions_actor
    ON core_reactions (actor, kind, number)

-- +statement
CREATE INDEX core_reactions_activity
    ON core_reactions (activity)
    WHERE activity <> ''

-- +statement
CREATE TABLE core_blocks (
    blocker  TEXT COLLATE "C" NOT NULL,
    blocked  TEXT COLLATE "C" NOT NULL,
    activity TEXT COLLATE "C" NOT NULL,
    at_us    BIGINT NOT NULL,
    PRIMARY KEY (blocker, blocked)
)

-- +statement
CREATE INDEX core_blocks_blocked
    ON core_blocks (blocked)

-- +statement
CREATE INDEX core_blocks_activity
    ON core_blocks (activity)
    WHERE activity <> ''

-- +statement
CREATE TABLE core_undone (
    activity TEXT COLLATE "C" NOT NULL,
    actor    TEXT COLLATE "C" NOT NULL,
    at_us    BIGINT NOT NULL,
    PRIMARY KEY (activity, actor)
)

-- +statement
CREATE TABLE core_pins (
    actor TEXT COLLATE "C" NOT NULL,
    post  TEXT COLLATE "C" NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (actor, post)
)

-- +statement
CREATE TABLE core_reports (
    number   BIGINT NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    reporter TEXT COLLATE "C" NOT NULL,
    target   TEXT COLLATE "C" NOT NULL,
    at_us    BIGINT NOT NULL,
    report   TEXT NOT NULL, -- JSON
    PRIMARY KEY (number),
    UNIQUE (id)
)

-- +statement
CREATE TABLE core_notifications (
    to_actor TEXT COLLATE "C" NOT NULL,
    number   BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    actor    TEXT COLLATE "C" NOT NULL,
    post     TEXT COLLATE "C" NOT NULL, -- '' for none
    at_us    BIGINT NOT NULL,
    PRIMARY KEY (to_actor, kind, actor, post)
)

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
    number      BIGINT NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    received_us BIGINT NOT NULL,
    waiting     BIGINT NOT NULL, -- 1 until it is done
    attempts    BIGINT NOT NULL,
    next_us     BIGINT NOT NULL,
    reason      TEXT NOT NULL, -- why nothing came of it, '' if something did
    body        TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id)
)

-- +statement
CREATE INDEX core_arrivals_waiting
    ON core_arrivals (next_us, number)
    WHERE waiting = 1

-- What is delivered to other servers: a document, and where it goes.

-- +statement
CREATE TABLE core_activities (
    id    TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL, -- who signs
    at_us BIGINT NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (id)
)

-- +statement
CREATE TABLE core_deliveries (
    number     BIGINT NOT NULL,
    activity   TEXT COLLATE "C" NOT NULL,
    inbox      TEXT COLLATE "C" NOT NULL,
    host       TEXT COLLATE "C" NOT NULL,
    followers  TEXT COLLATE "C" NOT NULL,
    state      BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    created_us BIGINT NOT NULL,
    next_us    BIGINT NOT NULL,
    settled_us BIGINT NOT NULL, -- 0 while it waits
    reason     TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (activity, inbox)
)

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
    host      TEXT COLLATE "C" NOT NULL,
    seen_us   BIGINT NOT NULL, -- when it was last heard from or failed
    closed_us BIGINT NOT NULL, -- until when nothing is sent there
    peer      TEXT NOT NULL, -- JSON
    PRIMARY KEY (host)
)

-- +statement
CREATE INDEX core_peers_seen
    ON core_peers (seen_us)

-- +statement
CREATE INDEX core_peers_closed
    ON core_peers (closed_us)

-- Selective federation, and who decided what.

-- +statement
CREATE TABLE core_rules (
    domain TEXT COLLATE "C" NOT NULL,
    rule   TEXT NOT NULL, -- JSON
    PRIMARY KEY (domain)
)

-- +statement
CREATE TABLE core_allows (
    domain TEXT COLLATE "C" NOT NULL,
    allow  TEXT NOT NULL, -- JSON
    PRIMARY KEY (domain)
)

-- +statement
CREATE TABLE core_settings (
    name  TEXT COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)

-- +statement
CREATE TABLE core_audit (
    number BIGINT NOT NULL,
    at_us  BIGINT NOT NULL,
    who    TEXT COLLATE "C" NOT NULL,
    entry  TEXT NOT NULL, -- JSON
    PRIMARY KEY (number)
)

-- Types that SQLite and PostgreSQL share through sqlx's `Any`: BIGINT for numbers, ids and
-- milliseconds since 1970, SMALLINT for flags and small counts, TEXT.

-- Whose updates these are. One row at most.
CREATE TABLE bot (
    id BIGINT PRIMARY KEY
);

-- The running processes. One that is no longer alive loses what it has claimed.
CREATE TABLE workers (
    id BIGINT PRIMARY KEY,
    alive_until BIGINT NOT NULL
);

-- Updates by Telegram's own number, so that none comes in twice.
CREATE TABLE inbox (
    id BIGINT PRIMARY KEY,
    -- What keeps an order of its own: a chat, or a person where there is no chat.
    line BIGINT NOT NULL,
    -- The update as it came; empty once it is handled.
    body TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    -- 0 waits, 1 handled, 2 set aside.
    state SMALLINT NOT NULL,
    failures SMALLINT NOT NULL,
    -- Whose it is while it is worked on; 0 nobody's.
    worker BIGINT NOT NULL
);
CREATE INDEX inbox_lines ON inbox (line, id) WHERE state = 0;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 0;
CREATE INDEX inbox_held ON inbox (worker) WHERE worker <> 0;
CREATE INDEX inbox_received ON inbox (received_at);

-- Calls to make, each gone once it is made.
CREATE TABLE outbox (
    -- Made of the update's number and the call's place among its calls, so that order within a
    -- chat is that of the updates.
    id BIGINT PRIMARY KEY,
    chat BIGINT NOT NULL,
    -- 1 waits for the chat's earlier calls, 0 goes at once.
    is_ordered SMALLINT NOT NULL,
    method TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    worker BIGINT NOT NULL
);
CREATE INDEX outbox_chats ON outbox (chat, id) WHERE is_ordered = 1;
CREATE INDEX outbox_waiting ON outbox (id) WHERE worker = 0;
CREATE INDEX outbox_held ON outbox (worker) WHERE worker <> 0;

-- What is known of chats for a while.
CREATE TABLE chats (
    chat BIGINT PRIMARY KEY,
    -- When the chat has its whole burst again, and when it may get the next message.
    rested_at BIGINT NOT NULL,
    free_at BIGINT NOT NULL,
    -- Since when nobody is there; 0 somebody is.
    inactive_since BIGINT NOT NULL
);

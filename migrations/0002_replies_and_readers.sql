-- Which reply a call makes or changes, in whose message it is then done; 0 none.
ALTER TABLE outbox ADD COLUMN target BIGINT NOT NULL DEFAULT 0;
-- A reply that nobody has asked the bot for waits a while whether somebody else gives one: the
-- topic that it waits in, and whose question it answers; 0 nobody's, so that it does not wait.
ALTER TABLE outbox ADD COLUMN thread BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN held_for BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_held_for ON outbox (chat, thread) WHERE held_for <> 0;

-- Few, and counted often.
CREATE INDEX inbox_set_aside ON inbox (id) WHERE state = 2;

-- What was said in reply to a message, as long as it may be edited, pointed to or asked about.
CREATE TABLE replies (
    -- The call that sends it.
    id BIGINT PRIMARY KEY,
    chat BIGINT NOT NULL,
    -- The topic, or 0.
    thread BIGINT NOT NULL,
    -- The message that asked.
    asked BIGINT NOT NULL,
    -- The message that replies; 0 until it is sent.
    message BIGINT NOT NULL,
    -- The entry whose answer it is, or nothing.
    entry TEXT NOT NULL,
    -- 1 when a later reply points to it.
    is_pointed_to SMALLINT NOT NULL,
    given_at BIGINT NOT NULL
);
CREATE INDEX replies_asked ON replies (chat, asked);
CREATE INDEX replies_given ON replies (given_at);

-- What readers asked. Neither who nor where is in clear: both are hashed with keys that are not
-- here, and there is no time but the day.
CREATE TABLE questions (
    -- The reply that it got, hashed.
    reply TEXT PRIMARY KEY,
    reader TEXT NOT NULL,
    -- The key that it is hashed with.
    period BIGINT NOT NULL,
    day BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX questions_days ON questions (day);
CREATE INDEX questions_readers ON questions (reader);

-- One vote a reader and answer; the answer is a message, hashed.
CREATE TABLE votes (
    message TEXT NOT NULL,
    reader TEXT NOT NULL,
    entry TEXT NOT NULL,
    is_up SMALLINT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (message, reader)
);
CREATE INDEX votes_readers ON votes (reader);

-- What people have chosen, for themselves or for a group.
CREATE TABLE settings (
    chat BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (chat, name)
);

-- What the operators have been told, so that several processes do not tell it several times.
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    told_at BIGINT NOT NULL
);

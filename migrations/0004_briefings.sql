-- Which chats get briefings, and on which terms.
CREATE TABLE subscriptions (
    chat BIGINT NOT NULL,
    -- The topic, or 0.
    thread BIGINT NOT NULL,
    -- When and how, in words that the briefings know. Chats on the same terms are planned together.
    terms TEXT NOT NULL,
    -- When the next briefing is due; the largest number when none is by the clock.
    due_at BIGINT NOT NULL,
    -- Since when the chat is not there any more; 0 it is.
    retired_at BIGINT NOT NULL,
    PRIMARY KEY (chat, thread)
);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE retired_at = 0;
CREATE INDEX subscriptions_terms ON subscriptions (terms, due_at);

-- The texts of posts, each by the hash of all that it is.
CREATE TABLE contents (
    hash BIGINT PRIMARY KEY,
    -- The parameters of a message, but for the chat.
    body TEXT NOT NULL,
    used_at BIGINT NOT NULL
);

-- How an article is shown in a language at present.
CREATE TABLE editions (
    article TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Its pieces, by which changes are counted, as JSON.
    pieces TEXT NOT NULL,
    -- When that was last changed, and in how many pieces; 0 never.
    changed_at BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    PRIMARY KEY (article, language)
);

-- What chats are to show and do show: digests, which change, and corrections, which do not. A row
-- whose two differ is to be delivered, so this is the outbox of briefings: each row says what became
-- of the latest attempt.
CREATE TABLE posts (
    chat BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    -- `digest` and its article, or `correction` and its entry.
    subject TEXT NOT NULL,
    -- Which of its messages, from 0: a long digest has several.
    part BIGINT NOT NULL,
    language TEXT NOT NULL,
    -- In which order a chat gets what is due at once.
    rank BIGINT NOT NULL,
    -- The edition as it was when this was posted; 0 whatever it was, it is wanted anew.
    edition BIGINT NOT NULL,
    -- The content that it is to have; 0 it is to be deleted.
    wanted BIGINT NOT NULL,
    -- The content that it has; 0 none yet.
    shown BIGINT NOT NULL,
    -- Its message; 0 there is none yet.
    message BIGINT NOT NULL,
    -- The message that it replies to; 0 none.
    reply_to BIGINT NOT NULL,
    -- 1 when it is to be pinned, 2 when it is.
    pin SMALLINT NOT NULL,
    -- A message that is pinned in its place and no longer to be; 0 none.
    unpin BIGINT NOT NULL,
    -- 1 when something of this is to be done.
    is_pending SMALLINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- How often it was tried in vain.
    tries BIGINT NOT NULL,
    -- Who is at it, and since when: should they die, this one message is in doubt. 0 nobody.
    worker BIGINT NOT NULL,
    claimed_at BIGINT NOT NULL,
    -- What became of the latest attempt: nothing yet, `done`, `doubtful`, `later`, or why it was refused.
    outcome TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (chat, thread, subject, part)
);
CREATE INDEX posts_pending ON posts (due_at, rank, chat) WHERE is_pending = 1;
CREATE INDEX posts_held ON posts (chat) WHERE worker <> 0;
CREATE INDEX posts_subjects ON posts (subject, language, part);
CREATE INDEX posts_done ON posts (done_at) WHERE is_pending = 0;

-- Which version of an answer was given: hashes of the answer and of the revisions that it had.
ALTER TABLE replies ADD COLUMN answer BIGINT NOT NULL DEFAULT 0;
ALTER TABLE replies ADD COLUMN revisions BIGINT NOT NULL DEFAULT 0;
-- What is too old is looked for seldom, and need not be found fast.
DROP INDEX replies_given;
CREATE INDEX replies_versions ON replies (entry, answer, revisions) WHERE answer <> 0;
